/**
 * Starts orchestrator and agent of this machine: by the bundled `orchion up`, the same program that people use in a terminal.
 * So there is one way to start, one home, one lock and one record, whoever comes first; and both outlive this window.
 */
import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Home } from '@orchion/cli';
import type { Failure } from '../cluster/connection-state.ts';
import type { Say } from '../cluster/say.ts';
import { findRuntime, majorMin, runtimeEnvironment } from './node-runtime.ts';

export interface StartRequest {
  readonly home: Home;
  /** The setting that moves the home; empty for none. */
  readonly homeDir: string;
  /** The folder with the bundled programs, laid out as in the repository. */
  readonly programsDir: string;
  /** The setting that names the runtime; empty to look for one. */
  readonly nodePath: string;
}

/** `orchion up` itself gives up after a minute for each of the two. */
const startMsMax = 150_000;

/** Null when both run and the node is ready, else why not. */
export function startLocal(request: StartRequest, say: Say): Promise<Failure | null> {
  return runCommand(request, ['up', '--detach', '--json'], say);
}

/** Stops both; jobs go on and are taken over at the next start. Null, or why that did not work. */
export function stopLocal(request: StartRequest, say: Say): Promise<Failure | null> {
  return runCommand(request, ['down', '--json'], say);
}

async function runCommand(request: StartRequest, args: readonly string[], say: Say): Promise<Failure | null> {
  const runtime = await findRuntime(request.nodePath, say);
  const logFile = request.home.orchestratorLog;
  if ('problem' in runtime) {
    const hint = say('Install Node {0}, or name one in the setting "{1}".', majorMin, 'orchion.local.nodePath');
    return { code: 'no_runtime', message: runtime.problem, hint, logFile: null };
  }
  const env = runtimeEnvironment(process.env);
  if (request.homeDir !== '') env.ORCHION_HOME = request.homeDir;
  const program = join(request.programsDir, 'cli', 'dist', 'orchion.js');
  return new Promise((resolve) => {
    execFile(
      runtime.program,
      [program, ...args],
      { env, cwd: homedir(), timeout: startMsMax, windowsHide: true },
      (error, _stdout, stderr) => {
        resolve(error === null ? null : { ...failureIn(stderr, error.message, say), logFile });
      },
    );
  });
}

/** What the command said went wrong: its JSON line on standard error, or whatever else it said. */
export function failureIn(stderr: string, otherwise: string, say: Say): Omit<Failure, 'logFile'> {
  const hint = say('The log of the orchestrator has the whole story.');
  for (const line of stderr.trim().split('\n').toReversed()) {
    try {
      const { error } = JSON.parse(line) as { error?: { code?: unknown; message?: unknown } };
      if (typeof error?.message === 'string') return { code: String(error.code), message: error.message, hint };
    } catch {
      // A line for people.
    }
  }
  return { code: 'not_started', message: stderr.trim().split('\n').at(-1) || otherwise, hint };
}
