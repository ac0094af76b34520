/** Other programs: whether they are here, and running them to their end. */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Readable } from 'node:stream';

export function isInstalled(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Written to its standard input. */
  readonly input?: string;
}

/** Runs a program and takes everything that it writes; answers how long that took and how many bytes came. Throws where it fails. */
export async function timeProgram(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<{ readonly ms: number; readonly bytes: number }> {
  const startedAt = performance.now();
  const child = spawn(program, args, {
    env: options.env ?? process.env,
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'inherit'],
  });
  child.stdin?.end(options.input);
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? -1));
  });
  const bytes = await countBytes(child.stdout);
  const code = await ended;
  if (code !== 0) throw new Error(`${program} ended with code ${code}`);
  return { ms: performance.now() - startedAt, bytes };
}

async function countBytes(stream: Readable | null): Promise<number> {
  let bytes = 0;
  stream?.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  await new Promise<void>((resolve) => (stream === null ? resolve() : stream.on('end', resolve)));
  return bytes;
}
