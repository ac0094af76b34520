/** From rounds to what is reported: median, least and most, and the ratio to the limit within the same round. */
import type { Figures, Workload } from './workload.ts';

export interface WorkloadOutcome {
  readonly name: string;
  readonly unit: string;
  readonly better: Workload['better'];
  readonly rows: readonly Row[];
  readonly absent: readonly { readonly name: string; readonly why: string }[];
}

export interface Row {
  readonly contestant: string;
  readonly figure: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** Median over the rounds of this figure against the limit's of the same round, 1 being as good; null: there is none. */
  readonly ofLimit: number | null;
  readonly rounds: readonly number[];
}

/** One per round: each contestant's figures, by its name. */
export type Round = ReadonlyMap<string, Figures>;

export function outcomeOf(workload: Workload, rounds: readonly Round[]): WorkloadOutcome {
  const limit = workload.contestants.find(({ role }) => role === 'limit')?.name ?? null;
  const rows: Row[] = [];
  const absent: { name: string; why: string }[] = [];
  for (const contestant of workload.contestants) {
    const { name } = contestant;
    if (contestant.role === 'absent') {
      absent.push({ name, why: contestant.why });
      continue;
    }
    for (const figure of Object.keys(rounds[0]?.get(name) ?? {})) {
      const values = rounds.map((round) => round.get(name)?.[figure]).filter((value) => value !== undefined);
      const ratios = rounds.flatMap((round) => {
        const own = round.get(name)?.[figure];
        const most = limit === null ? undefined : round.get(limit)?.[figure];
        if (own === undefined || most === undefined) return [];
        return [workload.better === 'higher' ? own / most : most / own];
      });
      rows.push({
        contestant: name,
        figure,
        median: medianOf(values),
        min: Math.min(...values),
        max: Math.max(...values),
        ofLimit: ratios.length === 0 ? null : medianOf(ratios),
        rounds: values,
      });
    }
  }
  return { name: workload.name, unit: workload.unit, better: workload.better, rows, absent };
}

/** Of an even number of values, the mean of the middle two. NaN of none. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** The value that this fraction of the values does not exceed. NaN of none. */
export function quantileOf(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * fraction) - 1)] ?? Number.NaN;
}
