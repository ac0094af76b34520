/** What a job is when nothing is said but its command: the one place of every default. */
import { noFiles } from './content.ts';
import { nameOf } from './job-name.ts';
import type { JobSpec } from './job.ts';
import { limits } from './limits.ts';
import { defaultResources } from './resources.ts';

/** Complete; named after its program. */
export function defaultSpec(command: readonly string[]): JobSpec {
  return {
    name: nameOf(command),
    container: null,
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
    files: noFiles,
  };
}
