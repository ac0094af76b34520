/**
 * One Orchion in a directory of its own, for one test: `await using home = newHome()`. At the end everything that belongs to
 * the directory is stopped and proven gone, whatever the test did to it.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnectTransport } from '@connectrpc/connect-node';
import { createClient, type OrchionClient } from '@orchion/client';
import { describeRun, runOrchion, spawnOrchion, type Run, type RunOptions } from './orchion.ts';
import { until } from './until.ts';

export interface StatusShape {
  readonly orchestrator: {
    readonly pid: number;
    readonly version: string;
    readonly socket: string;
    readonly startedAt: string;
  };
  readonly nodes: readonly {
    readonly id: string;
    readonly name: string;
    readonly liveness: string;
    readonly eligibility: string;
    readonly connected: boolean;
    readonly agentPid: number;
    readonly attemptsLive: number;
  }[];
  readonly jobs: Readonly<Record<'queued' | 'running' | 'unknown' | 'succeeded' | 'failed' | 'cancelled', number>>;
}

export interface JobShape {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly message: string;
  readonly attempts: readonly {
    readonly number: number;
    readonly node: string;
    readonly state: string;
    readonly exitCode: number | null;
    readonly reason: string | null;
  }[];
}

type More = Partial<Pick<RunOptions, 'env' | 'stdin' | 'timeoutMs' | 'cwd'>>;

export class Home implements AsyncDisposable {
  /** A directory for the test's own files; the home is below it. */
  readonly dir: string;
  readonly homeDir: string;
  readonly #env: Readonly<Record<string, string>>;

  constructor(env: Readonly<Record<string, string>>) {
    this.dir = realpathSync(mkdtempSync(join(tmpdir(), 'orchion-e2e-')));
    this.homeDir = join(this.dir, 'home');
    const inherited = Object.entries(process.env).filter(
      ([name]) => !name.startsWith('ORCHION_') || name === 'ORCHION_TEST_RUN',
    );
    this.#env = { ...(Object.fromEntries(inherited) as Record<string, string>), ...env, ORCHION_HOME: this.homeDir };
  }

  /** Runs the command; any exit code is an answer. */
  run(args: readonly string[], more: More = {}): Promise<Run> {
    return runOrchion(args, { cwd: this.dir, ...more, env: { ...this.#env, ...more.env } });
  }

  /** Runs the command, which must end with 0; answers its standard output without the last newline. */
  async ok(...args: readonly string[]): Promise<string> {
    const run = await this.run(args);
    if (run.code !== 0) throw new Error(`orchion ${args.join(' ')} failed. ${describeRun(run)}`);
    return run.stdout.toString('utf8').trimEnd();
  }

  /** As `ok`, with the JSON that it prints. The shape is the command's documented one. */
  async json<T>(...args: readonly string[]): Promise<T> {
    // What comes after -- is the job's own command.
    const end = args.includes('--') ? args.indexOf('--') : args.length;
    return JSON.parse(await this.ok(...args.slice(0, end), '--json', ...args.slice(end))) as T;
  }

  spawn(args: readonly string[]): ReturnType<typeof spawnOrchion> {
    return spawnOrchion(args, { cwd: this.dir, env: this.#env });
  }

  status(): Promise<StatusShape> {
    return this.json<StatusShape>('status');
  }

  job(id: string): Promise<JobShape> {
    return this.json<JobShape>('jobs', 'show', id);
  }

  path(...parts: readonly string[]): string {
    return join(this.homeDir, ...parts);
  }

  socket(): string {
    return this.path('run', 'orchestrator.sock');
  }

  token(): string {
    return readFileSync(this.path('data', 'orchestrator', 'token'), 'utf8').trim();
  }

  /** A client on the home's socket, for what would take thousands of commands. */
  client(): OrchionClient {
    const authorization = `Bearer ${this.token()}`;
    return createClient(
      createConnectTransport({
        httpVersion: '1.1',
        baseUrl: 'http://localhost',
        nodeOptions: { socketPath: this.socket() },
        interceptors: [
          (next) => (request) => {
            request.header.set('Authorization', authorization);
            return next(request);
          },
        ],
      }),
    );
  }

  /** kill -9, and waits until it is gone. */
  async kill(pid: number): Promise<void> {
    process.kill(pid, 'SIGKILL');
    await until(`process ${pid} is gone`, () => !isAlive(pid));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.run(['down', '--stop-jobs'], { timeoutMs: 30_000 }).catch(() => undefined);
      // What a broken run may have left: only processes that name this very directory.
      for (const pid of this.#processes()) {
        try {
          process.kill(pid, 'SIGKILL');
        } catch {
          // It ended by itself meanwhile.
        }
      }
      await until('every process of the home is gone', () => this.#processes().length === 0);
    } finally {
      rmSync(this.dir, { recursive: true, force: true, maxRetries: 5 });
    }
  }

  #processes(): readonly number[] {
    if (process.platform !== 'linux') return [];
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
      .map(Number)
      .filter(
        (pid) =>
          isAlive(pid) && [`/proc/${pid}/cmdline`, `/proc/${pid}/environ`].some((file) => mentions(file, this.dir)),
      );
  }
}

/** `env` holds for everything that is started from it. */
export function newHome(env: Readonly<Record<string, string>> = {}): Home {
  return new Home(env);
}

/** Alive, and not a zombie that waits for its parent. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    // No /proc: macOS tells it with ps.
    return process.platform === 'linux'
      ? false
      : !execFileSync('ps', ['-o', 'stat=', '-p', String(pid)])
          .toString()
          .startsWith('Z');
  }
}

function mentions(file: string, text: string): boolean {
  try {
    return readFileSync(file, 'latin1').includes(text);
  } catch {
    return false;
  }
}
