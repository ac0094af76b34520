/**
 * One execution of a pipeline, and its steps. As with jobs, what never changes (the pipeline, the inputs) is apart from what
 * does, because the latter is written at every change.
 */
import type { Artifact, Digest } from '../content.ts';
import type { JobId, RequestId, RunId } from '../ids.ts';
import type { JsonValue } from '../json-value.ts';
import type { TransitionTable } from '../transition-table.ts';
import type { MatrixCell, PipelineSpec } from './pipeline-spec.ts';

export type RunState = 'pending' | 'running' | 'succeeded' | 'failed' | 'cancelled';
export type EndedRunState = Extract<RunState, 'succeeded' | 'failed' | 'cancelled'>;
export type StepState = 'waiting' | 'ready' | 'submitted' | 'skipped' | 'cached' | 'succeeded' | 'failed' | 'cancelled';
export type EndedStepState = Extract<StepState, 'skipped' | 'cached' | 'succeeded' | 'failed' | 'cancelled'>;

export interface Run {
  readonly id: RunId;
  readonly requestId: RequestId;
  /** Place in the order of starts, cluster-wide: run 1, run 2 ... */
  readonly number: number;
  readonly pipeline: PipelineSpec;
  readonly source: RunSource;
  /** Complete and of their types. */
  readonly inputs: Readonly<Record<string, JsonValue>>;
  /** The tree of each workspace that a step asks for, by `workspaceKey`. */
  readonly workspaces: Readonly<Record<string, Digest>>;
  /** The concurrency group, resolved; null: none. */
  readonly group: string | null;
  readonly cancelInProgress: boolean;
  readonly principal: string;
  readonly submittedAt: number;
  readonly rerunOf: Rerun | null;
  /** The step that uses this pipeline; null: a person started it. */
  readonly parent: StepRef | null;
  readonly status: RunStatus;
}

/** What lists and watches show of a run: everything but what may be large. */
export interface RunHead extends Pick<
  Run,
  'id' | 'number' | 'group' | 'cancelInProgress' | 'principal' | 'submittedAt' | 'rerunOf' | 'parent' | 'status'
> {
  readonly pipelineName: string;
  readonly file: string;
}

export function headOfRun(run: Run): RunHead {
  const { id, number, group, cancelInProgress, principal, submittedAt, rerunOf, parent, status } = run;
  const { name } = run.pipeline;
  const { file } = run.source;
  return {
    id,
    number,
    group,
    cancelInProgress,
    principal,
    submittedAt,
    rerunOf,
    parent,
    status,
    pipelineName: name,
    file,
  };
}

export interface RunSource {
  /** As the user knows it: a path below the folder that the run was started from. */
  readonly file: string;
  /** The file's text, and that of the pipelines it uses, by their paths as seen from `file`'s folder. */
  readonly text: string;
  readonly used: Readonly<Record<string, string>>;
}

export interface RunStatus {
  readonly state: RunState;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly cancelRequestedAt: number | null;
  /** One sentence: why it waits or ended. */
  readonly message: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** What a rerun does anew; everything else is taken from the run it repeats. */
export type RerunScope =
  | { readonly kind: 'all' }
  /** What failed, was cancelled or never ran, and everything after it. */
  | { readonly kind: 'failed' }
  /** This step and everything after it. */
  | { readonly kind: 'from'; readonly stepId: string }
  /** One step, or one cell of its matrix, and nothing else. */
  | { readonly kind: 'only'; readonly stepKey: string };

export interface Rerun {
  readonly runId: RunId;
  readonly scope: RerunScope;
}

export interface StepRef {
  readonly runId: RunId;
  readonly stepKey: string;
}

/** One step of one run, or one cell of its matrix. */
export interface StepRun {
  readonly runId: RunId;
  /** The step's id, and for a cell of a matrix its place: 'train', 'train[3]'. */
  readonly key: string;
  readonly stepId: string;
  /** Null: the step has no matrix, or is not expanded yet. */
  readonly cell: MatrixCell | null;
  readonly state: StepState;
  /** One sentence: why it waits, was skipped or failed. */
  readonly message: string;
  /** The job that runs it, or ran it. */
  readonly jobId: JobId | null;
  /** The run of the pipeline that it uses. */
  readonly childRunId: RunId | null;
  /** True: its failure counts as success for the run and for what needs it. */
  readonly isForgiven: boolean;
  readonly outputs: Readonly<Record<string, string>>;
  readonly artifacts: readonly Artifact[];
  /** The key under which its result is, or will be, cached; null: not cached. */
  readonly cacheKey: string | null;
  /** Whose result this is, of a step that was cached or taken over by a rerun. */
  readonly resultOf: StepRef | null;
  readonly readyAt: number | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

/** A step's kept result. */
export interface CacheEntry {
  readonly key: string;
  /** Who made it. */
  readonly madeBy: StepRef;
  readonly pipelineName: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly artifacts: readonly Artifact[];
  /** Of its artifacts together. */
  readonly bytes: number;
  readonly madeAt: number;
  readonly usedAt: number;
}

export const runTransitions: TransitionTable<RunState> = {
  of: 'run',
  initial: 'pending',
  states: {
    pending: {
      means: 'Waits for its turn in its concurrency group.',
      next: {
        running: 'its turn has come',
        cancelled: 'a user cancelled it, or a newer run of its group took its place',
        failed: 'it could not be started',
      },
    },
    running: {
      means: 'Its steps are being run.',
      next: {
        succeeded: 'every step ended well or was skipped',
        failed: 'a step failed',
        cancelled: 'a user cancelled it, or a newer run of its group did',
      },
    },
    succeeded: { means: 'Every step ended well or was skipped.', next: {} },
    failed: { means: 'A step failed whose failure was not forgiven.', next: {} },
    cancelled: { means: 'It was cancelled.', next: {} },
  },
};

export const stepTransitions: TransitionTable<StepState> = {
  of: 'step',
  initial: 'waiting',
  states: {
    waiting: {
      means: 'Waits for the steps that it needs.',
      next: {
        ready: 'what it needs has ended, and its condition holds',
        skipped: 'its condition does not hold, or what it needs failed',
        cached: 'a kept result fits',
        succeeded: 'a rerun takes its result over',
        failed: 'an expression of it cannot be evaluated',
        cancelled: 'the run was cancelled',
      },
    },
    ready: {
      means:
        'May run, and waits for a free place (its matrix runs only so many at once), or for another step that computes the same result.',
      next: {
        submitted: 'its job was submitted',
        cached: 'a kept result fits',
        failed: 'its job cannot be made',
        cancelled: 'the run was cancelled, or a sibling in its matrix failed',
      },
    },
    submitted: {
      means: 'Its job waits or runs.',
      next: {
        succeeded: 'its job succeeded',
        failed: 'its job failed',
        cancelled: 'its job was cancelled',
      },
    },
    skipped: { means: 'Was not to be run.', next: {} },
    cached: { means: 'A kept result was used instead of running it.', next: {} },
    succeeded: { means: 'Its job succeeded.', next: {} },
    failed: { means: 'Its job failed, or it could not be run.', next: {} },
    cancelled: { means: 'It was cancelled.', next: {} },
  },
};
