/**
 * Runs a vendor's tool: by its arguments, never through a shell, with a bound on its time and its output. A tool that hangs
 * in the kernel (a GPU that fell off the bus does that) cannot be killed, so the answer does not wait for its end.
 */
import { spawn } from 'node:child_process';

export type ToolRun =
  | { readonly kind: 'missing' }
  | { readonly kind: 'timeout' }
  /** `output` is standard output, or standard error where there was none. */
  | { readonly kind: 'exited'; readonly code: number | null; readonly output: string };

export type RunTool = (argv: readonly [string, ...string[]]) => Promise<ToolRun>;

const toolTimeoutMs = 5_000;
const outputBytesMax = 1024 * 1024;

/** What tools need of the environment; the rest (tokens among it) is none of their business. */
const passedOn = ['PATH', 'HOME', 'LD_LIBRARY_PATH', 'SystemRoot', 'SystemDrive', 'ProgramFiles', 'Path'];

export function createRunTool(timeoutMs = toolTimeoutMs): RunTool {
  return ([program, ...args]) =>
    new Promise((resolve) => {
      const env: NodeJS.ProcessEnv = { LC_ALL: 'C' };
      for (const name of passedOn) if (process.env[name] !== undefined) env[name] = process.env[name];
      const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
      const out: Buffer[] = [];
      const errors: Buffer[] = [];
      let bytes = 0;
      const keep = (into: Buffer[]) => (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes <= outputBytesMax) into.push(chunk);
        else child.kill('SIGKILL');
      };
      child.stdout.on('data', keep(out));
      child.stderr.on('data', keep(errors));
      const timer = setTimeout(() => {
        child.kill('SIGKILL');
        child.stdout.destroy();
        child.stderr.destroy();
        child.unref();
        resolve({ kind: 'timeout' });
      }, timeoutMs);
      child.on('error', () => {
        clearTimeout(timer);
        resolve({ kind: 'missing' });
      });
      child.on('close', (code) => {
        clearTimeout(timer);
        const stdout = Buffer.concat(out).toString('utf8');
        resolve({
          kind: 'exited',
          code,
          output: stdout.trim() === '' ? Buffer.concat(errors).toString('utf8') : stdout,
        });
      });
    });
}
