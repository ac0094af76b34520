/** A job as the command line that would submit it again: what is not the default is said, nothing else. */
import { limits, type JobSpec } from '@orchion/domain';

export function cliLineOf(spec: JobSpec): string {
  const { resources, retry } = spec;
  const { gpus } = resources;
  const options: (string | null)[] = [
    option('--name', spec.name === lastPart(spec.command[0] ?? '') ? null : spec.name),
    option('--cpu', resources.cpuMillis === 1000 ? null : `${resources.cpuMillis}m`),
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
    option('--priority', spec.priority === 0 ? null : String(spec.priority)),
    ...Object.entries(spec.env).map(([key, value]) => option('--env', `${key}=${value}`)),
    option('--cwd', spec.cwd),
    option('--timeout', spec.timeoutMs === null ? null : exactDuration(spec.timeoutMs)),
    option('--queue-timeout', spec.queueTimeoutMs === null ? null : exactDuration(spec.queueTimeoutMs)),
    option('--grace', spec.graceMs === limits.graceMsDefault ? null : exactDuration(spec.graceMs)),
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

/** What is written is what was asked for, to the byte: amounts for people are rounded. */
function exactBytes(bytes: number): string {
  const unit = ['KiB', 'MiB', 'GiB'].findLastIndex((_unit, index) => bytes % 1024 ** (index + 1) === 0);
  return unit === -1 ? String(bytes) : `${bytes / 1024 ** (unit + 1)}${['KiB', 'MiB', 'GiB'][unit]}`;
}

function exactDuration(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}

/** As a POSIX shell reads it. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function lastPart(program: string): string {
  return /[^/\\]+$/.exec(program)?.[0] ?? program;
}
