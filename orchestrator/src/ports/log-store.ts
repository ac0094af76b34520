/**
 * Where logs are durable: bytes by offset, per attempt and stream. The data plane: nothing here enters the decision loop.
 * Implementations pass the suite in `store/contract/log-store-contract`.
 */
import type { AttemptRef, JobId, LogChunk, LogCursor } from '@orchion/domain';

export interface LogStore {
  /**
   * Stores the chunks of one attempt, in order. Idempotent: what lies before the durable cursor is dropped, a chunk that
   * overlaps it is cut. A chunk beyond the cursor is not stored (the sender must go back): the answer says from where.
   * Resolves when everything that it answers is durable (fsync). Calls for one attempt are serialised by the store, calls
   * for several attempts run side by side and share the disk's group commit.
   * Throws `LogStoreError`: `full` (disk full, nothing new is acknowledged), `io` (fatal).
   */
  append(attempt: AttemptRef, chunks: readonly LogChunk[]): Promise<LogCursor>;
  /** The durable cursor: how much is stored. Zeros for an attempt without a log. */
  durable(attempt: AttemptRef): Promise<LogCursor>;
  /**
   * Chunks from the cursor on, in the order in which they were stored, up to what is durable now; at most about `maxBytes`.
   * Both streams, or one. Empty: nothing there (yet). Chunks before `sinceAt` (ms since the epoch) are skipped.
   * `next`: where to go on: pass it back as `position` to read on without searching.
   */
  read(attempt: AttemptRef, request: LogReadRequest): Promise<LogRead>;
  /** Calls back after each append that made more bytes of the attempt durable. Answers its end. */
  onAppend(attempt: AttemptRef, listener: () => void): { dispose(): void };
  /** Removes everything of a job. */
  remove(jobId: JobId): Promise<void>;
  close(): Promise<void>;
}

export interface LogReadRequest {
  readonly cursor: LogCursor;
  readonly stream: 'stdout' | 'stderr' | 'both';
  readonly sinceAt: number | null;
  readonly maxBytes: number;
  /** From the read before; null: search by the cursor. */
  readonly position: LogPosition | null;
}

/** Opaque to callers: a place in the store's own layout. */
export type LogPosition = number & { readonly __logPosition: never };

export interface LogRead {
  readonly chunks: readonly LogChunk[];
  readonly cursor: LogCursor;
  readonly next: LogPosition;
}

export type LogStoreErrorCode = 'full' | 'io' | 'closed';

export class LogStoreError extends Error {
  override readonly name = 'LogStoreError';
  readonly code: LogStoreErrorCode;
  constructor(code: LogStoreErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
