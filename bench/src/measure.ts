/** Runs a suite: rounds in turn, each contestant once a round, in an order that changes, on a machine as quiet as can be had. */
import { outcomeOf, type Round, type WorkloadOutcome } from './outcome.ts';
import { untilQuiet } from './quiet-machine.ts';
import type { Contestant, Figures, Setting, Suite, Workload } from './workload.ts';

export interface SuiteOutcome {
  readonly name: string;
  readonly about: string;
  readonly rounds: number;
  /** How busy the machine was with other work when the rounds began, 0 to 1; the largest of them. */
  readonly busy: number;
  readonly workloads: readonly WorkloadOutcome[];
}

export interface Pace {
  readonly rounds: number;
  /** How long to wait for a quiet machine, all rounds of a suite together. */
  readonly quietWaitMs: number;
  readonly say: (text: string) => void;
}

type Present = Exclude<Contestant, { role: 'absent' }>;

export async function measure(suite: Suite, setting: Setting, pace: Pace): Promise<SuiteOutcome> {
  const open = await suite.open(setting);
  const workloads: WorkloadOutcome[] = [];
  let busy = 0;
  let patienceMs = pace.quietWaitMs;
  try {
    for (const workload of open.workloads) {
      const rounds: Round[] = [];
      for (let round = 0; round < pace.rounds; round++) {
        const waitedFrom = performance.now();
        busy = Math.max(busy, await untilQuiet(patienceMs));
        patienceMs = Math.max(0, patienceMs - (performance.now() - waitedFrom));
        rounds.push(await runRound(workload, round));
        pace.say(`${suite.name}: ${workload.name}, round ${round + 1} of ${pace.rounds}`);
      }
      workloads.push(outcomeOf(workload, rounds));
    }
  } finally {
    await open.close();
  }
  return { name: suite.name, about: suite.about, rounds: pace.rounds, busy, workloads };
}

async function runRound(workload: Workload, round: number): Promise<Round> {
  const present = workload.contestants.filter((contestant): contestant is Present => contestant.role !== 'absent');
  // Whoever goes first finds a cooler machine: everybody goes first in turn.
  const order = present.map((_, i) => present[(i + round) % present.length]).filter((one) => one !== undefined);
  const figures = new Map<string, Figures>();
  for (const contestant of order) figures.set(contestant.name, await contestant.run());
  return figures;
}
