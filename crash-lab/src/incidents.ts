/**
 * What goes wrong, as a table. Each entry breaks something and returns; the lab then waits a moment, repairs everything and
 * judges. A kill is what ends a process without a word.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Dice } from './dice.ts';
import { periods, type Lab, type LabNode, type Member } from './world/lab.ts';
import { processesOfNode } from './world/processes.ts';

export interface Incident {
  readonly name: string;
  /** How often it comes beside the others. */
  readonly weight: number;
  /** Needs the preloaded library. */
  readonly needsLibrary?: boolean;
  /** The process that is hit is to end by itself; any other time that is a bug. */
  readonly endsItself?: boolean;
  /** Answers how many processes were killed: 0 where nobody was there to kill. */
  run(lab: Lab, dice: Dice): Promise<number>;
}

/** Until a process dies at a sync that may not come: an idle one makes none. */
const deathWaitMs = 4_000;

export const incidents: readonly [Incident, ...Incident[]] = [
  {
    name: 'kill -9 of the orchestrator',
    weight: 5,
    async run({ orchestrator }) {
      await orchestrator.program.kill();
      return 1;
    },
  },
  {
    name: 'kill -9 of an agent',
    weight: 5,
    async run(lab, dice) {
      await dice.pick(lab.nodes).program.kill();
      return 1;
    },
  },
  {
    name: 'kill -9 of the orchestrator and all agents at once',
    weight: 2,
    async run({ orchestrator, nodes }) {
      const all = [orchestrator, ...nodes];
      await Promise.all(all.map(({ program }) => program.kill()));
      return all.length;
    },
  },
  {
    name: 'kill -9 of a supervisor',
    weight: 3,
    run: async (lab, dice) => killOne(dice, supervisorsOf(dice.pick(lab.nodes))),
  },
  {
    name: 'kill -9 of a launcher',
    weight: 1,
    run: async (lab, dice) => killOne(dice, launchersOf(dice.pick(lab.nodes))),
  },
  {
    name: 'the orchestrator dies at an fsync',
    weight: 4,
    needsLibrary: true,
    run: (lab, dice) => dieAtSync(lab.orchestrator, dice),
  },
  {
    name: 'an agent dies at an fsync',
    weight: 3,
    needsLibrary: true,
    run: (lab, dice) => dieAtSync(dice.pick(lab.nodes), dice),
  },
  {
    name: 'an fsync of the orchestrator fails',
    weight: 1,
    needsLibrary: true,
    endsItself: true,
    run: (lab, dice) => failSync(lab.orchestrator, dice),
  },
  {
    name: 'an fsync of an agent fails',
    weight: 1,
    needsLibrary: true,
    endsItself: true,
    run: (lab, dice) => failSync(dice.pick(lab.nodes), dice),
  },
  {
    name: 'a node sleeps',
    weight: 1,
    async run(lab, dice) {
      const node = dice.pick(lab.nodes);
      const asleep = processesOfNode(node.stateDir);
      signalAll(asleep, 'SIGSTOP');
      await sleep(dice.pick([500, periods.leaseMs + periods.lostAfterMs + 1_500]));
      signalAll(asleep, 'SIGCONT');
      lab.wakes.push(uptimeSeconds());
      return 0;
    },
  },
  {
    name: 'the orchestrator stands still',
    weight: 1,
    async run({ orchestrator }, dice) {
      orchestrator.program.signal('SIGSTOP');
      await sleep(dice.pick([700, periods.leaseMs + 1_500]));
      orchestrator.program.signal('SIGCONT');
      return 0;
    },
  },
  {
    name: 'the network goes silent',
    weight: 2,
    async run(lab, dice) {
      const { relay } = dice.pick(lab.nodes);
      relay.silence(dice.pick(['up', 'down', 'both']));
      await sleep(dice.pick([300, 1_500, periods.leaseMs + periods.lostAfterMs + 1_000]));
      return 0;
    },
  },
  {
    name: 'connections are cut',
    weight: 1,
    async run(lab, dice) {
      dice.pick(lab.nodes).relay.cut();
      return 0;
    },
  },
  {
    name: 'a wall clock jumps',
    weight: 1,
    needsLibrary: true,
    async run(lab, dice) {
      const offsetMs = dice.pick([-3_600_000, -20_000, 20_000, 3_600_000]);
      dice.pick<Member>([lab.orchestrator, ...lab.nodes]).badLuck?.setWall(offsetMs);
      return 0;
    },
  },
];

async function dieAtSync({ program, badLuck }: Member, dice: Dice): Promise<number> {
  badLuck?.dieAtSync(dice.whole(1, 12), dice.pick(['before', 'after']));
  await Promise.race([program.ended(), sleep(deathWaitMs)]);
  badLuck?.calm();
  return program.pid === 0 ? 1 : 0;
}

/** It has to end by itself: after a failed fsync nobody knows what the disk holds. */
async function failSync({ program, badLuck }: Member, dice: Dice): Promise<number> {
  await sleep(dice.whole(0, 300));
  badLuck?.failSyncs(1);
  await Promise.race([program.ended(), sleep(deathWaitMs)]);
  badLuck?.calm();
  return 0;
}

function killOne(dice: Dice, pids: readonly number[]): number {
  const pid = pids[dice.whole(0, pids.length - 1)];
  if (pid === undefined) return 0;
  signalAll([pid], 'SIGKILL');
  return 1;
}

/** As their records name them. */
function supervisorsOf({ stateDir }: LabNode): readonly number[] {
  const alive = new Set(processesOfNode(stateDir));
  const attempts = join(stateDir, 'attempts');
  return readdirSync(attempts)
    .map((name) => Number(/^supervisor (\d+) /m.exec(readQuietly(join(attempts, name, 'record')))?.[1]))
    .filter((pid) => alive.has(pid));
}

/** The shell that forks supervisors: the agent's own child. */
function launchersOf({ stateDir, program }: LabNode): readonly number[] {
  return processesOfNode(stateDir).filter(
    (pid) => Number(/^PPid:\s+(\d+)/m.exec(readQuietly(`/proc/${pid}/status`))?.[1]) === program.pid,
  );
}

function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended meanwhile.
    }
  }
}

function uptimeSeconds(): number {
  return Number(readQuietly('/proc/uptime').split(' ')[0]);
}

function readQuietly(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
