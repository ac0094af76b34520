/** A job when nothing is said but its command. */
import { defaultResources, limits, type JobSpec } from '@orchion/domain';

export function defaultSpec(name: string, command: readonly string[]): JobSpec {
  return {
    name: name.slice(0, limits.nameLengthMax),
    executor: 'process',
    command,
    cwd: null,
    env: {},
    resources: defaultResources,
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
