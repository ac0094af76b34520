/** What a job runs in, ContainerSpec, and what runs such on a node, ContainerEngine. */
import type { MessageInitShape } from '@bufbuild/protobuf';
import { containerOf, noContainerEngine, type ContainerEngine, type ContainerSpec } from '@orchion/domain';
import type { ContainerSpec as WireContainerSpec, ContainerSpecSchema } from '../../gen/orchion/v1/job_pb.js';
import type {
  ContainerEngine as WireContainerEngine,
  ContainerEngineSchema,
} from '../../gen/orchion/v1/resources_pb.js';
import { containerNetwork, pullPolicy } from './enums.ts';
import { textOrNull } from './identity.ts';

export function containerToWire(spec: ContainerSpec): MessageInitShape<typeof ContainerSpecSchema> {
  return {
    image: spec.image,
    pull: pullPolicy.toWire(spec.pull),
    user: spec.user ?? '',
    network: containerNetwork.toWire(spec.network),
  };
}

/** Throws WireError. */
export function containerFromWire(message: WireContainerSpec | undefined): ContainerSpec | null {
  if (message === undefined) return null;
  const usual = containerOf(message.image);
  return {
    image: message.image,
    pull: pullPolicy.optionalFromWire(message.pull, 'pull') ?? usual.pull,
    user: textOrNull(message.user),
    network: containerNetwork.optionalFromWire(message.network, 'network') ?? usual.network,
  };
}

export function containerEngineToWire(engine: ContainerEngine): MessageInitShape<typeof ContainerEngineSchema> {
  return { version: engine.version ?? '', problem: engine.problem ?? '' };
}

/** Agents that came before containers say nothing of an engine. */
export function containerEngineFromWire(message: WireContainerEngine | undefined): ContainerEngine {
  if (message === undefined) return noContainerEngine;
  return { version: textOrNull(message.version), problem: textOrNull(message.problem) };
}
