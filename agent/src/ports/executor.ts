/**
 * How a node runs attempts. An executor holds nothing that an agent restart loses: what it needs is found again by `adopt`.
 * Every implementation passes the suite in `executors/contract`.
 */
import type { Allocation, AttemptEnd, AttemptRef, ExecutorKind, GpuDevice, JobSpec } from '@orchion/domain';
import type { PreparedFiles } from './job-files.ts';

/** `all`: hands each attempt to the executor of its kind. */
export interface Executor {
  readonly kind: ExecutorKind | 'all';
  /** Where ends are told. Called once, before anything else. */
  onEnded(listener: (ended: ExecutorEnd) => void): void;
  /**
   * Looks up what the start of this attempt will need, while its intent is still on the way to the disk. Starts nothing and
   * leaves nothing behind. For executors to which that is worth something; a start does it all the same.
   */
  plan?(request: StartRequest): void;
  /**
   * Brings what a start needs and may take long: an image. What it tells meanwhile is part of the attempt's log. Answers null
   * where it can be started, or the end of one that cannot. Starts nothing. Never rejects.
   */
  prepare(request: PrepareRequest, signal: AbortSignal): Promise<AttemptEnd | null>;
  /**
   * Starts the command, at most once per attempt, whatever happens. Resolves when it runs, or with the end of an attempt
   * whose command was never started (`executor_error`, `refused`). A very short command's end may be told before this
   * resolves. Never rejects.
   */
  start(request: StartRequest): Promise<StartOutcome>;
  /**
   * Finds an attempt of an earlier agent process. After `running` its end is told to the listener like any other.
   * Never starts anything, and makes sure that nothing starts later. Never rejects.
   */
  adopt(ref: AttemptRef): Promise<AdoptOutcome>;
  /** Asks all its processes to end. Does nothing where nothing provably belongs to the attempt. */
  stop(ref: AttemptRef): void;
  /** Ends all its processes at once. */
  kill(ref: AttemptRef): void;
  /** The right to run lasts until then (the agent clock's `nowMs`): what is bound to the lease must not outlive it. */
  renewLease(untilMs: number): void;
  /** Frees what is kept for an ended attempt, its output included. Never rejects. */
  forget(ref: AttemptRef): Promise<void>;
  /** Removes what is kept for others than these. Never rejects. */
  keepOnly(refs: readonly AttemptRef[]): Promise<void>;
  /** Ends the executor's own upkeep; commands go on. */
  close(): Promise<void>;
}

export interface PrepareRequest extends AttemptRef {
  readonly spec: JobSpec;
}

export interface StartRequest extends PrepareRequest {
  /** Where its files are; null: it has none. A process has them in its spec already. */
  readonly place: PreparedFiles | null;
  readonly allocation: Allocation;
  /** The allocated devices, as the inventory knows them. */
  readonly gpus: readonly GpuDevice[];
  readonly nodeName: string;
}

export type StartOutcome =
  { readonly kind: 'started'; readonly startedAt: number } | { readonly kind: 'not-started'; readonly end: AttemptEnd };

export type AdoptOutcome =
  | { readonly kind: 'running'; readonly startedAt: number }
  /** It ended meanwhile, or was lost, or had never started (`startedAt` null). */
  | ({ readonly kind: 'ended' } & Omit<ExecutorEnd, 'ref'>);

export interface ExecutorEnd {
  readonly ref: AttemptRef;
  readonly end: AttemptEnd;
  readonly startedAt: number | null;
  readonly endedAt: number;
  /** A stop or kill reached one of its processes. */
  readonly signalled: boolean;
}
