/**
 * The log data plane: agents append, readers tail, all by byte offset. Knows which attempts exist only through the port it
 * is given; never enters the decision loop.
 */
import type { AttemptRef, JobId, LogChunk, LogCursor, NodeId } from '@orchion/domain';

export interface LogHub {
  /** Stores chunks; answers per attempt how far its log is durable. Attempts that this node does not own are unwanted. */
  append(
    nodeId: NodeId,
    logs: readonly { readonly attempt: AttemptRef; readonly chunks: readonly LogChunk[] }[],
  ): Promise<readonly LogAck[]>;
  /** Streams a log from a cursor; ends after an `end` event. Null where the job or the attempt does not exist. */
  tail(request: TailRequest, signal: AbortSignal): AsyncIterable<TailEvent> | null;
}

export interface LogAck {
  readonly attempt: AttemptRef;
  readonly durable: LogCursor;
  /** Nobody wants this log any more: drop it. */
  readonly unwanted: boolean;
}

export interface TailRequest {
  readonly jobId: JobId;
  /** Null: the latest one; with `follow` also the ones after it, each from its start. */
  readonly attempt: number | null;
  readonly stream: 'stdout' | 'stderr' | 'both';
  readonly cursor: LogCursor;
  /** Only what was written at or after this time, ms since the epoch. */
  readonly sinceAt: number | null;
  readonly follow: boolean;
}

export type TailEvent =
  | { readonly kind: 'chunk'; readonly attempt: number; readonly chunk: LogChunk }
  /** `complete`: the attempt has ended and every byte of it was sent. Not complete: not following, more may come. */
  | { readonly kind: 'end'; readonly attempt: number; readonly cursor: LogCursor; readonly complete: boolean }
  /** Silence of 15 s. */
  | { readonly kind: 'heartbeat'; readonly attempt: number };
