/** `image`: what a job runs in. One word of both languages, a name or the details; in a pipeline texts may hold expressions. */
import {
  containerNetworks,
  containerOf,
  pullPolicies,
  type ContainerNetwork,
  type ContainerSpec,
  type PullPolicy,
} from '@orchion/domain';
import * as z from 'zod';

export const imageExpected = 'an image such as python:3.12, or the fields name, pull, user, network';

/** `text`: how a name may be written. */
export function imageSchema<T extends z.ZodType>(text: T) {
  return z.union([
    text,
    z.strictObject({
      name: text.meta({ description: 'The image.', examples: ['python:3.12', 'ghcr.io/owner/name@sha256:…'] }),
      pull: z.enum(pullPolicies).optional().meta({
        description: 'Fetch the image where the node does not have it (`missing`), each time, or not at all.',
        default: 'missing',
      }),
      user: text.optional().meta({
        description:
          'A name, a number or user:group inside the container. Left out: the agent’s own user where that is not root, ' +
          'else the image’s.',
        examples: ['root', '1000:1000'],
      }),
      network: z.enum(containerNetworks).optional().meta({
        description: 'What it reaches: a network of its own that reaches out (`bridge`), the node’s, or nothing.',
        default: 'bridge',
      }),
    }),
  ]);
}

interface ImageDetails {
  readonly name: string;
  readonly pull?: PullPolicy | undefined;
  readonly user?: string | undefined;
  readonly network?: ContainerNetwork | undefined;
}

/** With every default filled in; null: nothing was written. */
export function containerFrom(written: string | ImageDetails | undefined): ContainerSpec | null {
  if (written === undefined) return null;
  if (typeof written === 'string') return containerOf(written);
  const usual = containerOf(written.name);
  const { pull = usual.pull, user = usual.user, network = usual.network } = written;
  return { ...usual, pull, user, network };
}
