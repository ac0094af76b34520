/** Runs the real command in a home of its own, as a user would, and tells what it said. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';

export const repository = dirname(dirname(import.meta.dirname));
const command = join(repository, 'cli', 'bin', 'orchion.js');

export interface Run {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly stdin?: string;
  readonly timeoutMs?: number;
}

/** No command of these tests takes a tenth of this; one that does hangs. */
const timeoutMsDefault = 60_000;

export async function runOrchion(args: readonly string[], options: RunOptions): Promise<Run> {
  const child = spawnOrchion(args, options);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on('data', (piece: Buffer) => out.push(piece));
  child.stderr?.on('data', (piece: Buffer) => err.push(piece));
  child.stdin?.end(options.stdin ?? '');
  const timer = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs ?? timeoutMsDefault);
  await once(child, 'close');
  clearTimeout(timer);
  const run = { code: child.exitCode, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString('utf8') };
  if (child.signalCode === 'SIGKILL') throw new Error(`orchion ${args.join(' ')} hung. ${describeRun(run)}`);
  return run;
}

/** For commands that stay: the caller reads its streams and ends it. */
export function spawnOrchion(args: readonly string[], { env, cwd }: RunOptions): ChildProcess {
  return spawn(process.execPath, [command, ...args], { env, cwd, stdio: ['pipe', 'pipe', 'pipe'] });
}

export function describeRun(run: Run): string {
  const said = run.stdout.length > 4000 ? `${run.stdout.length} bytes` : run.stdout.toString('utf8');
  return `It ended with ${run.code}.\nstdout: ${said}\nstderr: ${run.stderr}`;
}
