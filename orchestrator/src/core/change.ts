/**
 * Facts to store: what a decision changes, as a closed union. A store is a switch over it; memory applies the very same
 * values, so both can only agree.
 */
import type {
  Attempt,
  CacheEntry,
  Job,
  JobId,
  JobStatus,
  Node,
  NodeId,
  Run,
  RunId,
  RunStatus,
  StepRun,
} from '@orchion/domain';

export type Change =
  /** A new job with its whole spec; later changes touch its status only. */
  | { readonly kind: 'job-insert'; readonly job: Job }
  | { readonly kind: 'job-status'; readonly jobId: JobId; readonly status: JobStatus }
  /** Retention: the job, its attempts and its audit rows go; its log is removed afterwards. */
  | { readonly kind: 'job-delete'; readonly jobId: JobId }
  /** Inserts or replaces, by (jobId, number). */
  | { readonly kind: 'attempt-put'; readonly attempt: Attempt }
  /** Inserts or replaces, by id. */
  | { readonly kind: 'node-put'; readonly node: Node }
  | { readonly kind: 'node-delete'; readonly nodeId: NodeId }
  /** A new run; `steps`: those that do not begin as its pipeline says (of a rerun). A step that was never put is a new one. */
  | { readonly kind: 'run-insert'; readonly run: Run; readonly steps: readonly StepRun[] }
  | { readonly kind: 'run-status'; readonly runId: RunId; readonly status: RunStatus }
  /** Inserts or replaces, by (runId, key). */
  | { readonly kind: 'step-put'; readonly step: StepRun }
  /** Retention: the run with its steps and audit rows; its jobs have changes of their own. */
  | { readonly kind: 'run-delete'; readonly runId: RunId }
  /** Inserts or replaces, by key. */
  | { readonly kind: 'cache-put'; readonly entry: CacheEntry }
  | { readonly kind: 'cache-delete'; readonly key: string }
  /** The counters that must never go back. */
  | { readonly kind: 'counters'; readonly counters: Counters }
  | { readonly kind: 'audit'; readonly entry: AuditEntry };

export interface Counters {
  /** The next job's place in the order of submission. */
  readonly nextSequence: number;
  /** The next attempt's lease. */
  readonly nextLease: number;
  /** The next run's number. */
  readonly nextRun: number;
}

/** Who did what, in the same transaction as the deed. */
export interface AuditEntry {
  readonly at: number;
  readonly principal: string;
  /** 'job.submit', 'node.drain' ... */
  readonly action: string;
  /** The id of what it was done to. */
  readonly object: string;
}
