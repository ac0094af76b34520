/**
 * A step's job as the file describes it, to the job that is submitted: environment layer by layer, then everything else,
 * amounts parsed, and the domain's rules checked. The first thing that is wrong is the answer.
 */
import {
  containerOf,
  defaultSpec,
  noFiles,
  parseDigest,
  violationsOfJobSpec,
  type ContainerSpec,
  type ContainerTemplate,
  type GpuRequest,
  type GpuTemplate,
  type JobFiles,
  type JobSpec,
  type JobTemplate,
  type JsonValue,
  type Template,
} from '@orchion/domain';
import { parseBytes } from '../amounts/bytes.ts';
import { parseCpu } from '../amounts/cpu.ts';
import { parseDuration } from '../amounts/duration.ts';
import { parseGpus } from '../amounts/gpus.ts';
import type { Parsed } from '../amounts/parsed.ts';
import { gpuVendors } from '../amounts/gpu-vendors.ts';
import { inFileWords } from '../words/field-names.ts';
import type { ExpressionContext } from './contexts.ts';
import { resolveTemplate, resolveText } from './template.ts';
import { kindOf } from './values.ts';

/** The spec's name and files are the caller's to fill in: they are not the template's. */
export function resolveStep(job: JobTemplate, context: ExpressionContext): { spec: JobSpec } | { problem: string } {
  try {
    const spec = specOf(job, context);
    const [violation] = violationsOfJobSpec({ ...spec, files: filesOf(job) });
    if (violation === undefined) return { spec };
    const { path, message } = inFileWords(violation, { command: job.command.kind === 'argv' ? [] : undefined });
    return { problem: `${path.join('.')}: ${message}` };
  } catch (error) {
    if (error instanceof StepFault) return { problem: error.message };
    throw error;
  }
}

/** Whether there will be files decides what a working directory may be; which ones they are is not known here. */
function filesOf({ container, workspace, fetch, leave, workingDirectory }: JobTemplate): JobFiles {
  // Where a container leaves them decides what its working directory may be.
  const known = { ...noFiles, leave: container === null ? [] : leave };
  const tree = parseDigest('0'.repeat(64));
  if (tree !== null && (workspace !== null || fetch.length > 0)) return { ...known, fetch: [{ tree, into: '' }] };
  if (workingDirectory !== null && !/^(?:[/\\]|[A-Za-z]:|\$\{\{)/.test(workingDirectory)) {
    throw new StepFault(
      'working-directory: is relative to the private folder, which is empty: send a workspace, fetch an artifact, or write an absolute path',
    );
  }
  return known;
}

/** Carries one sentence out of the middle of the work; never leaves this file. */
class StepFault extends Error {}

function specOf(job: JobTemplate, outer: ExpressionContext): JobSpec {
  const env = environmentOf(job.env, outer);
  const context: ExpressionContext = { ...outer, env };
  const optional = <T>(field: string, template: Template | null, read: (text: string) => Parsed<T>): T | null =>
    template === null ? null : parsed(field, read(text(field, template, context)));
  const { resources, retries } = job;
  const plain = defaultSpec(commandOf(job.command, context));
  return {
    ...plain,
    container: job.container === null ? null : containerFor(job.container, context),
    cwd: optional('working-directory', job.workingDirectory, asIs),
    env,
    resources: {
      cpuMillis: optional('resources.cpu', resources.cpu, parseCpu) ?? plain.resources.cpuMillis,
      memoryBytes: optional('resources.memory', resources.memory, parseBytes) ?? plain.resources.memoryBytes,
      diskBytes: optional('resources.disk', resources.disk, parseBytes) ?? plain.resources.diskBytes,
      gpus: resources.gpus === null ? null : gpusOf(resources.gpus, context),
      custom: mapped(resources.custom, (name, value) => wholeNumber(`resources.custom.${name}`, value, context)),
    },
    labels: mapped(job.labels, (name, value) => text(`labels.${name}`, value, context)),
    node: optional('node', job.node, asIs),
    priority: job.priority === null ? plain.priority : wholeNumber('priority', job.priority, context),
    timeoutMs: optional('timeout', job.timeout, parseDuration),
    queueTimeoutMs: optional('queue-timeout', job.queueTimeout, parseDuration),
    graceMs: optional('grace', job.grace, parseDuration) ?? plain.graceMs,
    retry:
      retries === null
        ? plain.retry
        : {
            retriesMax: wholeNumber('retries', retries.count, context),
            exitCodes: retries.exitCodes,
            backoffMs: optional('retries.backoff', retries.backoff, parseDuration) ?? plain.retry.backoffMs,
            backoffMaxMs:
              optional('retries.backoff-max', retries.backoffMax, parseDuration) ?? plain.retry.backoffMaxMs,
          },
    idempotent: job.idempotent,
    onLost: job.onLost ?? (job.idempotent ? 'retry' : plain.onLost),
    onDisconnect: job.onDisconnect ?? (job.exclusive ? 'stop' : plain.onDisconnect),
    exclusive: job.exclusive,
    logBytesMax: optional('log-bytes-max', job.logBytesMax, parseBytes) ?? plain.logBytesMax,
  };
}

/** A layer sees what the layers before it set; within one, nothing sees another. */
function environmentOf(layers: JobTemplate['env'], context: ExpressionContext): Readonly<Record<string, string>> {
  let env: Readonly<Record<string, string>> = {};
  for (const layer of layers) {
    const seen = { ...context, env };
    env = { ...env, ...mapped(layer, (name, template) => text(`env.${name}`, template, seen)) };
  }
  return env;
}

/** `-e`: a line of several commands ends at the first that fails, as everyone knows it from GitHub. */
function commandOf(command: JobTemplate['command'], context: ExpressionContext): readonly string[] {
  if (command.kind === 'shell') return ['sh', '-ec', text('run', command.line, context)];
  return command.argv.map((argument, i) => text(`command.${i}`, argument, context));
}

function containerFor({ image, pull, user, network }: ContainerTemplate, context: ExpressionContext): ContainerSpec {
  const usual = containerOf(text('image', image, context));
  return {
    ...usual,
    pull: pull ?? usual.pull,
    user: user === null ? null : valueOf('image.user', asIs(text('image.user', user, context))),
    network: network ?? usual.network,
  };
}

function gpusOf(gpus: GpuTemplate, context: ExpressionContext): GpuRequest | null {
  const field = 'resources.gpus';
  const amount = parsed(field, parseGpus(text(field, gpus.amount, context)));
  if (amount === null) return null;
  return {
    amount,
    vendor: gpus.vendor === null ? null : vendorOf(text(`${field}.vendor`, gpus.vendor, context)),
    model: gpus.model === null ? null : text(`${field}.model`, gpus.model, context),
    vramBytes: gpus.vram === null ? 0 : parsed(`${field}.vram`, parseBytes(text(`${field}.vram`, gpus.vram, context))),
  };
}

function vendorOf(written: string): GpuRequest['vendor'] {
  if (written === '') return null;
  const vendor = gpuVendors.find((known) => known === written);
  if (vendor !== undefined) return vendor;
  throw new StepFault(`resources.gpus.vendor: ${JSON.stringify(written)} is not one of ${gpuVendors.join(', ')}`);
}

function wholeNumber(field: string, written: number | Template, context: ExpressionContext): number {
  const value = typeof written === 'number' ? written : valueOf(field, resolveTemplate(written, context));
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value.trim()) ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number)) return number;
  const found = typeof value === 'number' ? String(value) : kindOf(value);
  throw new StepFault(`${field}: ${found} does not fit here; it must be a whole number`);
}

function text(field: string, template: Template, context: ExpressionContext): string {
  return valueOf(field, resolveText(template, context));
}

function valueOf<T extends JsonValue>(field: string, result: { value: T } | { problem: string }): T {
  if ('problem' in result) throw new StepFault(`${field}: ${result.problem}`);
  return result.value;
}

function parsed<T>(field: string, result: Parsed<T>): T {
  if ('problem' in result) throw new StepFault(`${field}: ${result.problem}`);
  return result.value;
}

const asIs = (written: string): Parsed<string | null> => ({ value: written === '' ? null : written });

function mapped<From, To>(
  map: Readonly<Record<string, From>>,
  to: (name: string, value: From) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, to(name, value)]));
}
