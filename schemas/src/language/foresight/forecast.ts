/**
 * What is known about a step before and after it runs, given by whoever asked the orchestrator: the plan's word on each step,
 * and the newest run of the file. Nothing here is found out by the service itself; without them it shows nothing.
 */
import type { Explanation, GpuRequest, RunId, RunState, StepRun, StepState } from '@orchion/domain';

export interface StepForecast {
  readonly stepId: string;
  /** `unknown`: what it would run is only known once other steps have ended. */
  readonly verdict: 'placed' | 'cached' | 'skipped' | 'unknown';
  /** Of its job; for a matrix that of the cell that is worst off. Null unless `placed`. */
  readonly explanation: Explanation | null;
  readonly gpus: GpuRequest | null;
  /** Of its matrix; 1 where it has none, null where they are not known yet. */
  readonly cells: number | null;
  /** One sentence about `cached`, `skipped` or `unknown`. */
  readonly message: string;
}

export interface LastRun {
  readonly runId: RunId;
  readonly number: number;
  readonly state: RunState;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly steps: readonly StepRun[];
}

/** All cells of a step as one: the worst that ended, or what still goes on. */
export interface StepOutcome {
  readonly state: StepState;
  readonly cells: number;
  /** From the first start to the last end, or to now while it goes on; null: it has not started. */
  readonly durationMs: number | null;
  /** Of the cell that decides. */
  readonly message: string;
}

/** Which state tells most about a step of many cells, first. */
const weight: readonly StepState[] = [
  'submitted',
  'ready',
  'failed',
  'cancelled',
  'waiting',
  'succeeded',
  'cached',
  'skipped',
];

export function outcomeOf({ steps }: LastRun, stepId: string, now: number): StepOutcome | null {
  const cells = steps.filter((one) => one.stepId === stepId);
  const [decides] = cells.toSorted((a, b) => weight.indexOf(a.state) - weight.indexOf(b.state));
  if (decides === undefined) return null;
  const starts = cells.flatMap(({ startedAt }) => startedAt ?? []);
  const ends = cells.map(({ startedAt, endedAt }) =>
    startedAt === null ? Number.NEGATIVE_INFINITY : (endedAt ?? now),
  );
  const durationMs = starts.length === 0 ? null : Math.max(0, Math.max(...ends) - Math.min(...starts));
  return { state: decides.state, cells: cells.length, durationMs, message: decides.message };
}
