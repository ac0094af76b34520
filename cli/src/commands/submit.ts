/** `orchion submit`: from a command line or a file to a job; with --follow to its end. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  defaultSpec,
  limits,
  nameOfImage,
  startOfLog,
  violationOfArtifactName,
  type ArtifactRule,
  type JobSpec,
} from '@orchion/domain';
import { orchestratorOf, type CommandRun } from '../command.ts';
import { exitCodeOfJob, exitCodes } from '../exit-codes.ts';
import { CliFailure, usageFailure } from '../failure.ts';
import type { Output } from '../output/output.ts';
import { clean } from '../output/style.ts';
import { printLog } from '../print-log.ts';
import type { SubmitJson } from '../shapes.ts';
import { sendFolders } from '../send-files.ts';
import { specFromOptions, type SpecOptions } from '../spec-from-options.ts';
import type { Target } from '../target.ts';
import type { World } from '../world.ts';
import { endLine, waitForEnd } from './wait.ts';

export interface SubmitOptions extends SpecOptions {
  readonly file?: string;
  readonly workspace?: string;
  readonly artifact?: readonly string[];
  readonly requestId?: string;
  readonly follow?: boolean;
}

export const submit: CommandRun<SubmitOptions> = async ({ world, output, options, args }) => {
  const base = await baseSpec(world, output, options, args);
  const bare = specFromOptions(base, options, world);
  const artifacts = artifactsFrom(options.artifact);
  const target = await orchestratorOf({ world });
  const { client } = target;
  const spec: JobSpec = {
    ...bare,
    files: {
      fetch:
        options.workspace === undefined
          ? bare.files.fetch
          : await workspaceOf(world, output, target, options.workspace),
      leave: artifacts.length === 0 ? bare.files.leave : artifacts,
      collectsOutputs: bare.files.collectsOutputs,
    },
  };
  const requestId = options.requestId;
  const { job, warnings } = await client.jobs.submit({ spec, ...(requestId === undefined ? {} : { requestId }) });

  const shape: SubmitJson = { id: job.id, name: job.spec.name, state: job.state, warnings };
  for (const warning of warnings) await output.note(`${output.style.warn('!')} ${clean(warning)}`);
  if (options.follow !== true) {
    if (output.isJson) await output.json(shape);
    else await output.write(`${job.id}\n`);
    if (world.stdout.isTerminal) await output.note(output.style.dim(`Its output: orchion logs -f ${job.id}`));
    return exitCodes.ok.code;
  }

  if (output.isJson) await output.jsonLine(shape);
  else await output.note(output.style.dim(`${job.id} submitted; Ctrl+C stops watching, not the job`));
  await printLog(world, output, client, {
    jobId: job.id,
    attempt: null,
    stream: 'both',
    cursor: startOfLog,
    sinceAt: null,
    follow: true,
  });
  if (world.interrupted.aborted) {
    await output.note(`\n${job.id} goes on. Its output: orchion logs -f ${job.id}   Its end: orchion cancel ${job.id}`);
    return exitCodes.interrupted.code;
  }
  const ended = await waitForEnd(world, output, client, job.id, null);
  if (!output.isJson && ended.state !== 'succeeded') await output.note(endLine(output, ended));
  return exitCodeOfJob({ state: ended.state, end: ended.attempts.at(-1)?.end ?? null });
};

/** Sent before the job is: it is refused where its files are not there. */
async function workspaceOf(
  world: World,
  output: Output,
  target: Target,
  dir: string,
): Promise<JobSpec['files']['fetch']> {
  const everything = { include: [], exclude: [] };
  const { trees } = await sendFolders(world, output, target, {
    folder: resolve(world.currentDir, dir),
    specs: [everything],
    again: 'submit it again',
  });
  return Object.values(trees).map((tree) => ({ tree, into: '' }));
}

/** `name=pattern`, where patterns of one name go together. */
function artifactsFrom(given: readonly string[] = []): readonly ArtifactRule[] {
  const rules = new Map<string, ArtifactRule>();
  for (const text of given) {
    const at = text.indexOf('=');
    const [name, pattern] = [text.slice(0, at), text.slice(at + 1)];
    const violation = at <= 0 ? 'write NAME=PATTERN, for example report=out/' : violationOfArtifactName(name);
    if (violation !== null || pattern === '')
      throw usageFailure(`--artifact ${text}: ${violation ?? 'names no files'}`);
    const paths = [...(rules.get(name)?.paths ?? []), pattern];
    rules.set(name, { name, paths, when: 'success', isRequired: true });
  }
  return [...rules.values()];
}

async function baseSpec(
  world: World,
  output: Output,
  { file, image }: Pick<SubmitOptions, 'file' | 'image'>,
  command: readonly string[],
): Promise<JobSpec> {
  if (file === undefined) {
    if (command.length === 0 && image !== undefined) return { ...defaultSpec([]), name: nameOfImage(image) };
    if (command.length === 0) {
      throw usageFailure(
        'There is nothing to run.',
        'Name a command: orchion submit -- echo hello   or a file: -f job.yaml',
      );
    }
    return defaultSpec(command);
  }
  const fromFile = await specFromFile(world, output, file);
  return command.length === 0 ? fromFile : { ...fromFile, command };
}

async function specFromFile(world: World, output: Output, file: string): Promise<JobSpec> {
  const text = file === '-' ? await world.readStdin() : await readJobFile(resolve(world.currentDir, file));
  const { formatProblem, parseJobFile } = await import('@orchion/schemas');
  const shown = file === '-' ? 'standard input' : file;
  const parsed = parseJobFile(text, file);
  if ('problems' in parsed) {
    throw new CliFailure({
      code: 'invalid',
      message: `${shown} is no job that can be submitted.`,
      violations: parsed.problems.map((problem) => ({
        field: `${shown}:${problem.line}:${problem.column}`,
        message: problem.path === '' ? problem.message : `${problem.path}: ${problem.message}`,
      })),
    });
  }
  for (const warning of parsed.warnings) await output.note(clean(formatProblem(shown, warning)));
  return parsed.spec;
}

async function readJobFile(path: string): Promise<string> {
  try {
    const bytes = await readFile(path);
    if (bytes.length > limits.requestBytesMax) {
      throw usageFailure(`The job file has ${bytes.length} bytes, at most ${limits.requestBytesMax}.`);
    }
    return bytes.toString('utf8');
  } catch (error) {
    if (error instanceof CliFailure) throw error;
    throw new CliFailure({
      code: 'usage',
      message: `The job file cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      where: path,
      cause: error,
    });
  }
}
