/**
 * A valid job file to a complete job spec: amounts become integers in the smallest unit, defaults are filled in, and what
 * the domain refuses is said in the file's own field names.
 */
import {
  defaultResources,
  limits,
  noFiles,
  violationsOfJobSpec,
  type GpuRequest,
  type JobSpec,
  type RetryPolicy,
} from '@orchion/domain';
import { parseBytes } from '../amounts/bytes.ts';
import { parseCpu } from '../amounts/cpu.ts';
import { parseDuration } from '../amounts/duration.ts';
import { parseGpus } from '../amounts/gpus.ts';
import type { Parsed } from '../amounts/parsed.ts';
import type { FieldPath } from '../words/field-path.ts';
import { inFileWords } from '../words/field-names.ts';
import type { JobFile } from './schema.ts';
import { containerFrom } from '../container.ts';
import type { Finding } from '../finding.ts';

export interface LowerInput {
  readonly file: JobFile;
  /** Used where the file has no `name`. */
  readonly defaultName: string;
  /** A scalar's text as written ('1.10' rather than the number 1.1), or null where it has none. */
  readonly writtenText: (path: FieldPath) => string | null;
}

export function lowerJobFile({ file, defaultName, writtenText }: LowerInput): {
  readonly spec: JobSpec;
  readonly findings: readonly Finding[];
} {
  const findings: Finding[] = [];
  const read = <T>(path: FieldPath, parsed: Parsed<T>, fallback: T): T => {
    if ('value' in parsed) return parsed.value;
    findings.push({ path, code: 'wrong-value', message: parsed.problem, at: 'value' });
    return fallback;
  };
  type Amount = string | number | undefined;
  const bytes = (path: FieldPath, amount: Amount, fallback: number): number =>
    amount === undefined ? fallback : read(path, parseBytes(amount), fallback);
  const duration = <F extends number | null>(path: FieldPath, amount: Amount, fallback: F): number | F =>
    amount === undefined ? fallback : read<number | F>(path, parseDuration(amount), fallback);
  const texts = (field: 'env' | 'labels'): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(file[field] ?? {}).map(([key, value]) => {
        return [key, typeof value === 'string' ? value : (writtenText([field, key]) ?? String(value))];
      }),
    );

  const gpus = (): GpuRequest | null => {
    const written = file.resources?.gpus;
    if (written === undefined) return null;
    const path = ['resources', 'gpus'];
    if (typeof written !== 'object') {
      const amount = read(path, parseGpus(written), null);
      return amount === null ? null : { amount, vendor: null, model: null, vramBytes: 0 };
    }
    const amount: GpuRequest['amount'] =
      written.share === undefined
        ? { kind: 'whole', count: written.count ?? 1 }
        : { kind: 'share', millis: Math.round(written.share * 1000) };
    const vramBytes = bytes([...path, 'vram'], written.vram, 0);
    return { amount, vendor: written.vendor ?? null, model: written.model ?? null, vramBytes };
  };

  const retry = (): RetryPolicy => {
    const written = typeof file.retries === 'object' ? file.retries : { count: file.retries ?? 0 };
    return {
      retriesMax: written.count,
      exitCodes: written['exit-codes'] ?? null,
      backoffMs: duration(['retries', 'backoff'], written.backoff, limits.retryBackoffMsDefault),
      backoffMaxMs: duration(['retries', 'backoff-max'], written['backoff-max'], limits.retryBackoffMaxMsDefault),
    };
  };

  const resources = file.resources ?? {};
  const idempotent = file.idempotent ?? false;
  const exclusive = file.exclusive ?? false;
  const spec: JobSpec = {
    name: file.name ?? defaultName,
    container: containerFrom(file.image),
    command: file.command ?? (file.run === undefined ? [] : ['sh', '-c', file.run]),
    cwd: file['working-directory'] ?? null,
    env: texts('env'),
    resources: {
      cpuMillis:
        resources.cpu === undefined
          ? defaultResources.cpuMillis
          : read(['resources', 'cpu'], parseCpu(resources.cpu), defaultResources.cpuMillis),
      memoryBytes: bytes(['resources', 'memory'], resources.memory, defaultResources.memoryBytes),
      diskBytes: bytes(['resources', 'disk'], resources.disk, defaultResources.diskBytes),
      gpus: gpus(),
      custom: resources.custom ?? {},
    },
    labels: texts('labels'),
    node: file.node ?? null,
    priority: file.priority ?? 0,
    timeoutMs: duration(['timeout'], file.timeout, null),
    queueTimeoutMs: duration(['queue-timeout'], file['queue-timeout'], null),
    graceMs: duration(['grace'], file.grace, limits.graceMsDefault),
    retry: retry(),
    idempotent,
    onLost: file['on-lost'] ?? (idempotent ? 'retry' : 'hold'),
    onDisconnect: file['on-disconnect'] ?? (exclusive ? 'stop' : 'continue'),
    exclusive,
    logBytesMax: bytes(['log-bytes-max'], file['log-bytes-max'], limits.logBytesMaxDefault),
    files: noFiles,
  };
  for (const violation of violationsOfJobSpec(spec)) {
    findings.push({ ...inFileWords(violation, file), code: 'wrong-value', at: 'value' });
  }
  return { spec, findings };
}
