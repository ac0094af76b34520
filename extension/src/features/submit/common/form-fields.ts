/**
 * The form of a job: its fields as text, as a person types them, and what becomes of them. Checked by the same functions as
 * the command line and the job file, so all three accept and refuse the same.
 */
import {
  containerNetworks,
  containerOf,
  defaultSpec,
  nameOfImage,
  pullPolicies,
  violationsOfJobSpec,
  type ContainerSpec,
  type GpuRequest,
  type GpuVendor,
  type JobSpec,
  type OnDisconnect,
  type OnLost,
} from '@orchion/domain';
import { inFileWords, parseBytes, parseCpu, parseDuration, parseGpus, type Parsed } from '@orchion/schemas';
import type { Say } from '../../../cluster/say.ts';
import { commandWords } from './command-words.ts';
import { nameOfLine, shellCommand } from './script-command.ts';

/** In the order of the form, each with the field of a job file that it fills in. */
export const filePaths = {
  command: 'run',
  plain: 'command',
  name: 'name',
  cwd: 'working-directory',
  env: 'env',
  image: 'image',
  imagePull: 'image.pull',
  imageUser: 'image.user',
  imageNetwork: 'image.network',
  node: 'node',
  labels: 'labels',
  cpu: 'resources.cpu',
  memory: 'resources.memory',
  disk: 'resources.disk',
  gpus: 'resources.gpus',
  gpuVendor: 'resources.gpus.vendor',
  gpuModel: 'resources.gpus.model',
  vram: 'resources.gpus.vram',
  custom: 'resources.custom',
  priority: 'priority',
  timeout: 'timeout',
  queueTimeout: 'queue-timeout',
  grace: 'grace',
  retries: 'retries',
  exitCodes: 'retries.exit-codes',
  backoff: 'retries.backoff',
  backoffMax: 'retries.backoff-max',
  idempotent: 'idempotent',
  onLost: 'on-lost',
  onDisconnect: 'on-disconnect',
  exclusive: 'exclusive',
  logMax: 'log-bytes-max',
} as const;

export type FieldName = keyof typeof filePaths;

// The keys of the very object that the type is made from.
export const fieldNames = Object.keys(filePaths) as readonly FieldName[];

/** Everything is text; yes is 'yes'. */
export type FormFields = Readonly<Record<FieldName, string>>;

export const emptyForm: FormFields = {
  ...(Object.fromEntries(fieldNames.map((name) => [name, ''])) as Record<FieldName, string>),
  cpu: '1',
};

/** One sentence per field that is wrong. */
export type FieldProblems = Readonly<Partial<Record<FieldName, string>>>;

export type FormResult = { readonly spec: JobSpec } | { readonly problems: FieldProblems };

/** `os`: of the node that would run it, for the shell that reads the command. */
export function specFromForm(fields: FormFields, os: string, say: Say): FormResult {
  const problems: Partial<Record<FieldName, string>> = {};
  const read = <T>(name: FieldName, parse: (text: string) => Parsed<T>, otherwise: T): T => {
    const text = fields[name].trim();
    if (text === '') return otherwise;
    const parsed = parse(text);
    if ('value' in parsed) return parsed.value;
    problems[name] = parsed.problem;
    return otherwise;
  };
  const pairs = (text: string): Parsed<Record<string, string>> => pairsOf(text, say);
  const wholeNumber = (text: string): Parsed<number> => wholeNumberOf(text, say);

  const line = fields.command.trim();
  const isPlain = fields.plain === 'yes';
  const command = isPlain
    ? read<readonly string[]>('command', (text) => commandWords(text, { isWindows: os === 'win32' }, say), [])
    : line === ''
      ? []
      : shellCommand(line, os);
  const container = containerFrom(fields);
  const ownName = line === '' && container !== null ? nameOfImage(container.image) : nameOfLine(line);
  const base = { ...defaultSpec(command), name: fields.name.trim() || ownName };
  const idempotent = fields.idempotent === 'yes';
  const exclusive = fields.exclusive === 'yes';
  const spec: JobSpec = {
    ...base,
    container,
    node: fields.node.trim() || null,
    cwd: fields.cwd.trim() || null,
    env: read('env', pairs, {}),
    labels: read('labels', pairs, {}),
    resources: {
      cpuMillis: read('cpu', parseCpu, base.resources.cpuMillis),
      memoryBytes: read('memory', parseBytes, 0),
      diskBytes: read('disk', parseBytes, 0),
      gpus: gpusFrom(fields, read),
      custom: read('custom', (text) => countersOf(text, say), {}),
    },
    priority: read('priority', wholeNumber, 0),
    timeoutMs: read<number | null>('timeout', parseDuration, null),
    queueTimeoutMs: read<number | null>('queueTimeout', parseDuration, null),
    graceMs: read('grace', parseDuration, base.graceMs),
    retry: {
      retriesMax: read('retries', wholeNumber, 0),
      exitCodes: read<readonly number[] | null>('exitCodes', (text) => listOf(text, wholeNumber), null),
      backoffMs: read('backoff', parseDuration, base.retry.backoffMs),
      backoffMaxMs: read('backoffMax', parseDuration, base.retry.backoffMaxMs),
    },
    idempotent,
    onLost: isOnLost(fields.onLost) ? fields.onLost : idempotent ? 'retry' : 'hold',
    exclusive,
    onDisconnect: isOnDisconnect(fields.onDisconnect) ? fields.onDisconnect : exclusive ? 'stop' : 'continue',
    logBytesMax: read('logMax', parseBytes, base.logBytesMax),
  };
  if (line === '' && container === null) problems.command = say('Type the command that the job runs');
  if (container === null && asksForContainer(fields)) problems.image = say('Name the image that this is about');
  for (const violation of violationsOfJobSpec(spec)) {
    const { path, message } = inFileWords(violation, isPlain ? { command: [...command] } : {});
    problems[fieldAt(path.join('.'))] ??= message;
  }
  return Object.keys(problems).length > 0 ? { problems } : { spec };
}

function containerFrom(fields: FormFields): ContainerSpec | null {
  const image = fields.image.trim();
  if (image === '') return null;
  const usual = containerOf(image);
  return {
    image,
    pull: pullPolicies.find((policy) => policy === fields.imagePull) ?? usual.pull,
    user: fields.imageUser.trim() || usual.user,
    network: containerNetworks.find((network) => network === fields.imageNetwork) ?? usual.network,
  };
}

function asksForContainer({ imagePull, imageUser, imageNetwork }: FormFields): boolean {
  return [imagePull, imageUser, imageNetwork].some((text) => text.trim() !== '');
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

function pairsOf(text: string, say: Say): Parsed<Record<string, string>> {
  const read: Record<string, string> = {};
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const at = line.indexOf('=');
    // Not the line itself: it may be a secret that was pasted without its name.
    if (at < 1) return { problem: say('Every line is a pair: "name=value"') };
    read[line.slice(0, at).trim()] = line.slice(at + 1);
  }
  return { value: read };
}

function countersOf(text: string, say: Say): Parsed<Record<string, number>> {
  const read = pairsOf(text, say);
  if ('problem' in read) return read;
  const entries = Object.entries(read.value).map(([name, value]) => [name, Number(value)] as const);
  const wrong = entries.find(([, value]) => !Number.isInteger(value));
  return wrong === undefined
    ? { value: Object.fromEntries(entries) }
    : { problem: say('{0} needs a whole number', wrong[0]) };
}

function listOf(text: string, parse: (one: string) => Parsed<number>): Parsed<readonly number[]> {
  const values: number[] = [];
  for (const one of text.split(/[\s,]+/).filter((part) => part !== '')) {
    const parsed = parse(one);
    if ('problem' in parsed) return parsed;
    values.push(parsed.value);
  }
  return { value: values };
}

function wholeNumberOf(text: string, say: Say): Parsed<number> {
  return /^-?\d{1,6}$/.test(text)
    ? { value: Number(text) }
    : { problem: say('{0} is no whole number', JSON.stringify(text.slice(0, 40))) };
}

/** The field that fills in this place of a job file: the one that names it, or else the closest above it. */
function fieldAt(path: string): FieldName {
  const isAt = (name: FieldName): boolean => path === filePaths[name] || path.startsWith(`${filePaths[name]}.`);
  const [closest] = fieldNames.filter(isAt).sort((a, b) => filePaths[b].length - filePaths[a].length);
  return closest === undefined || closest === 'plain' ? 'command' : closest;
}

function isOnLost(text: string): text is OnLost {
  return text === 'hold' || text === 'retry' || text === 'fail';
}

function isOnDisconnect(text: string): text is OnDisconnect {
  return text === 'continue' || text === 'stop';
}

function isVendor(text: string): text is GpuVendor {
  return ['nvidia', 'amd', 'apple', 'intel', 'other'].includes(text);
}
