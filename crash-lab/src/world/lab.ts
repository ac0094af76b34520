/** The lab: one orchestrator and its nodes as real processes in a directory of their own, with users, a network and bad luck. */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnectTransport } from '@connectrpc/connect-node';
import { createClient, type OrchionClient } from '@orchion/client';
import type { Dice } from '../dice.ts';
import { createBadLuck, type BadLuck } from './bad-luck.ts';
import { createLoad, type Load } from './load.ts';
import { cgroupFolder, processesOfNode } from './processes.ts';
import { createProgram, type Program } from './program.ts';
import { createRelay, type Relay } from './relay.ts';

export interface Lab {
  readonly dir: string;
  readonly dataDir: string;
  readonly ledger: string;
  /** `NAME=value`, in the environment of every command. */
  readonly mark: string;
  readonly orchestrator: Member;
  readonly nodes: readonly [LabNode, ...LabNode[]];
  readonly load: Load;
  /** When a node woke from its sleep, seconds since boot: an old copy of an exclusive job may run a moment longer. */
  readonly wakes: number[];
  client(): OrchionClient;
  /** Starts what is down, joins what is cut; answers how long the orchestrator took, ms, where it was down. */
  heal(): Promise<{ readonly orchestratorMs: number | null; readonly agentMs: readonly number[] }>;
  /** Ends everything that belongs to it and removes its directory, unless that is to be looked at. */
  close(how: { readonly keep: boolean }): Promise<void>;
}

export interface Member {
  readonly program: Program;
  /** Null: no compiler here. */
  readonly badLuck: BadLuck | null;
}

export interface LabNode extends Member {
  readonly name: string;
  readonly stateDir: string;
  readonly relay: Relay;
  /** Where the cgroups of its attempts would be. */
  readonly cgroups: string | null;
}

export interface LabOptions {
  readonly dice: Dice;
  readonly nodes: number;
  /** Of the preloaded library; null: without it. */
  readonly library: string | null;
  /** Instead of a directory below the lab's own: a small disk, say. */
  readonly dataDir?: string;
  /** Records what the orchestrator writes below its data directory, and what it says. */
  readonly recordFile?: string;
}

const repository = join(import.meta.dirname, '../../..');

/** Short, so that what follows a lost lease is seen within seconds. */
export const periods = { heartbeatMs: 400, leaseMs: 2_500, lostAfterMs: 2_000 } as const;

export async function createLab(options: LabOptions): Promise<Lab> {
  const { dice, library } = options;
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'orchion-lab-')));
  const dataDir = options.dataDir ?? join(dir, 'data');
  const socket = join(dir, 'orchestrator.sock');
  const ledger = join(dir, 'ledger');
  const mark = `LAB_MARK=${dir}`;
  writeFileSync(ledger, '');
  const { PATH = '', HOME = '' } = process.env;
  const base = { PATH, HOME, ORCHION_LOG_LEVEL: 'info', ...testRunMark() };
  const badLuckOf = (name: string): BadLuck | null =>
    library === null ? null : createBadLuck(library, join(dir, `${name}.luck`));

  const luck = badLuckOf('orchestrator');
  const orchestrator: Member = {
    badLuck: luck,
    program: createProgram({
      name: 'the orchestrator',
      file: join(repository, 'orchestrator/dist/main.js'),
      args: ['--data-dir', dataDir, '--socket', socket],
      env: {
        ...base,
        ...luck?.env,
        ...(options.recordFile === undefined ? {} : { LAB_RECORD: options.recordFile, LAB_RECORD_DIR: dataDir }),
        ORCHION_HEARTBEAT_MS: String(periods.heartbeatMs),
        ORCHION_LEASE_MS: String(periods.leaseMs),
        ORCHION_LOST_AFTER_MS: String(periods.lostAfterMs),
      },
      logFile: join(dir, 'orchestrator.log'),
    }),
  };

  async function createNode(name: string): Promise<LabNode> {
    const stateDir = join(dir, name);
    mkdirSync(stateDir, { mode: 0o700 });
    const relay = await createRelay(join(dir, `${name}.sock`), socket);
    const own = badLuckOf(name);
    return {
      name,
      stateDir,
      relay,
      badLuck: own,
      cgroups: cgroupFolder(`orchion-${createHash('sha256').update(stateDir).digest('hex').slice(0, 12)}`),
      program: createProgram({
        name: `the agent of ${name}`,
        file: join(repository, 'agent/dist/main.js'),
        args: ['--state-dir', stateDir, '--name', name],
        env: {
          ...base,
          ...own?.env,
          ORCHION_URL: `unix:${relay.socket}`,
          ORCHION_TOKEN_FILE: join(dataDir, 'agent-token'),
          ORCHION_DISK_RESERVE_BYTES: '0',
        },
        logFile: join(dir, `${name}.log`),
      }),
    };
  }
  const first = await createNode('node-1');
  const others = await Promise.all(Array.from({ length: options.nodes - 1 }, (_, i) => createNode(`node-${i + 2}`)));
  const nodes: Lab['nodes'] = [first, ...others];

  let client: OrchionClient | null = null;
  const clientNow = (): OrchionClient => {
    client ??= clientOf(socket, readFileSync(join(dataDir, 'token'), 'utf8').trim());
    return client;
  };
  const load = createLoad({ client: clientNow, dice, ledger, mark });

  return {
    dir,
    dataDir,
    ledger,
    mark,
    orchestrator,
    nodes,
    load,
    wakes: [],
    client: clientNow,
    async heal() {
      for (const { badLuck } of [orchestrator, ...nodes]) badLuck?.calm();
      const orchestratorMs = orchestrator.program.pid === 0 ? await orchestrator.program.start() : null;
      for (const { relay } of nodes) relay.join();
      const down = nodes.filter(({ program }) => program.pid === 0);
      const agentMs = await Promise.all(down.map(({ program }) => program.start()));
      return { orchestratorMs, agentMs };
    },
    async close({ keep }) {
      await load.pause().catch(() => undefined);
      for (const { program } of [orchestrator, ...nodes]) {
        program.signal('SIGCONT');
        await program.kill();
      }
      for (const { relay, stateDir, cgroups } of nodes) {
        await relay.close();
        endAll(stateDir);
        removeCgroups(cgroups);
      }
      if (!keep) rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function clientOf(socket: string, token: string): OrchionClient {
  return createClient(
    createConnectTransport({
      httpVersion: '1.1',
      baseUrl: 'http://localhost',
      // What is said is to be readable in a recording.
      acceptCompression: [],
      nodeOptions: { socketPath: socket },
      interceptors: [
        (next) => (request) => {
          request.header.set('Authorization', `Bearer ${token}`);
          return next(request);
        },
      ],
    }),
  );
}

/** Only processes that name this very directory. */
function endAll(stateDir: string): void {
  for (const pid of processesOfNode(stateDir)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself meanwhile.
    }
  }
}

function removeCgroups(folder: string | null): void {
  if (folder === null || !existsSync(folder)) return;
  const groups = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const path of [...groups.map(({ name }) => join(folder, name)), folder]) {
    try {
      rmdirSync(path);
    } catch {
      // Not empty yet: the kernel buries what was in it in its own time.
    }
  }
}

/** So that a test run that starts the lab finds what the lab might leave behind. */
function testRunMark(): Record<string, string> {
  const { ORCHION_TEST_RUN: mark } = process.env;
  return mark === undefined ? {} : { ORCHION_TEST_RUN: mark };
}
