/**
 * The form of a job: its fields as text, as a person types them, and what becomes of them. Checked by the same functions as
 * the command line, so both accept and refuse the same.
 */
import {
  defaultSpec,
  violationsOfJobSpec,
  type GpuRequest,
  type GpuVendor,
  type JobSpec,
  type OnLost,
} from '@orchion/domain';
import { parseBytes, parseCpu, parseDuration, parseGpus, type Parsed } from '@orchion/schemas';
import { nameOfLine, shellCommand } from './script-command.ts';

/** In the order of the form. */
export const fieldNames = [
  'command',
  'name',
  'node',
  'cpu',
  'memory',
  'disk',
  'gpus',
  'gpuVendor',
  'gpuModel',
  'vram',
  'custom',
  'labels',
  'env',
  'cwd',
  'priority',
  'timeout',
  'queueTimeout',
  'grace',
  'retries',
  'onLost',
  'idempotent',
  'exclusive',
] as const;

export type FieldName = (typeof fieldNames)[number];
/** Everything is text; yes is 'yes'. */
export type FormFields = Readonly<Record<FieldName, string>>;

export const emptyForm: FormFields = {
  ...(Object.fromEntries(fieldNames.map((name) => [name, ''])) as Record<FieldName, string>),
  cpu: '1',
  onLost: 'hold',
};

/** One sentence per field that is wrong. */
export type FieldProblems = Readonly<Partial<Record<FieldName, string>>>;

export type FormResult = { readonly spec: JobSpec } | { readonly problems: FieldProblems };

/** `os`: of the node that would run it, for the shell that reads the command. */
export function specFromForm(fields: FormFields, os: string): FormResult {
  const problems: Partial<Record<FieldName, string>> = {};
  const read = <T>(name: FieldName, parse: (text: string) => Parsed<T>, otherwise: T): T => {
    const text = fields[name].trim();
    if (text === '') return otherwise;
    const parsed = parse(text);
    if ('value' in parsed) return parsed.value;
    problems[name] = parsed.problem;
    return otherwise;
  };
  const command = fields.command.trim();
  const base = { ...defaultSpec(shellCommand(command, os)), name: fields.name.trim() || nameOfLine(command) };
  const spec: JobSpec = {
    ...base,
    node: fields.node.trim() || null,
    cwd: fields.cwd.trim() || null,
    env: read('env', pairs, {}),
    labels: read('labels', pairs, {}),
    resources: {
      cpuMillis: read('cpu', parseCpu, base.resources.cpuMillis),
      memoryBytes: read('memory', parseBytes, 0),
      diskBytes: read('disk', parseBytes, 0),
      gpus: gpusFrom(fields, read),
      custom: read('custom', counters, {}),
    },
    priority: read('priority', wholeNumber, 0),
    timeoutMs: read<number | null>('timeout', parseDuration, null),
    queueTimeoutMs: read<number | null>('queueTimeout', parseDuration, null),
    graceMs: read('grace', parseDuration, base.graceMs),
    retry: { ...base.retry, retriesMax: read('retries', wholeNumber, 0) },
    idempotent: fields.idempotent === 'yes',
    onLost: isOnLost(fields.onLost) ? fields.onLost : base.onLost,
    exclusive: fields.exclusive === 'yes',
    onDisconnect: fields.exclusive === 'yes' ? 'stop' : 'continue',
  };
  if (command === '') problems.command = 'Type the command that the job runs';
  for (const { field, message } of violationsOfJobSpec(spec)) {
    const name = fieldOfViolation(field);
    problems[name] ??= message;
  }
  return Object.keys(problems).length > 0 ? { problems } : { spec };
}

type Read = <T>(name: FieldName, parse: (text: string) => Parsed<T>, otherwise: T) => T;

function gpusFrom(fields: FormFields, read: Read): GpuRequest | null {
  const amount = read<GpuRequest['amount'] | null>('gpus', parseGpus, null);
  const vendor = isVendor(fields.gpuVendor) ? fields.gpuVendor : null;
  const model = fields.gpuModel.trim() || null;
  const vramBytes = read('vram', parseBytes, 0);
  if (amount === null && vendor === null && model === null && vramBytes === 0) return null;
  // Asking for a kind of GPU asks for one of that kind.
  return { amount: amount ?? { kind: 'whole', count: 1 }, vendor, model, vramBytes };
}

function pairs(text: string): Parsed<Record<string, string>> {
  const read: Record<string, string> = {};
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const at = line.indexOf('=');
    if (at < 1) return { problem: `${JSON.stringify(line.slice(0, 40))} is no pair; write one "name=value" a line` };
    read[line.slice(0, at).trim()] = line.slice(at + 1);
  }
  return { value: read };
}

function counters(text: string): Parsed<Record<string, number>> {
  const read = pairs(text);
  if ('problem' in read) return read;
  const entries = Object.entries(read.value).map(([name, value]) => [name, Number(value)] as const);
  const wrong = entries.find(([, value]) => !Number.isInteger(value));
  return wrong === undefined ? { value: Object.fromEntries(entries) } : { problem: `${wrong[0]} needs a whole number` };
}

function wholeNumber(text: string): Parsed<number> {
  return /^-?\d{1,6}$/.test(text) ? { value: Number(text) } : { problem: `${JSON.stringify(text)} is no whole number` };
}

/** Where a violation of the spec (`spec.resources.cpu_millis`) stands in the form. */
function fieldOfViolation(path: string): FieldName {
  const places: readonly (readonly [RegExp, FieldName])[] = [
    [/cpu/, 'cpu'],
    [/vram/, 'vram'],
    [/gpus.*vendor/, 'gpuVendor'],
    [/gpus.*model/, 'gpuModel'],
    [/gpu/, 'gpus'],
    [/memory/, 'memory'],
    [/disk/, 'disk'],
    [/custom/, 'custom'],
    [/labels/, 'labels'],
    [/env/, 'env'],
    [/cwd/, 'cwd'],
    [/queue_timeout/, 'queueTimeout'],
    [/timeout/, 'timeout'],
    [/grace/, 'grace'],
    [/retr/, 'retries'],
    [/priority/, 'priority'],
    [/on_lost|on_disconnect/, 'onLost'],
    [/idempotent/, 'idempotent'],
    [/exclusive/, 'exclusive'],
    [/\.name$|^name$/, 'name'],
    [/node/, 'node'],
  ];
  return places.find(([shape]) => shape.test(path))?.[1] ?? 'command';
}

function isOnLost(text: string): text is OnLost {
  return text === 'hold' || text === 'retry' || text === 'fail';
}

function isVendor(text: string): text is GpuVendor {
  return ['nvidia', 'amd', 'apple', 'intel', 'other'].includes(text);
}
