/** Job specs for what goes through the client rather than the command. */
import { defaultResources, limits, type JobSpec, type ResourceRequest } from '@orchion/domain';
import type { SubmitRequest } from '@orchion/client';

export function jobSpec(command: readonly string[], resources: Partial<ResourceRequest> = {}): JobSpec {
  return {
    name: command[0] ?? '',
    executor: 'process',
    command,
    cwd: null,
    env: {},
    resources: { ...defaultResources, ...resources },
    labels: {},
    node: null,
    priority: 0,
    timeoutMs: null,
    queueTimeoutMs: null,
    graceMs: limits.graceMsDefault,
    retry: {
      retriesMax: 0,
      exitCodes: null,
      backoffMs: limits.retryBackoffMsDefault,
      backoffMaxMs: limits.retryBackoffMaxMsDefault,
    },
    idempotent: false,
    onLost: 'hold',
    onDisconnect: 'continue',
    exclusive: false,
    logBytesMax: limits.logBytesMaxDefault,
  };
}

export function batchOf(count: number, make: (i: number) => JobSpec): readonly SubmitRequest[] {
  return Array.from({ length: count }, (_, i) => ({ spec: make(i), requestId: `e2e-${i}` }));
}
