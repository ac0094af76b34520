/** Rounds of incidents under load; judged after each incident, and thoroughly at the end of each round. */
import { loadavg, cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkLeftovers } from './checks/leftovers.ts';
import { checkResults } from './checks/results.ts';
import { checkStarts } from './checks/starts.ts';
import { checkStored } from './checks/stored.ts';
import { checkUsage, usageOf, type UsageOf } from './checks/usage.ts';
import { createDice, type Dice } from './dice.ts';
import { incidents, type Incident } from './incidents.ts';
import { createLab, type Lab } from './world/lab.ts';
import { readLedger } from './world/ledger.ts';

export interface RoundsPlan {
  readonly seed: number;
  /** Ends after this many killed processes, or after this long. */
  readonly kills: number;
  readonly minutes: number;
  readonly nodes: number;
  readonly library: string | null;
  readonly say: (line: string) => void;
  /** Somebody wants it to end. */
  readonly interrupted: AbortSignal;
}

export interface RoundsOutcome {
  readonly violations: readonly string[];
  readonly seconds: number;
  readonly kills: number;
  /** By name, how often. */
  readonly incidents: Readonly<Record<string, number>>;
  readonly jobsAcknowledged: number;
  readonly commandsStarted: number;
  /** From the start of the process to the word that it is ready, ms. */
  readonly orchestratorRestartsMs: readonly number[];
  readonly agentRestartsMs: readonly number[];
}

const killsPerRound = 40;
const finishMs = 120_000;
/** The promise; judged only where the machine had a core to spare. */
const restartMsMax = 3_000;

export async function runRounds(plan: RoundsPlan): Promise<RoundsOutcome> {
  const { say } = plan;
  const dice = createDice(plan.seed, 'rounds');
  const lab = await createLab({ dice: createDice(plan.seed, 'lab'), nodes: plan.nodes, library: plan.library });
  const startedAt = performance.now();
  const deadlineMs = startedAt + plan.minutes * 60_000;
  const counts: Record<string, number> = {};
  const orchestratorRestartsMs: number[] = [];
  const agentRestartsMs: number[] = [];
  const violations: string[] = [];
  let kills = 0;
  let young: UsageOf | null = null;
  const isOver = (): boolean =>
    violations.length > 0 || kills >= plan.kills || performance.now() > deadlineMs || plan.interrupted.aborted;

  async function healed(): Promise<void> {
    const { orchestratorMs, agentMs } = await lab.heal();
    if (orchestratorMs !== null) orchestratorRestartsMs.push(orchestratorMs);
    agentRestartsMs.push(...agentMs);
    if (orchestratorMs !== null && orchestratorMs > restartMsMax && !isBusy()) {
      violations.push(`the orchestrator took ${Math.round(orchestratorMs)} ms to be ready again`);
    }
  }

  async function round(): Promise<void> {
    const killsBefore = kills;
    lab.load.start();
    while (!isOver() && kills - killsBefore < killsPerRound) {
      await sleep(dice.whole(50, 1_500));
      const incident = pick(dice, plan.library !== null);
      kills += await incident.run(lab, dice);
      counts[incident.name] = (counts[incident.name] ?? 0) + 1;
      // Sometimes at once, sometimes after a while in which the others notice.
      await sleep(dice.pick([0, 0, 100, 1_000]));
      if (incident.endsItself !== true) violations.push(...endedByThemselves(lab));
      if (lab.orchestrator.program.pid === 0) violations.push(...checkStored(lab));
      await healed();
      violations.push(...checkStarts(lab), ...lab.load.violations);
      if (violations.length > 0) say(`after ${incident.name}:`);
    }
    await lab.load.pause();
    violations.push(...endedByThemselves(lab));
    if (violations.length > 0) return;
    violations.push(...(await judge(lab)));
    const now = usageOf(lab);
    young ??= now;
    violations.push(...checkUsage(young, now));
    say(`${kills} kills, ${lab.load.acknowledged.size} jobs, ${Math.round((performance.now() - startedAt) / 1000)} s`);
  }

  try {
    await healed();
    while (!isOver()) await round();
    return {
      violations,
      seconds: (performance.now() - startedAt) / 1000,
      kills,
      incidents: counts,
      jobsAcknowledged: lab.load.acknowledged.size,
      commandsStarted: readLedger(lab.ledger).size,
      orchestratorRestartsMs,
      agentRestartsMs,
    };
  } finally {
    await finish(lab, violations.length > 0, say);
  }
}

function endedByThemselves({ orchestrator, nodes }: Lab): readonly string[] {
  return [orchestrator, ...nodes].flatMap(({ program: { name, exit } }) =>
    exit === null || exit.signal === 'SIGKILL'
      ? []
      : [`${name} ended by itself (${exit.signal ?? `code ${exit.code}`})`],
  );
}

/** All work ends, and is what its commands say that it was. */
async function judge(lab: Lab): Promise<readonly string[]> {
  const ended = await lab.load.finish(finishMs);
  if (lab.load.violations.length > 0) return lab.load.violations;
  // In this order: an attempt that is left no longer has delivered its log.
  return [...(await checkLeftovers(lab)), ...(await checkResults(lab, ended)), ...checkStarts(lab)];
}

/** What broke a promise stays to be looked at, at rest. */
async function finish(lab: Lab, keep: boolean, say: (line: string) => void): Promise<void> {
  await lab.close({ keep });
  if (keep) say(`what the processes wrote is in ${lab.dir}`);
}

function pick(dice: Dice, hasLibrary: boolean): Incident {
  const possible = incidents.filter(({ needsLibrary }) => hasLibrary || needsLibrary !== true);
  let rest = dice.next() * possible.reduce((sum, { weight }) => sum + weight, 0);
  for (const incident of possible) {
    rest -= incident.weight;
    if (rest < 0) return incident;
  }
  return incidents[0];
}

function isBusy(): boolean {
  return (loadavg()[0] ?? 0) > cpus().length;
}
