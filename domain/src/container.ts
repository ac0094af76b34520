/** What a job runs in, where it is not a process of the node itself. */
import { nameOf } from './job-name.ts';
import { limits } from './limits.ts';

/** `missing`: the image is fetched where the node does not have it. `always`: asked for anew each time. `never`: it must be there. */
export const pullPolicies = ['missing', 'always', 'never'] as const;
export type PullPolicy = (typeof pullPolicies)[number];

/** `bridge`: a network of its own that reaches out. `host`: the node's. `none`: nothing but itself. */
export const containerNetworks = ['bridge', 'host', 'none'] as const;
export type ContainerNetwork = (typeof containerNetworks)[number];

export interface ContainerSpec {
  /** As the engine names it: 'python:3.12', 'ghcr.io/owner/name@sha256:…'. */
  readonly image: string;
  readonly pull: PullPolicy;
  /** 'name', 'uid' or 'uid:gid' inside the container; null: the agent's own user where that is not root, else the image's. */
  readonly user: string | null;
  readonly network: ContainerNetwork;
}

/** What runs containers on a node, as its agent found it. */
export interface ContainerEngine {
  /** Null: there is none that can be used. */
  readonly version: string | null;
  /** Why there is none, one sentence; null: nobody expected one. */
  readonly problem: string | null;
}

export const noContainerEngine: ContainerEngine = { version: null, problem: null };

/** A container of this image, with everything else as usual. */
export function containerOf(image: string): ContainerSpec {
  return { image, pull: 'missing', user: null, network: 'bridge' };
}

/** What a job is called that has neither a name nor a command: the image's name without its registry, tag and digest. */
export function nameOfImage(image: string): string {
  const name = (image.split('@')[0] ?? '').split('/').at(-1)?.split(':')[0] ?? '';
  return nameOf([name]);
}

type Report = (field: string, message: string) => void;

const registry = String.raw`(?:[a-zA-Z0-9.-]+|\[[0-9a-fA-F:]+\])(?::\d{1,5})?`;
const path = String.raw`[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*`;
const imageName = new RegExp(
  String.raw`^(?:${registry}/)?${path}(?:/${path})*(?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$`,
);

/** Reports all violations. Never throws. */
export function checkContainer({ image, user }: ContainerSpec, bad: Report): void {
  if (image.length > limits.imageLengthMax) {
    bad('container.image', `has ${image.length} characters, at most ${limits.imageLengthMax}`);
  } else if (!imageName.test(image)) {
    const isLoud = imageName.test(image.toLowerCase());
    const why = isLoud ? 'an image’s name has no capital letters' : 'write NAME, NAME:TAG or NAME@sha256:DIGEST';
    bad('container.image', `${shown(image)} is no image: ${why}, for example python:3.12`);
  }
  if (user !== null && !/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,63})?$/.test(user)) {
    bad('container.user', `${shown(user)} is no user: write a name, a number, or user:group, for example 1000:1000`);
  }
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
