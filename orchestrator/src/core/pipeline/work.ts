/**
 * What the batch still has to decide about its runs: a queue rather than calls within calls, so that a chain of a thousand
 * skipped steps does not go a thousand calls deep, and steps are decided in the order in which they became due.
 */
import type { JobId, RunId } from '@orchion/domain';

export type PipelineTask =
  /** A job of a run has its outcome. */
  | { readonly kind: 'job-ended'; readonly jobId: JobId }
  /** What a step needs may all have ended. */
  | { readonly kind: 'step-due'; readonly runId: RunId; readonly stepId: string }
  /** A cell ended: the next one of its matrix may have its place. */
  | { readonly kind: 'slot-free'; readonly runId: RunId; readonly stepId: string }
  /** Its last step may have ended. */
  | { readonly kind: 'run-ended'; readonly runId: RunId }
  /** Who computed a result that others wait for has ended, or was given up. */
  | { readonly kind: 'result-free'; readonly cacheKey: string }
  /** Who is next in a concurrency group. */
  | { readonly kind: 'turn'; readonly group: string };

export interface PipelineWork {
  readonly tasks: PipelineTask[];
}
