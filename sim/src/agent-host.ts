/**
 * A machine with an agent on it: the real agent over simulated ports. The agent's process may die and be started again at
 * any moment; what it leaves behind (commands, folders, journal) is the machine's.
 */
import { createAgent, type Agent, type AgentClock, type Link } from '@orchion/agent';
import type { NodeInventory } from '@orchion/domain';
import { cutPower, wipeOutput } from './attempt-folder.ts';
import type { Command } from './command.ts';
import type { Machine } from './machine.ts';
import type { Route, Wire } from './network.ts';
import { createSimExecutor } from './sim-executor.ts';
import type { NodeDisk } from './node-disk.ts';
import { createSimInventory } from './sim-inventory.ts';
import { createSimJournal } from './sim-journal.ts';
import { createSimJobFiles, type FetchedTree, type LeftTree, type SimJobFilesParts } from './sim-job-files.ts';
import { createSimSpool } from './sim-spool.ts';
import type { Swarm } from './swarm.ts';
import type { World } from './world.ts';

export interface AgentHost {
  readonly name: string;
  readonly machine: Machine;
  readonly inventory: NodeInventory;
  readonly disk: NodeDisk;
  readonly isRunning: boolean;
  /** How often its agent was started. */
  readonly starts: number;
  start(): void;
  /** `kill -9` of the agent; `wipe`: its attempts' output is gone when it comes back. */
  crash(how: { readonly wipe: boolean }): void;
  /** The power fails: everything stops, what was not synced is gone. */
  powerCut(): void;
  /** Boots, and starts the agent. */
  boot(): void;
}

export interface AgentHostParts {
  readonly world: World;
  readonly swarm: Swarm;
  readonly machine: Machine;
  /** Its way to the orchestrator, for one agent process. */
  readonly createLink: (own: {
    readonly route: Route;
    readonly isAlive: () => boolean;
    readonly wires: Set<Wire>;
  }) => Link;
  readonly nodeName: string;
  readonly inventory: NodeInventory;
  readonly disk: NodeDisk;
  readonly onStarted: (command: Command) => void;
  readonly onEnded: (command: Command) => void;
  /** Of the content store that its steps' files go through. */
  readonly askContent: SimJobFilesParts['ask'];
  readonly onLeft: (left: LeftTree) => void;
  readonly onFetched: (fetched: FetchedTree) => void;
}

/** The agent's clock looks for sleep once a second. */
const agentWakeMs = 1_000;

export function createAgentHost(parts: AgentHostParts): AgentHost {
  const { world, machine, swarm, inventory } = parts;
  const { dice, name } = machine;
  const { folders, directory } = parts.disk;
  let life: { readonly agent: Agent; readonly wires: Set<Wire>; isAlive: boolean } | null = null;
  let starts = 0;

  function start(): void {
    if (life !== null || !machine.isUp) return;
    starts++;
    const own = { isAlive: true };
    const isAlive = (): boolean => own.isAlive;
    const after = (delayMs: number, run: () => void): (() => void) =>
      machine.after(
        delayMs,
        () => {
          if (own.isAlive) run();
        },
        agentWakeMs,
      );
    const clock: AgentClock = {
      nowMs: () => machine.uptimeMs(),
      wallMs: () => machine.wallMs(),
      after: (delayMs, run) => ({ cancel: after(delayMs, run) }),
      defer: (run) => void after(0, run),
    };
    const note = (what: string): void => world.note(name, what);
    const wires = new Set<Wire>();
    const agent = createAgent({
      ports: {
        clock,
        random: world.random(`agent ${name} ${starts}`),
        journal: createSimJournal({ machine, directory, diskSyncMs: swarm.diskSyncMs, after }),
        executor: createSimExecutor({
          machine,
          folders,
          swarm: swarm.executor,
          diskSyncMs: swarm.diskSyncMs,
          after: (delayMs, run) => void after(delayMs, run),
          note,
          onStarted: parts.onStarted,
          onEnded: parts.onEnded,
        }),
        spool: createSimSpool(folders),
        link: parts.createLink({ route: machine.route, isAlive, wires }),
        inventory: createSimInventory(inventory),
        jobFiles: createSimJobFiles({
          dice: world.random(`files ${name} ${starts}`),
          after: (delayMs, run) => void after(delayMs, run),
          ask: parts.askContent,
          onLeft: parts.onLeft,
          onFetched: parts.onFetched,
        }),
        log: {
          info: (fields, message) => note(`${message} ${wordsOf(fields)}`),
          warn: (fields, message) => note(`${message} ${wordsOf(fields)}`),
          error: (fields, message) => note(`${message} ${wordsOf(fields)}`),
        },
      },
      settings: {
        nodeName: parts.nodeName,
        labels: {},
        bootId: machine.bootId,
        agentPid: 100 + starts,
        spoolBytesMax: swarm.spoolBytesMax,
      },
    });
    life = Object.assign(own, { agent, wires });
    note('the agent starts');
    void agent.start();
  }

  function die(how: 'killed' | 'power'): void {
    if (life === null) return;
    life.isAlive = false;
    for (const wire of [...life.wires]) wire.cut({ silent: how === 'power', dead: 'node' });
    life = null;
  }

  return {
    name,
    machine,
    inventory,
    disk: parts.disk,
    get isRunning() {
      return life !== null;
    },
    get starts() {
      return starts;
    },
    start,
    crash({ wipe }) {
      if (life === null) return;
      world.note(name, wipe ? 'the agent is killed, its output files are wiped' : 'the agent is killed');
      die('killed');
      if (wipe) for (const folder of folders.values()) wipeOutput(folder);
    },
    powerCut() {
      if (!machine.isUp) return;
      world.note(name, 'the power fails');
      die('power');
      machine.powerOff();
      directory.journal.powerCut(dice);
      for (const folder of folders.values()) cutPower(folder, dice);
    },
    boot() {
      if (machine.isUp) return;
      machine.powerOn();
      world.note(name, `boots (${machine.bootId})`);
      start();
    },
  };
}

function wordsOf(fields: Readonly<Record<string, unknown>>): string {
  return Object.values(fields).map(String).join(' ');
}
