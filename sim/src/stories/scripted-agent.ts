/** For stories: the real agent on a simulated machine, with an orchestrator that says what the story says. */
import { createAgent, type Agent, type AttemptLog, type JournalRecord, type LinkEvents } from '@orchion/agent';
import { newId, noFiles, type AgentReport, type Directive, type JobSpec, type Launch } from '@orchion/domain';
import type { AttemptFolder } from '../attempt-folder.ts';
import { createRecordFile } from '../disk.ts';
import { createMachine, type Machine } from '../machine.ts';
import { createNetwork } from '../network.ts';
import { commandOf, type Program } from '../program.ts';
import { createSimExecutor } from '../sim-executor.ts';
import { createSimInventory, inventoryOf } from '../sim-inventory.ts';
import { createSimJournal } from '../sim-journal.ts';
import { createSimSpool } from '../sim-spool.ts';
import { createWorld, type World } from '../world.ts';

export interface ScriptedAgent {
  readonly world: World;
  readonly machine: Machine;
  readonly folders: Map<string, AttemptFolder>;
  /** Every report, hellos included. */
  readonly reports: AgentReport[];
  /** Log pieces that arrived. */
  readonly logs: AttemptLog[];
  /** Starts the agent, as another process where it ran before, and welcomes it. */
  start(): Promise<Agent>;
  kill(): void;
  direct(directive: Partial<Directive>): void;
  run(ms: number): Promise<void>;
}

export const leaseMs = 15_000;

export function scriptedAgent(executor: { readonly startMs: number } = { startMs: 5 }): ScriptedAgent {
  const world = createWorld(1, null);
  const network = createNetwork(world, { lost: 0, duplicated: 0, slow: 0, delayMs: 1, slowMs: 1 });
  const machine = createMachine(world, {
    name: 'node-1',
    route: (isDeaf) => network.route('node-1', isDeaf),
    timerSlackMs: 0,
    onForeignSignal: () => {},
  });
  const folders = new Map<string, AttemptFolder>();
  const directory = {
    nodeId: newId('node', machine.dice),
    clusterId: null,
    journal: createRecordFile<JournalRecord>(machine.disk),
  };
  const reports: AgentReport[] = [];
  const logs: AttemptLog[] = [];
  let session: LinkEvents | null = null;
  const clusterId = newId('cluster', machine.dice);
  let life = { isAlive: false };

  function create(own: { readonly isAlive: boolean }): Agent {
    const after = (delayMs: number, run: () => void): (() => void) =>
      machine.after(delayMs, () => {
        if (own.isAlive) run();
      });
    return createAgent({
      ports: {
        clock: {
          nowMs: () => machine.uptimeMs(),
          wallMs: () => machine.wallMs(),
          after: (delayMs, run) => ({ cancel: after(delayMs, run) }),
          defer: (run) => void after(0, run),
        },
        random: machine.dice,
        journal: createSimJournal({ machine, directory, diskSyncMs: 1, after }),
        executor: createSimExecutor({
          machine,
          folders,
          swarm: { hangs: 0, startMs: executor.startMs },
          diskSyncMs: 1,
          after: (delayMs, run) => void after(delayMs, run),
          note: () => {},
          onStarted: () => {},
          onEnded: () => {},
        }),
        spool: createSimSpool(folders),
        link: {
          open(hello, events) {
            session = events;
            reports.push({ sentAtMs: hello.sentAtMs, full: true, held: hello.held, metrics: null, inventory: null });
            return { report: (report) => void reports.push(report), close: () => {} };
          },
          appendLogs: async (_nodeId, sent) => {
            logs.push(...sent);
            return sent.map(({ attempt, chunks }) => {
              const durable = { stdout: 0, stderr: 0 };
              for (const chunk of chunks) {
                durable[chunk.stream] = chunk.offset + (chunk.kind === 'gap' ? chunk.length : chunk.bytes.length);
              }
              return { attempt, durable, unwanted: false };
            });
          },
        },
        inventory: createSimInventory(inventoryOf('node-1', machine.dice, true)),
        log: { info: () => {}, warn: () => {}, error: () => {} },
      },
      settings: {
        nodeName: 'node-1',
        labels: {},
        bootId: machine.bootId,
        agentPid: 1,
        spoolBytesMax: 1024 * 1024,
      },
    });
  }

  return {
    world,
    machine,
    folders,
    reports,
    logs,
    async start() {
      life = { isAlive: true };
      const agent = create(life);
      void agent.start();
      await world.run(world.now() + 100);
      session?.welcome({
        clusterId,
        sessionId: newId('session', machine.dice),
        nodeName: 'node-1',
        heartbeatIntervalMs: 2_000,
        leaseMs,
        answersSentAtMs: machine.uptimeMs(),
      });
      return agent;
    },
    kill() {
      life.isAlive = false;
    },
    direct(directive) {
      const nothing = { launches: [], wanted: [], forget: [], quarantine: null, heartbeatIntervalMs: null };
      session?.directive({ answersSentAtMs: null, full: false, ...nothing, ...directive });
    },
    run: (ms) => world.run(world.now() + ms),
  };
}

export function launchOf(world: World, spec: JobSpec): Launch {
  return {
    jobId: newId('job', world.random('stories')),
    number: 1,
    lease: 1,
    spec,
    allocation: { cpuMillis: 1_000, memoryBytes: 0, diskBytes: 0, gpus: [], custom: {} },
    traceparent: '',
  };
}

export function specOf(program: Partial<Program>, changed: Partial<JobSpec> = {}): JobSpec {
  const quiet: Program = {
    runMs: null,
    exitCode: 0,
    failuresFirst: 0,
    stubborn: false,
    tidyMs: 1,
    pieceBytes: 0,
    pieceEveryMs: 1_000,
    missing: false,
  };
  return {
    name: 'story',
    container: null,
    command: commandOf({ ...quiet, ...program }),
    cwd: null,
    env: {},
    resources: { cpuMillis: 1_000, memoryBytes: 0, diskBytes: 0, gpus: null, custom: {} },
    labels: {},
    node: null,
    priority: 0,
    timeoutMs: null,
    queueTimeoutMs: null,
    graceMs: 5_000,
    retry: { retriesMax: 0, exitCodes: null, backoffMs: 1_000, backoffMaxMs: 4_000 },
    idempotent: false,
    onLost: 'hold',
    onDisconnect: 'continue',
    exclusive: false,
    logBytesMax: 1_000_000,
    files: noFiles,
    ...changed,
  };
}
