/** One of the real programs: started, killed, stopped and continued; says how long it took to be ready. */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, readdirSync } from 'node:fs';

export interface Program {
  readonly name: string;
  /** 0: it does not run. */
  readonly pid: number;
  /** How it ended; null while it runs. */
  readonly exit: { readonly code: number | null; readonly signal: string | null } | null;
  /** Starts it; resolves when it says that it is ready, with how long that took. Throws where it ends before. */
  start(): Promise<number>;
  signal(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT' | 'SIGTERM'): void;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
  ended(): Promise<void>;
  usage(): Usage;
}

export interface Usage {
  readonly rssBytes: number;
  readonly descriptors: number;
}

/** Far above what any start takes, also on a machine that is busy with other work. */
const readyMsMax = 60_000;

export function createProgram(how: {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Its standard error goes here. */
  readonly logFile: string;
}): Program {
  let child: ChildProcess | null = null;
  let exit: Program['exit'] = null;
  let over: Promise<void> = Promise.resolve();

  function start(): Promise<number> {
    const startedAt = performance.now();
    const log = openSync(how.logFile, 'a', 0o600);
    const own = spawn(process.execPath, [how.file, ...how.args], { env: how.env, stdio: ['ignore', 'pipe', log] });
    closeSync(log);
    child = own;
    exit = null;
    let onExit = (): void => {};
    over = new Promise((resolve) => (onExit = resolve));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${how.name} was not ready in ${readyMsMax} ms`)), readyMsMax);
      own.on('error', reject);
      own.on('exit', (code, signal) => {
        if (child === own) exit = { code, signal };
        clearTimeout(timer);
        onExit();
        reject(new Error(`${how.name} ended (${signal ?? code}) before it was ready; see ${how.logFile}`));
      });
      own.stdout?.on('data', (piece: Buffer) => {
        if (!piece.includes('"ready"')) return;
        clearTimeout(timer);
        resolve(performance.now() - startedAt);
      });
    });
  }

  const isRunning = (): boolean => child !== null && exit === null;
  return {
    name: how.name,
    get pid() {
      return isRunning() ? (child?.pid ?? 0) : 0;
    },
    get exit() {
      return exit;
    },
    start,
    signal(signal) {
      if (isRunning()) child?.kill(signal);
    },
    async kill() {
      if (isRunning()) child?.kill('SIGKILL');
      await over;
    },
    ended: () => over,
    usage() {
      const pid = child?.pid ?? 0;
      const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
      return { rssBytes: pages * 4096, descriptors: readdirSync(`/proc/${pid}/fd`).length };
    },
  };
}
