/**
 * Where the cluster's facts are durable. One writer. Implementations pass the suite in `store/contract`.
 *
 * Errors: `StoreError` with a code. `conflict`: another writer moved the revision, stop. `full`: the disk is full, nothing
 * of this commit was stored, the store stays usable. `io`: anything else of the disk: fatal, stop and recover from disk.
 * At opening: `locked` (another orchestrator holds it), `too_old` (its engine), `too_new` (its data), `unsupported` (a place
 * or a file where it cannot be kept safely).
 */
import type { Attempt, Digest, Job, JobId, JobState, Node, NodeId, RequestId, ClusterId } from '@orchion/domain';
import type { Change, Counters } from '../core/change.ts';

export interface Store {
  /** Everything that is alive: nodes, and jobs without an outcome with all their attempts. Rows that cannot be read are
   *  left out and named; they stay in the store. */
  load(): LoadedState;
  /** All of the changes or none, durable when it returns. Answers the new revision: `expectedRevision + 1`. */
  commit(changes: readonly Change[], expectedRevision: number): number;
  /** One job with all its attempts, alive or ended, or null. */
  job(id: JobId): StoredJob | null;
  /** The job of a request id, as long as the job is kept, or null. */
  jobOfRequest(requestId: RequestId): JobId | null;
  /** Jobs, newest first (highest sequence), from an index: cost grows with the page, not with the history. */
  jobs(query: JobQuery): readonly StoredJob[];
  /** Jobs by state, from an index or kept counters. Live jobs' states are the loop's to tell; here `queued` counts all without outcome. */
  countsOfEnded(): Readonly<Record<'succeeded' | 'failed' | 'cancelled', number>>;
  /** Ended jobs that retention may drop: ended before `endedBefore`, or beyond the newest `keepMax` ended ones; oldest first. */
  expired(query: { readonly endedBefore: number; readonly keepMax: number; readonly limit: number }): readonly JobId[];
  /** The trees of all artifacts that kept attempts left, each once: what of the content store must stay. */
  keptTrees(): readonly Digest[];
  /** Gives up the ballast that was held for a full disk, so that small commits go on; answers whether there was one. */
  releaseBallast(): boolean;
  /** Takes the ballast again, where there is room; answers whether it is held now. */
  holdBallast(): boolean;
  close(): void;
}

export interface LoadedState {
  readonly clusterId: ClusterId;
  readonly revision: number;
  readonly counters: Counters;
  readonly nodes: readonly Node[];
  readonly jobs: readonly StoredJob[];
  /** Rows that could not be decoded: 'attempts job-…/2: …'. */
  readonly quarantined: readonly string[];
}

export interface StoredJob {
  readonly job: Job;
  /** By number, ascending. In `jobs()` only the latest one. */
  readonly attempts: readonly Attempt[];
}

export interface JobQuery {
  /** Only these states (as derived by `jobStateOf`); null: all. */
  readonly states: readonly JobState[] | null;
  readonly nameContains: string | null;
  /** The node of the latest attempt. */
  readonly nodeId: NodeId | null;
  readonly idPrefix: string | null;
  /** Only jobs with a lower sequence; null: from the newest. */
  readonly beforeSequence: number | null;
  readonly limit: number;
}

export type StoreErrorCode = 'conflict' | 'full' | 'io' | 'locked' | 'too_old' | 'too_new' | 'unsupported';

export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
