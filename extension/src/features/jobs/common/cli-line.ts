/**
 * A job as what would submit it again in a terminal: what is not the default is said, nothing else. What the command has no
 * option for goes along as a job file.
 */
import { defaultSpec, type JobSpec } from '@orchion/domain';
import { exactBytes, exactDuration, writeJobFile } from '@orchion/schemas';

export function cliLineOf(spec: JobSpec): string {
  return hasOptions(spec) ? optionsLine(spec) : `orchion submit -f - <<'END-OF-JOB'\n${writeJobFile(spec)}END-OF-JOB`;
}

/** Whether the options of `orchion submit` can say all of it. */
function hasOptions(spec: JobSpec): boolean {
  const usual = defaultSpec(spec.command);
  const { retry } = spec;
  return (
    Object.keys(spec.resources.custom).length === 0 &&
    retry.exitCodes === null &&
    retry.backoffMs === usual.retry.backoffMs &&
    retry.backoffMaxMs === usual.retry.backoffMaxMs &&
    spec.onDisconnect === (spec.exclusive ? 'stop' : 'continue') &&
    spec.logBytesMax === usual.logBytesMax
  );
}

function optionsLine(spec: JobSpec): string {
  const usual = defaultSpec(spec.command);
  const { resources, retry, container } = spec;
  const { gpus } = resources;
  const duration = (ms: number | null): string | null => (ms === null ? null : exactDuration(ms));
  const options: (string | null)[] = [
    option('--name', spec.name === usual.name ? null : spec.name),
    option('--image', container?.image ?? null),
    option('--pull', container === null || container.pull === 'missing' ? null : container.pull),
    option('--user', container?.user ?? null),
    option('--network', container === null || container.network === 'bridge' ? null : container.network),
    option('--cpu', resources.cpuMillis === usual.resources.cpuMillis ? null : `${resources.cpuMillis}m`),
    option('--memory', resources.memoryBytes === 0 ? null : exactBytes(resources.memoryBytes)),
    option('--disk', resources.diskBytes === 0 ? null : exactBytes(resources.diskBytes)),
    option(
      '--gpus',
      gpus === null ? null : String(gpus.amount.kind === 'whole' ? gpus.amount.count : gpus.amount.millis / 1000),
    ),
    option('--gpu-vendor', gpus?.vendor ?? null),
    option('--gpu-model', gpus?.model ?? null),
    option('--vram', (gpus?.vramBytes ?? 0) === 0 ? null : exactBytes(gpus?.vramBytes ?? 0)),
    ...Object.entries(spec.labels).map(([key, value]) => option('--label', `${key}=${value}`)),
    option('--node', spec.node),
    option('--priority', spec.priority === usual.priority ? null : String(spec.priority)),
    ...Object.entries(spec.env).map(([key, value]) => option('--env', `${key}=${value}`)),
    option('--cwd', spec.cwd),
    option('--timeout', duration(spec.timeoutMs)),
    option('--queue-timeout', duration(spec.queueTimeoutMs)),
    option('--grace', spec.graceMs === usual.graceMs ? null : exactDuration(spec.graceMs)),
    option('--retries', retry.retriesMax === 0 ? null : String(retry.retriesMax)),
    spec.idempotent ? '--idempotent' : null,
    option('--on-lost', spec.onLost === (spec.idempotent ? 'retry' : 'hold') ? null : spec.onLost),
    spec.exclusive ? '--exclusive' : null,
  ];
  return ['orchion submit', ...options.filter((one) => one !== null), '--', ...spec.command.map(quoted)].join(' ');
}

function option(name: string, value: string | null): string | null {
  return value === null ? null : `${name} ${quoted(value)}`;
}

/** As a POSIX shell reads it. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
