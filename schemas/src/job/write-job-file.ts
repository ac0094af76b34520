/**
 * A complete job spec as the text of a job file, the other way of `parseJobFile`: what is not the default is written, nothing
 * else, and reading it gives the same job. Files that travel by their content have no place in the language.
 */
import {
  containerOf,
  defaultSpec,
  type ContainerSpec,
  type GpuRequest,
  type JobSpec,
  type RetryPolicy,
} from '@orchion/domain';
import { exactBytes, exactDuration } from '../amounts/exact.ts';

type Value = string | number | boolean | readonly (string | number)[] | Mapping;
interface Mapping {
  readonly [key: string]: Value | undefined;
}

export function writeJobFile(spec: JobSpec): string {
  const usual = defaultSpec(spec.command);
  const { resources } = spec;
  const unless = <T>(value: T, otherwise: T, write: (value: T) => Value): Value | undefined =>
    value === otherwise ? undefined : write(value);
  const duration = (ms: number | null): string => exactDuration(ms ?? 0);
  const file: Mapping = {
    apiVersion: 'orchion/v1',
    kind: 'Job',
    name: spec.name,
    image: spec.container === null ? undefined : imageOf(spec.container),
    ...commandOf(spec),
    'working-directory': spec.cwd ?? undefined,
    env: unlessEmpty(spec.env),
    resources: unlessEmpty({
      cpu: unless(resources.cpuMillis, usual.resources.cpuMillis, (millis) => millis / 1000),
      memory: unless(resources.memoryBytes, 0, exactBytes),
      disk: unless(resources.diskBytes, 0, exactBytes),
      gpus: resources.gpus === null ? undefined : gpusOf(resources.gpus),
      custom: unlessEmpty(resources.custom),
    }),
    labels: unlessEmpty(spec.labels),
    node: spec.node ?? undefined,
    priority: unless(spec.priority, usual.priority, Number),
    timeout: unless(spec.timeoutMs, null, duration),
    'queue-timeout': unless(spec.queueTimeoutMs, null, duration),
    grace: unless(spec.graceMs, usual.graceMs, exactDuration),
    retries: retriesOf(spec.retry, usual.retry),
    idempotent: unless(spec.idempotent, false, Boolean),
    'on-lost': unless(spec.onLost, spec.idempotent ? 'retry' : 'hold', String),
    'on-disconnect': unless(spec.onDisconnect, spec.exclusive ? 'stop' : 'continue', String),
    exclusive: unless(spec.exclusive, false, Boolean),
    'log-bytes-max': unless(spec.logBytesMax, usual.logBytesMax, exactBytes),
  };
  return linesOf(file, '').join('');
}

function commandOf({ command, container }: JobSpec): Mapping {
  const [shell, option, line] = command;
  if (command.length === 3 && shell === 'sh' && option === '-c' && line !== '') return { run: line };
  return command.length === 0 && container !== null ? {} : { command };
}

function imageOf(container: ContainerSpec): Value {
  const { image, pull, user, network } = container;
  const usual = containerOf(image);
  const details = {
    pull: pull === usual.pull ? undefined : pull,
    user: user ?? undefined,
    network: network === usual.network ? undefined : network,
  };
  return unlessEmpty(details) === undefined ? image : { name: image, ...details };
}

function gpusOf({ amount, vendor, model, vramBytes }: GpuRequest): Value {
  const part = amount.kind === 'share';
  if (vendor === null && model === null && vramBytes === 0) return part ? amount.millis / 1000 : amount.count;
  return {
    ...(part ? { share: amount.millis / 1000 } : { count: amount.count }),
    vendor: vendor ?? undefined,
    model: model ?? undefined,
    vram: vramBytes === 0 ? undefined : exactBytes(vramBytes),
  };
}

function retriesOf(retry: RetryPolicy, usual: RetryPolicy): Value | undefined {
  const backoff = retry.backoffMs === usual.backoffMs ? undefined : exactDuration(retry.backoffMs);
  const backoffMax = retry.backoffMaxMs === usual.backoffMaxMs ? undefined : exactDuration(retry.backoffMaxMs);
  if (retry.exitCodes === null && backoff === undefined && backoffMax === undefined) {
    return retry.retriesMax === 0 ? undefined : retry.retriesMax;
  }
  return { count: retry.retriesMax, 'exit-codes': retry.exitCodes ?? undefined, backoff, 'backoff-max': backoffMax };
}

function unlessEmpty(mapping: Mapping): Mapping | undefined {
  return Object.values(mapping).some((value) => value !== undefined) ? mapping : undefined;
}

function linesOf(mapping: Mapping, indent: string): readonly string[] {
  return Object.entries(mapping).flatMap(([key, value]) => {
    if (value === undefined) return [];
    const start = `${indent}${scalar(key)}:`;
    if (isMapping(value)) return [`${start}\n`, ...linesOf(value, `${indent}  `)];
    if (Array.isArray(value)) return [`${start} [${value.map(inFlow).join(', ')}]\n`];
    // What is neither a mapping nor a list is one of the others.
    const single = value as string | number | boolean;
    if (typeof single === 'string' && isBlock(single)) return [`${start} ${block(single, `${indent}  `)}`];
    return [`${start} ${scalar(single)}\n`];
  });
}

function isMapping(value: Value): value is Mapping {
  return typeof value === 'object' && !Array.isArray(value);
}

/** Several lines that YAML takes as they stand. */
function isBlock(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- what YAML would not take as it stands
  return /^[^\s][^]*\n/.test(text) && !/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff]|\n\n$/.test(text);
}

function block(text: string, indent: string): string {
  const isEnded = text.endsWith('\n');
  const lines = (isEnded ? text.slice(0, -1) : text).split('\n');
  return `${isEnded ? '|' : '|-'}\n${lines.map((line) => (line === '' ? '\n' : `${indent}${line}\n`)).join('')}`;
}

/** Words that YAML, of one version or another, takes for something else than text. */
const notText = /^(?:true|false|null|yes|no|on|off|y|n|inf|nan)$/i;

/** An amount with its unit is no number to YAML. */
const amount = /^\d+(?:\.\d+)?(?:[KMG]iB|ms|[smh])$/;

function scalar(value: string | number | boolean): string {
  if (typeof value !== 'string' || amount.test(value)) return String(value);
  const isPlain = /^[A-Za-z_/.][\w ./@%+=~-]*$/.test(value) && !value.endsWith(' ') && !notText.test(value);
  return isPlain && !/^\.[\d.]/.test(value) && !/^\.(?:inf|nan)$/i.test(value) ? value : quoted(value);
}

function inFlow(value: string | number): string {
  return typeof value === 'string' && !/^[A-Za-z_][\w./=-]*$/.test(value) ? quoted(value) : scalar(value);
}

/** JSON's text is YAML's, but for a few characters that YAML does not take as they stand. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
