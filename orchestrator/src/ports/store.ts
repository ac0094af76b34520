/**
 * Where the cluster's facts are durable. One writer. Implementations pass the suite in `store/contract`.
 *
 * Errors: `StoreError` with a code. `conflict`: another writer moved the revision, stop. `full`: the disk is full, nothing
 * of this commit was stored, the store stays usable. `io`: anything else of the disk: fatal, stop and recover from disk.
 * At opening: `locked` (another orchestrator holds it), `too_old` (its engine), `too_new` (its data), `unsupported` (a place
 * or a file where it cannot be kept safely).
 */
import type {
  Attempt,
  CacheEntry,
  ClusterId,
  Digest,
  Job,
  JobId,
  JobState,
  Node,
  NodeId,
  RequestId,
  Run,
  RunHead,
  RunId,
  RunState,
  StepRun,
} from '@orchion/domain';
import type { Change, Counters } from '../core/change.ts';

export interface Store {
  /** Everything that is alive: nodes, jobs without an outcome with all their attempts, and runs that have not ended. Rows that cannot be read are
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
  /** Ended jobs that retention may drop: ended before `endedBefore`, or beyond the newest `keepMax` ended ones; oldest first.
   *  Those of runs go with their run. */
  expired(query: { readonly endedBefore: number; readonly keepMax: number; readonly limit: number }): readonly JobId[];
  /** The trees of all artifacts that kept attempts, steps and results have, and of what runs were started with, each once:
   *  what of the content store must stay. */
  keptTrees(): readonly Digest[];
  /** One run with the steps that were ever put, alive or ended, or null. */
  run(id: RunId): StoredRun | null;
  /** The run of a request id, as long as the run is kept, or null. */
  runOfRequest(requestId: RequestId): RunId | null;
  /** Runs, newest first. */
  runs(query: RunQuery): readonly RunHead[];
  /** Ended runs that no step of another uses and that retention may drop, as in `expired`. */
  expiredRuns(query: {
    readonly endedBefore: number;
    readonly keepMax: number;
    readonly limit: number;
  }): readonly RunId[];
  /** The run and those that its steps used, at any depth, with all their jobs. */
  familyOfRun(id: RunId): { readonly runIds: readonly RunId[]; readonly jobIds: readonly JobId[] };
  cacheEntry(key: string): CacheEntry | null;
  /** The one that was made last among those whose key begins so. */
  newestCacheEntry(prefix: string): CacheEntry | null;
  /** By key. */
  cacheEntries(query: { readonly afterKey: string | null; readonly limit: number }): readonly CacheEntry[];
  /** Keys of entries that were not used since `usedBefore`, or that are beyond the bounds; the one unused longest first. */
  expiredCache(query: {
    readonly usedBefore: number;
    readonly entriesMax: number;
    readonly bytesMax: number;
  }): readonly string[];
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
  readonly runs: readonly StoredRun[];
  /** Rows that could not be decoded: 'attempts job-…/2: …'. */
  readonly quarantined: readonly string[];
}

export interface StoredJob {
  readonly job: Job;
  /** By number, ascending. In `jobs()` only the latest one. */
  readonly attempts: readonly Attempt[];
}

export interface StoredRun {
  readonly run: Run;
  /** Those that were ever put: a step that is not here is as its pipeline says. */
  readonly steps: readonly StepRun[];
}

export interface RunQuery {
  /** Null: all. */
  readonly states: readonly RunState[] | null;
  readonly pipelineContains: string | null;
  readonly idPrefix: string | null;
  /** Runs that steps of other runs use, too. */
  readonly withChildren: boolean;
  /** Only runs with a lower number; null: from the newest. */
  readonly beforeNumber: number | null;
  readonly limit: number;
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
