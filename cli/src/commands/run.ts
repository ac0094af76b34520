/** `orchion run FILE`: from a pipeline file to a run; with --follow to its end. */
import { basename, dirname, resolve } from 'node:path';
import { isEndedRun, workspacesOf, type RunId } from '@orchion/domain';
import type { OrchionClient, RunDetailSeen, StartRunRequest } from '@orchion/client';
import { orchestratorOf, type CommandRun } from '../command.ts';
import { exitCodeOfRun, exitCodes } from '../exit-codes.ts';
import { usageFailure } from '../failure.ts';
import { followRun, stoppedWatching } from '../follow-run.ts';
import type { Output } from '../output/output.ts';
import { clean } from '../output/style.ts';
import { runStateText } from '../output/states.ts';
import { plan } from './plan.ts';
import { readPipelineSource } from '../pipeline-source.ts';
import { checkInputs, inputsFrom } from '../run-inputs.ts';
import { sendFolders } from '../send-files.ts';
import type { Target } from '../target.ts';
import { runJson } from '../to-json.ts';
import type { World } from '../world.ts';

export interface RunOptions {
  readonly input?: readonly string[];
  readonly follow?: boolean;
  readonly plan?: boolean;
  readonly requestId?: string;
}

export const run: CommandRun<RunOptions> = async (invocation) => {
  const { world, output, options, args } = invocation;
  if (options.plan === true) return plan(invocation);
  const [file] = args;
  if (file === undefined)
    throw usageFailure('There is nothing to run.', 'Name a file: orchion run pipeline.orchion.yaml');
  const target = await orchestratorOf({ world });
  const { client } = target;
  const asked = await readAndSend(world, output, target, {
    file,
    again: `orchion run ${file}`,
    inputs: inputsFrom(options.input),
  });
  const { requestId } = options;
  const detail = await client.runs.start({
    ...asked,
    inputs: inputsFrom(options.input),
    ...(requestId === undefined ? {} : { requestId }),
  });
  return afterStart(world, output, client, detail, options.follow === true);
};

interface FileToRun {
  readonly file: string;
  /** The command that does it once more. */
  readonly again: string;
  /** What it will be given, where that is known: a slip is told before any file is sent. */
  readonly inputs?: Readonly<Record<string, string>>;
}

/** The pipeline of a file, and the files that its steps ask for, sent. */
export async function readAndSend(
  world: World,
  output: Output,
  target: Target,
  { file, again, inputs }: FileToRun,
): Promise<Pick<StartRunRequest, 'source' | 'workspaces'>> {
  const { source, pipeline } = await readPipelineSource(world, output, file);
  if (inputs !== undefined) checkInputs(pipeline, inputs);
  const specs = [...workspacesOf(pipeline).values()];
  if (specs.length === 0) return { source };
  const { trees } = await sendFolders(world, output, target, { folder: folderOf(world, file), specs, again });
  return { source, workspaces: trees };
}

/** Whose files its steps may ask for: where the file is, and above the folder that only pipelines are kept in. */
function folderOf(world: World, file: string): string {
  if (file === '-') return world.currentDir;
  const folder = dirname(resolve(world.currentDir, file));
  return basename(folder) === '.orchion' ? dirname(folder) : folder;
}

/** Says which run it is, and with `follow` watches it to its end. */
export async function afterStart(
  world: World,
  output: Output,
  client: OrchionClient,
  started: RunDetailSeen,
  follow: boolean,
): Promise<number> {
  const { run: made } = started;
  if (!follow) {
    if (output.isJson) await output.json(runJson(started));
    else await output.write(`${made.id}\n`);
    if (world.stdout.isTerminal) await output.note(output.style.dim(`Watch it: orchion run show ${made.id}`));
    return exitCodes.ok.code;
  }
  if (output.isJson) await output.jsonLine({ kind: 'run', run: runJson(started) });
  else {
    const title = `${clean(made.pipelineName)} #${made.number} is ${made.id}`;
    await output.note(output.style.dim(`${title}; Ctrl+C stops watching, not the run`));
  }
  return watchToEnd(world, output, client, made.id, started);
}

async function watchToEnd(
  world: World,
  output: Output,
  client: OrchionClient,
  runId: RunId,
  started: RunDetailSeen,
): Promise<number> {
  const ended = await followRun(world, output, client, runId);
  if (ended === null) throw stoppedWatching(started.run);
  const { status } = ended.run;
  if (output.isJson) await output.jsonLine({ kind: 'run', run: runJson(ended) });
  else await output.note(`${runId} ${runStateText(status.state, output.style)}: ${clean(status.message)}`);
  return isEndedRun(status.state) ? exitCodeOfRun(status.state) : exitCodes.ok.code;
}
