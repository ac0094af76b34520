/**
 * A task of type `orchion` in tasks.json as a job: its properties are the fields of a job file, by the same names, and they
 * are checked like those of the form.
 */
import { defaultSpec, violationsOfJobSpec, type JobSpec } from '@orchion/domain';
import { inFileWords } from '@orchion/schemas';
import type { Say } from '../../../cluster/say.ts';
import { emptyForm, fieldNames, filePaths, specFromForm, type FieldName, type FormFields } from './form-fields.ts';
import { shellCommand } from './script-command.ts';

/** One sentence per problem, each beginning with the property that it is about. */
export type TaskSpec = { readonly spec: JobSpec } | { readonly problems: readonly string[] };

/** Properties that are no fields of a job. `name` is one; without it the task's own name is the job's. */
const ownProperties = new Set(['type', 'onTerminate']);

/** `taskName`: what tasks.json calls it. `os`: of the node that would run it. */
export function specFromTask(
  definition: Readonly<Record<string, unknown>>,
  { taskName, os }: { readonly taskName: string; readonly os: string },
  say: Say,
): TaskSpec {
  const problems: string[] = [];
  const { run, command, env = {}, labels = {}, ...rest } = definition;
  const fields: Partial<Record<FieldName, string>> = {};
  for (const [path, value] of leavesOf(rest, '')) {
    if (ownProperties.has(path)) continue;
    const name = fieldOf(path);
    const text = textOf(value);
    if (name === null) problems.push(say('"{0}" is no field of a job', path));
    else if (text === null) problems.push(say('"{0}" is neither text nor a number', path));
    else fields[name] = text;
  }
  const isImageAlone = run === undefined && command === undefined && rest.image !== undefined;
  const argv = isImageAlone ? [] : argvOf(run, command, os);
  if (argv === null) problems.push(say('Write either "run", a shell line, or "command", a list of words'));
  const [environment, needed] = [textsOf(env), textsOf(labels)];
  if (environment === null) problems.push(say('"env" is neither names nor values'));
  if (needed === null) problems.push(say('"labels" is neither names nor values'));
  const form: FormFields = { ...emptyForm, cpu: '', ...fields, command: 'x', name: fields.name ?? taskName };
  const made = specFromForm(form, os, say);
  if ('problems' in made) {
    for (const [name, words] of Object.entries(made.problems)) {
      // The keys are those of the form.
      problems.push(`${filePaths[name as FieldName]}: ${words}`);
    }
    return { problems };
  }
  if (argv === null || environment === null || needed === null || problems.length > 0) return { problems };
  const spec = { ...made.spec, command: argv, env: environment, labels: needed };
  for (const violation of violationsOfJobSpec(spec)) {
    const { path, message } = inFileWords(violation, definition);
    problems.push(`${path.join('.')}: ${message}`);
  }
  return problems.length > 0 ? { problems } : { spec };
}

/** Whether somebody meant a job by this. A button or a menu hands a command what it stands on, which is none. */
export function isTaskFields(given: unknown): given is Readonly<Record<string, unknown>> {
  return typeof given === 'object' && given !== null && ['run', 'command', 'image'].some((field) => field in given);
}

/** What it runs, in one line, to name it after; empty where it is no job. */
export function lineOfTask({ run, command }: Readonly<Record<string, unknown>>): string {
  if (typeof run === 'string') return run;
  return Array.isArray(command) ? command.filter((word) => typeof word === 'string').join(' ') : '';
}

/** Null where both or neither is written. */
function argvOf(run: unknown, command: unknown, os: string): JobSpec['command'] | null {
  if (typeof run === 'string' && command === undefined) return shellCommand(run, os);
  if (run !== undefined || !Array.isArray(command)) return null;
  const words = command.map(textOf);
  return words.every((word) => word !== null) ? defaultSpec(words).command : null;
}

/** `resources.cpu` and its like, with what stands there; lists stay whole. */
function leavesOf(value: unknown, path: string): readonly (readonly [string, unknown])[] {
  const isBranch = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isBranch || path === 'resources.custom') return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, path === '' ? key : `${path}.${key}`));
}

/** The field of the form that stands for this place of a job file. */
function fieldOf(path: string): FieldName | null {
  // A number may be written with its details.
  const plain = path
    .replace(/^retries\.count$/, 'retries')
    .replace(/^image\.name$/, 'image')
    .replace(/^resources\.gpus\.(?:count|share)$/, 'resources.gpus');
  return fieldNames.find((name) => filePaths[name] === plain && name !== 'command' && name !== 'plain') ?? null;
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'yes' : '';
  if (Array.isArray(value)) return value.map(String).join(' ');
  const texts = textsOf(value);
  return texts === null
    ? null
    : Object.entries(texts)
        .map(([key, text]) => `${key}=${text}`)
        .join('\n');
}

function textsOf(value: unknown): Readonly<Record<string, string>> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const texts: Record<string, string> = {};
  for (const [key, one] of Object.entries(value)) {
    if (!['string', 'number', 'boolean'].includes(typeof one)) return null;
    texts[key] = String(one);
  }
  return texts;
}
