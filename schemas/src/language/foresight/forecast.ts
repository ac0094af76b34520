/**
 * What is known about a step before and after it runs, given by whoever asked the orchestrator: the plan's word on each step,
 * and the newest run of the file. Nothing here is found out by the service itself; without them it shows nothing.
 */
import {
  shownState,
  type Explanation,
  type GpuRequest,
  type JobState,
  type MatrixCell,
  type RunId,
  type RunState,
  type ShownState,
  type StepOutlook,
  type StepRun,
} from '@orchion/domain';

export interface StepForecast {
  readonly stepId: string;
  /** What `parts` are: a step with a matrix has its cells, one that uses a pipeline the steps of that one. */
  readonly of: 'step' | 'cells' | 'steps';
  /** At least one. */
  readonly parts: readonly ForecastPart[];
}

export interface ForecastPart {
  /** As a plan names it: 'train', 'train[3]', 'prepare/fetch'. */
  readonly key: string;
  readonly cell: MatrixCell | null;
  readonly outlook: StepOutlook;
  /** One sentence. */
  readonly message: string;
  /** Where it would go; null where it goes nowhere, or that is not known. */
  readonly explanation: Explanation | null;
  /** The devices that it asks for. */
  readonly gpus: GpuRequest | null;
  /** The run whose result would be used, for people: 'run 7'. Empty unless `cached`. */
  readonly resultOf: string;
}

export interface LastRun {
  readonly runId: RunId;
  readonly number: number;
  readonly state: RunState;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly steps: readonly StepRun[];
  /** Of the steps that are not over, by key: a step that is submitted may still wait for a node. */
  readonly jobs: ReadonlyMap<string, JobState>;
}

/** All cells of a step as one: the worst that ended, or what still goes on. */
export interface StepOutcome {
  readonly state: ShownState;
  readonly cells: number;
  /** From the first start to the last end, or to now while it goes on; null: it has not started. */
  readonly durationMs: number | null;
  /** Of the cell that decides. */
  readonly message: string;
}

/** Which state tells most about a step of many cells, first. */
const weight: readonly ShownState[] = [
  'unknown',
  'running',
  'queued',
  'ready',
  'failed',
  'cancelled',
  'waiting',
  'succeeded',
  'cached',
  'skipped',
];

export function outcomeOf({ steps, jobs }: LastRun, stepId: string, now: number): StepOutcome | null {
  const cells = steps
    .filter((one) => one.stepId === stepId)
    .map((step) => ({ ...step, state: shownState(step.state, jobs.get(step.key) ?? null) }));
  const [decides] = cells.toSorted((a, b) => weight.indexOf(a.state) - weight.indexOf(b.state));
  if (decides === undefined) return null;
  const starts = cells.flatMap(({ startedAt }) => startedAt ?? []);
  const ends = cells.map(({ startedAt, endedAt }) =>
    startedAt === null ? Number.NEGATIVE_INFINITY : (endedAt ?? now),
  );
  const durationMs = starts.length === 0 ? null : Math.max(0, Math.max(...ends) - Math.min(...starts));
  return { state: decides.state, cells: cells.length, durationMs, message: decides.message };
}
