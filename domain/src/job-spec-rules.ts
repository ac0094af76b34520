/**
 * The rules that a complete job spec must keep, whoever wrote it: CLI, file, form, API. The answer names each field by its
 * path in the API ('spec.resources.cpu_millis'), so that every client can put the message beside the right input.
 */
import { checkContainer } from './container.ts';
import { checkJobFiles } from './job-files-rules.ts';
import type { JobSpec } from './job.ts';
import { limits } from './limits.ts';
import type { GpuRequest, ResourceRequest } from './resources.ts';
import { violationOfTreePath } from './tree-path.ts';

export interface Violation {
  /** Path of the field, as in the API: 'spec.command', 'spec.env.PATH'. */
  readonly field: string;
  /** What is wrong and what would be right, one sentence. */
  readonly message: string;
}

/** All violations of a spec, in field order; empty where it is good. Never throws. */
export function violationsOfJobSpec(spec: JobSpec): readonly Violation[] {
  const found: Violation[] = [];
  const bad = (field: string, message: string): void => {
    found.push({ field: `spec.${field}`, message });
  };
  checkName(spec.name, bad);
  if (spec.container !== null) checkContainer(spec.container, bad);
  checkCommand(spec, bad);
  checkCwd(spec, bad);
  checkEnv(spec.env, bad);
  checkResources(spec.resources, bad);
  checkLabels(spec.labels, bad);
  if (spec.node !== null && (spec.node === '' || spec.node.length > limits.nameLengthMax)) {
    bad('node', `a node's name or id has 1 to ${limits.nameLengthMax} characters`);
  }
  const whole = (field: string, value: number, min: number, max: number, unit: string): void => {
    if (!Number.isSafeInteger(value) || value < min || value > max) {
      bad(field, `must be a whole number of ${unit} from ${min} to ${max}, got ${value}`);
    }
  };
  whole('priority', spec.priority, -limits.priorityMax, limits.priorityMax, 'steps');
  if (spec.timeoutMs !== null) whole('timeout', spec.timeoutMs, 1, limits.timeoutMsMax, 'milliseconds');
  if (spec.queueTimeoutMs !== null) whole('queue_timeout', spec.queueTimeoutMs, 1, limits.timeoutMsMax, 'milliseconds');
  whole('grace', spec.graceMs, 0, limits.graceMsMax, 'milliseconds');
  whole('retry.retries', spec.retry.retriesMax, 0, limits.retriesMax, 'retries');
  whole('retry.backoff', spec.retry.backoffMs, 0, limits.timeoutMsMax, 'milliseconds');
  whole('retry.backoff_max', spec.retry.backoffMaxMs, 0, limits.timeoutMsMax, 'milliseconds');
  for (const code of spec.retry.exitCodes ?? []) {
    if (!Number.isInteger(code) || code < 1 || code > 255) {
      bad('retry.exit_codes', `an exit code to retry on is 1 to 255, got ${code}`);
    }
  }
  whole('log_bytes_max', spec.logBytesMax, 0, Number.MAX_SAFE_INTEGER, 'bytes');
  checkJobFiles(spec.files, bad);
  if (spec.exclusive && spec.onDisconnect === 'continue') {
    bad('on_disconnect', 'an exclusive job must stop when its node is cut off: use "stop", or leave it out');
  }
  if (spec.exclusive && spec.container !== null) {
    bad('exclusive', 'nothing ends a container on a node whose agent is gone: an exclusive job has to be a process');
  }
  return found;
}

type Report = (field: string, message: string) => void;

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const controlCharacter = /[\u0000-\u001f\u007f-\u009f]/;

function checkName(name: string, bad: Report): void {
  if (name === '') bad('name', 'must not be empty');
  if (name.length > limits.nameLengthMax) bad('name', `has ${name.length} characters, at most ${limits.nameLengthMax}`);
  if (controlCharacter.test(name)) bad('name', 'must not hold control characters');
}

function checkCommand({ command, container }: JobSpec, bad: Report): void {
  if (command.length === 0 && container !== null) return;
  if (command.length === 0) return bad('command', 'must name a command, for example ["echo", "hello"]');
  if (command[0] === '') bad('command', 'its first entry, the program, must not be empty');
  if (command.length > limits.commandArgsMax) {
    bad('command', `has ${command.length} arguments, at most ${limits.commandArgsMax}`);
  }
  let bytes = 0;
  for (const [i, argument] of command.entries()) {
    const length = utf8Length(argument);
    bytes += length + 1;
    if (argument.includes('\0')) bad('command', `argument ${i} holds a NUL character, which no program can be given`);
    if (length > limits.commandArgBytesMax) {
      bad('command', `argument ${i} has ${length} bytes, at most ${limits.commandArgBytesMax}; pass a file instead`);
    }
  }
  if (bytes > limits.commandBytesMax) {
    bad('command', `has ${bytes} bytes in all, at most ${limits.commandBytesMax}; pass a file instead`);
  }
}

function checkCwd({ cwd, files, container }: JobSpec, bad: Report): void {
  if (cwd === null) return;
  if (cwd.length > limits.cwdLengthMax) bad('cwd', `has ${cwd.length} characters, at most ${limits.cwdLengthMax}`);
  if (cwd.includes('\0')) bad('cwd', 'must not hold a NUL character');
  const absolute = cwd.startsWith('/') || /^[A-Za-z]:[\\/]/.test(cwd) || cwd.startsWith('\\\\');
  // A folder among the files that the job is given.
  const isOfFiles = files.fetch.length > 0 && violationOfTreePath(cwd) === null;
  if (!absolute && !isOfFiles)
    bad('cwd', `must be an absolute path on the node, got ${JSON.stringify(cwd.slice(0, 80))}`);
  if (container === null || !absolute) return;
  if (!cwd.startsWith('/')) bad('cwd', `is no path of a container, got ${JSON.stringify(cwd.slice(0, 80))}`);
  // What lies there goes with the container.
  else if (files.leave.length > 0) {
    bad('cwd', 'artifacts are left in the private folder: let a container that leaves some work there, or below it');
  }
}

function checkEnv(env: Readonly<Record<string, string>>, bad: Report): void {
  const entries = Object.entries(env);
  if (entries.length > limits.envEntriesMax) {
    bad('env', `has ${entries.length} entries, at most ${limits.envEntriesMax}`);
  }
  let bytes = 0;
  for (const [name, value] of entries) {
    const length = utf8Length(name) + utf8Length(value) + 2;
    bytes += length;
    const shown = name.slice(0, 80);
    const isName = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
    const field = isName ? `env.${shown}` : 'env';
    if (!isName) {
      bad('env', `${JSON.stringify(shown)} is not a variable name: letters, digits and _, not starting with a digit`);
    } else if (name.startsWith('ORCHION_')) {
      bad(field, 'names starting with ORCHION_ are set by Orchion itself; choose another name');
    }
    // The value is never shown: it may be a secret.
    if (value.includes('\0')) bad(field, 'its value holds a NUL character, which no program can be given');
    if (length > limits.envEntryBytesMax) {
      bad(field, `has ${length} bytes, at most ${limits.envEntryBytesMax}; pass a file instead`);
    }
  }
  if (bytes > limits.envBytesMax) {
    bad('env', `has ${bytes} bytes in all, at most ${limits.envBytesMax}; pass a file instead`);
  }
}

function checkResources(resources: ResourceRequest, bad: Report): void {
  const amount = (field: string, value: number, max: number, what: string): void => {
    if (!Number.isSafeInteger(value) || value < 0 || value > max) {
      bad(`resources.${field}`, `must be ${what}, got ${value}`);
    }
  };
  amount(
    'cpu_millis',
    resources.cpuMillis,
    limits.cpuMillisMax,
    `0 to ${limits.cpuMillisMax / 1000} cores, in thousandths`,
  );
  amount('memory_bytes', resources.memoryBytes, limits.memoryBytesMax, 'a number of bytes from 0 to 1 PiB');
  amount('disk_bytes', resources.diskBytes, limits.memoryBytesMax, 'a number of bytes from 0 to 1 PiB');
  if (resources.gpus !== null) checkGpus(resources.gpus, bad);
  const custom = Object.entries(resources.custom);
  if (custom.length > limits.customResourcesMax) {
    bad('resources.custom', `has ${custom.length} entries, at most ${limits.customResourcesMax}`);
  }
  for (const [name, value] of custom) {
    if (name === '' || name.length > limits.nameLengthMax || controlCharacter.test(name)) {
      bad('resources.custom', `a counter's name has 1 to ${limits.nameLengthMax} printable characters`);
      continue;
    }
    amount(`custom.${name.slice(0, 80)}`, value, Number.MAX_SAFE_INTEGER, 'a whole number from 0');
  }
}

function checkGpus(gpus: GpuRequest, bad: Report): void {
  if (gpus.amount.kind === 'whole') {
    const { count } = gpus.amount;
    if (!Number.isInteger(count) || count < 1 || count > limits.gpuCountMax) {
      bad('resources.gpus.count', `must be 1 to ${limits.gpuCountMax} whole devices, got ${count}`);
    }
  } else if (!Number.isInteger(gpus.amount.millis) || gpus.amount.millis < 1 || gpus.amount.millis > 999) {
    const shown = gpus.amount.millis / 1000;
    bad(
      'resources.gpus.share_millis',
      `a part of one GPU is more than 0 and less than 1, in thousandths, got ${shown}`,
    );
  }
  if (gpus.model !== null && (gpus.model === '' || gpus.model.length > limits.nameLengthMax)) {
    bad('resources.gpus.model', `a model has 1 to ${limits.nameLengthMax} characters`);
  }
  if (!Number.isSafeInteger(gpus.vramBytes) || gpus.vramBytes < 0 || gpus.vramBytes > limits.memoryBytesMax) {
    bad('resources.gpus.vram_bytes', `must be a number of bytes from 0 to 1 PiB, got ${gpus.vramBytes}`);
  }
}

function checkLabels(labels: Readonly<Record<string, string>>, bad: Report): void {
  const violation = violationOfLabels(labels);
  if (violation !== null) bad('labels', violation);
}

/** What is wrong with a set of labels, or null. Nodes and jobs share the rule. */
export function violationOfLabels(labels: Readonly<Record<string, string>>): string | null {
  const entries = Object.entries(labels);
  if (entries.length > limits.labelsMax) return `has ${entries.length} labels, at most ${limits.labelsMax}`;
  for (const [key, value] of entries) {
    if (!/^[A-Za-z0-9](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?$/.test(key) || key.length > limits.labelLengthMax) {
      const shown = JSON.stringify(key.slice(0, 80));
      return `${shown} is not a label name: letters, digits, ". _ / -" inside, at most ${limits.labelLengthMax} characters`;
    }
    if (value.length > limits.labelLengthMax || controlCharacter.test(value)) {
      return `the value of ${key.slice(0, 80)} must be printable, at most ${limits.labelLengthMax} characters`;
    }
  }
  return null;
}

/** What is wrong with a node's name, or null. */
export function violationOfNodeName(name: string): string | null {
  if (/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/.test(name)) return null;
  return `a node's name has 1 to 63 letters, digits, ". _ -", starting and ending with a letter or digit; got ${JSON.stringify(name.slice(0, 80))}`;
}

/** Bytes of the text in UTF-8, without a TextEncoder: this package has no ambient types. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code <= 0x7f ? 1 : code <= 0x7ff ? 2 : code <= 0xffff ? 3 : 4;
  }
  return bytes;
}
