/** What a run would do if it were started now, as far as that can be known before anything runs. */
import type { Explanation } from '../placement-reason.ts';
import type { StepRef } from './pipeline-run.ts';
import type { MatrixCell } from './pipeline-spec.ts';

/**
 * `runs`: its job would be made as told here, if what it needs goes well. `unknown`: that depends on what steps before it
 * write.
 */
export type StepOutlook = 'runs' | 'cached' | 'skipped' | 'fails' | 'unknown';

export interface PlannedStep {
  /** 'train', 'train[3]', and within a pipeline that a step uses 'use/train'. */
  readonly key: string;
  readonly stepId: string;
  readonly cell: MatrixCell | null;
  /** Keys of steps; of a step with a matrix that is its id. */
  readonly needs: readonly string[];
  readonly isFinally: boolean;
  readonly outlook: StepOutlook;
  /** One sentence: where it would go, why it would wait, or what is not known yet. */
  readonly message: string;
  /** Null: not cached, or not known. */
  readonly cacheKey: string | null;
  /** Whose result would be used. */
  readonly resultOf: StepRef | null;
  /** Place of its explanation in the plan's list: like steps share one. Null: nothing is to be placed, or not known. */
  readonly placement: number | null;
}

export interface PipelinePlan {
  /** In the order of the file; the cells of a matrix that can be known one by one. */
  readonly steps: readonly PlannedStep[];
  readonly explanations: readonly Explanation[];
}
