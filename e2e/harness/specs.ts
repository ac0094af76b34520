/** Job specs for what goes through the client rather than the command. */
import { defaultSpec, defaultResources, type JobSpec, type ResourceRequest } from '@orchion/domain';
import type { SubmitRequest } from '@orchion/client';

export function jobSpec(command: readonly string[], resources: Partial<ResourceRequest> = {}): JobSpec {
  return { ...defaultSpec(command), resources: { ...defaultResources, ...resources } };
}

export function batchOf(count: number, make: (i: number) => JobSpec): readonly SubmitRequest[] {
  return Array.from({ length: count }, (_, i) => ({ spec: make(i), requestId: `e2e-${i}` }));
}
