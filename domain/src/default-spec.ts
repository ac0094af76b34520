/** What a job is when nothing is said but its command: the one place of every default. */
import { noFiles } from './content.ts';
import type { JobSpec } from './job.ts';
import { limits } from './limits.ts';
import { defaultResources } from './resources.ts';

/** Complete; named after its program. */
export function defaultSpec(command: readonly string[]): JobSpec {
  return {
    name: nameOf(command),
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
    files: noFiles,
  };
}

/** The program's file name without its folders, made fit to be shown: what a job is called that was given no name. */
export function nameOf(command: readonly string[]): string {
  const base = (command[0] ?? '').split(/[\\/]/).findLast((part) => part !== '') ?? '';
  // eslint-disable-next-line no-control-regex -- control characters are what must go
  const shown = base.replaceAll(/[\u0000-\u001f\u007f]/g, '').slice(0, limits.nameLengthMax);
  return shown === '' ? 'job' : shown;
}
