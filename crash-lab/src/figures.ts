/** The figures of a whole run, as `docs/promises.md` shows them. */
import { cpus, release, totalmem } from 'node:os';
import type { CutsOutcome } from './power/cuts.ts';
import type { FullDiskOutcome } from './full-disk.ts';
import type { RoundsOutcome } from './rounds.ts';

export interface Figures {
  readonly machine: string;
  readonly date: string;
  readonly seed: number;
  readonly violations: number;
  readonly rounds: {
    readonly minutes: number;
    readonly kills: number;
    readonly incidents: Readonly<Record<string, number>>;
    readonly jobsAcknowledged: number;
    readonly commandsStarted: number;
    readonly orchestratorRestart: Spread;
    readonly agentRestart: Spread;
  };
  /** Null: could not be run there. */
  readonly fullDisk: { readonly refused: number; readonly jobsAcknowledged: number } | null;
  readonly powerCuts: readonly { readonly name: string; readonly cuts: number; readonly operations: number }[];
}

interface Spread {
  readonly times: number;
  readonly medianMs: number;
  readonly mostMs: number;
}

export function figuresOf(
  seed: number,
  parts: {
    readonly rounds: RoundsOutcome;
    readonly fullDisk: FullDiskOutcome | null;
    readonly powerCuts: readonly (CutsOutcome & { readonly name: string })[];
    readonly violations: readonly string[];
  },
): Figures {
  const { rounds, fullDisk, powerCuts, violations } = parts;
  return {
    machine: `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.versions.node}`,
    date: new Date().toISOString().slice(0, 10),
    seed,
    violations: violations.length,
    rounds: {
      minutes: Math.round((rounds.seconds / 60) * 10) / 10,
      kills: rounds.kills,
      incidents: rounds.incidents,
      jobsAcknowledged: rounds.jobsAcknowledged,
      commandsStarted: rounds.commandsStarted,
      orchestratorRestart: spreadOf(rounds.orchestratorRestartsMs),
      agentRestart: spreadOf(rounds.agentRestartsMs),
    },
    fullDisk: fullDisk === null ? null : { refused: fullDisk.refused, jobsAcknowledged: fullDisk.jobsAcknowledged },
    powerCuts: powerCuts.map(({ name, cuts, operations }) => ({ name, cuts, operations })),
  };
}

function spreadOf(values: readonly number[]): Spread {
  const inOrder = values.toSorted((a, b) => a - b);
  const at = (place: number): number => Math.round(inOrder[Math.floor(place)] ?? 0);
  return { times: values.length, medianMs: at(values.length / 2), mostMs: at(values.length - 1) };
}
