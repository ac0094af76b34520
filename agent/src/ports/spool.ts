/**
 * Reads what attempts wrote, by offset, wherever their output is kept. Offsets count from a stream's first byte; bytes that
 * were given up stay part of the count.
 */
import type { AttemptRef, LogGapReason, LogLengths, LogStream } from '@orchion/domain';

export interface Spool {
  /** Bytes written so far, those given up included. Zeros for an attempt without output. Never throws. */
  lengths(ref: AttemptRef): LogLengths;
  /** Up to `maxBytes` from `offset` on; shorter, or empty, where there is no more. The caller keeps out of gaps. */
  read(ref: AttemptRef, stream: LogStream, offset: number, maxBytes: number): Promise<Uint8Array>;
  /** Nobody holds these bytes, which `read` gave out, any more: the next ones may be read into their place. */
  recycle?(bytes: Uint8Array): void;
  /** What was given up for good, in order, not touching each other's ranges; survives a restart. */
  gaps(ref: AttemptRef): readonly SpoolGap[];
  /** Gives bytes up: frees their space and remembers the gap, durably, before it frees. */
  drop(ref: AttemptRef, gap: SpoolGap): Promise<void>;
  /** Bytes before `offset` are durable elsewhere: their space may be freed. */
  release(ref: AttemptRef, stream: LogStream, offset: number): Promise<void>;
  /** No more reads: handles are closed. The output itself belongs to the executor. */
  forget(ref: AttemptRef): void;
}

export interface SpoolGap {
  readonly stream: LogStream;
  readonly offset: number;
  readonly length: number;
  readonly reason: LogGapReason;
}
