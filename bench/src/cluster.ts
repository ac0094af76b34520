/**
 * A cluster of its own for measuring: the built orchestrator and agent as processes in a fresh directory, talking over the
 * socket as they do for a user, with durable SQLite. Everything is ended and removed at the end.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, closeSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Transport } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-node';
import { createClient, realTiming, type OrchionClient } from '@orchion/client';
import { createOpenPlain } from '@orchion/client/node';
import { defaultSpec, defaultResources, type JobSpec } from '@orchion/domain';
import type { Build, Setting } from './workload.ts';

export interface Cluster {
  readonly client: OrchionClient;
  readonly transport: Transport;
  readonly socket: string;
  readonly token: string;
  /** The directory of all of it; gone after `close`. */
  readonly dir: string;
  /** Process ids; the agent's is null where none was wanted. */
  readonly orchestratorPid: number;
  readonly agentPid: number | null;
  close(): Promise<void>;
}

export interface ClusterOptions {
  /** False: an orchestrator alone, whose agents are simulated or not there. */
  readonly withAgent?: boolean;
  /** A database to start on, moved into the fresh directory. */
  readonly database?: string;
}

const cores = cpus().length;
/** Starting on a million jobs takes its time. */
const readyMsMax = 120_000;
const stopMsMax = 10_000;

export async function startCluster(
  build: Build,
  setting: Pick<Setting, 'profileDir'>,
  { withAgent = true, database }: ClusterOptions = {},
): Promise<Cluster> {
  const dir = mkdtempSync(join(tmpdir(), 'orchion-bench-'));
  const socket = join(dir, 'o.sock');
  const dataDir = join(dir, 'orchestrator');
  mkdirSync(dataDir, { mode: 0o700 });
  if (database !== undefined) renameSync(database, join(dataDir, basename(database)));
  const running: ChildProcess[] = [];
  const close = async (): Promise<void> => {
    // The agent first: an agent without its orchestrator would only try to reach it.
    for (const child of running.reverse()) await stop(child);
    rmSync(dir, { recursive: true, maxRetries: 5 });
  };
  try {
    running.push(
      await startProgram(build, setting, dir, 'orchestrator', ['--data-dir', dataDir, '--socket', socket], {}),
    );
    const agentEnv = { ORCHION_URL: `unix:${socket}`, ORCHION_TOKEN_FILE: join(dataDir, 'agent-token') };
    const agentArgs = ['--state-dir', join(dir, 'agent'), '--name', 'bench'];
    if (withAgent) running.push(await startProgram(build, setting, dir, 'agent', agentArgs, agentEnv));
  } catch (error) {
    await close();
    throw error;
  }
  const [orchestratorPid = 0, agentPid = null] = running.map(({ pid = 0 }) => pid);
  const token = readFileSync(join(dataDir, 'token'), 'utf8').trim();
  const transport = socketTransport(socket, token);
  const agent = new Agent({ keepAlive: true });
  const openPlain = createOpenPlain({ endpoint: { kind: 'socket', path: socket }, token, agent });
  return {
    client: createClient(transport, realTiming, openPlain),
    transport,
    socket,
    token,
    dir,
    orchestratorPid,
    agentPid,
    close,
  };
}

/** As the command line talks to an orchestrator. */
export function socketTransport(socketPath: string, token: string): Transport {
  return createConnectTransport({
    httpVersion: '1.1',
    baseUrl: 'http://localhost',
    nodeOptions: { socketPath, agent: new Agent({ keepAlive: true }) },
    acceptCompression: [],
    interceptors: [
      (next) => (request) => {
        request.header.set('Authorization', `Bearer ${token}`);
        return next(request);
      },
    ],
  });
}

/** A job of which `atOnce` fit on this machine at a time. */
export function jobSpec(command: readonly string[], atOnce: number): JobSpec {
  const resources = { ...defaultResources, cpuMillis: Math.floor((cores * 1000) / atOnce) };
  return { ...defaultSpec(command), name: 'bench', resources };
}

async function startProgram(
  build: Build,
  setting: Pick<Setting, 'profileDir'>,
  dir: string,
  program: 'orchestrator' | 'agent',
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<ChildProcess> {
  const file = join(build.root, program, 'dist', 'main.js');
  if (!existsSync(file)) throw new Error(`${file} is not there: run \`npm run build\` first`);
  const profile =
    setting.profileDir === null
      ? []
      : ['--cpu-prof', `--cpu-prof-dir=${join(setting.profileDir, program)}`, '--cpu-prof-interval=500'];
  const log = openSync(join(dir, `${program}.log`), 'a');
  const child = spawn(process.execPath, [...profile, file, ...args], {
    env: { ...process.env, ...env, ORCHION_LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', log],
  });
  closeSync(log);
  const isReady = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), readyMsMax);
    child.on('exit', () => resolve(false));
    if (child.stdout === null) return resolve(false);
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.includes('"ready"')) return;
      clearTimeout(timer);
      resolve(true);
    });
  });
  if (isReady) return child;
  await stop(child);
  throw new Error(`the ${program} did not come up: ${readFileSync(join(dir, `${program}.log`), 'utf8').slice(-2000)}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopMsMax);
  await ended;
  clearTimeout(timer);
}
