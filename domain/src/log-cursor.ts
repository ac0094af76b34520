/**
 * Where a reader is in an attempt's log: byte offsets per stream. A reader that comes back with its cursor sees every byte
 * once, in order; bytes that were dropped are told as a gap.
 */
export type LogStream = 'stdout' | 'stderr';
export const logStreams: readonly LogStream[] = ['stdout', 'stderr'];

export interface LogCursor {
  readonly stdout: number;
  readonly stderr: number;
}

export const startOfLog: LogCursor = { stdout: 0, stderr: 0 };

/** Why bytes are missing: a cap was reached, the spool was full, or the node was lost with them. */
export type LogGapReason = 'cap' | 'spool_full' | 'node_lost';

/** A piece of one stream. `offset` counts from the stream's first byte and includes gaps. */
export type LogChunk =
  | {
      readonly kind: 'data';
      readonly stream: LogStream;
      readonly offset: number;
      /** When the agent read it, ms since the epoch. */
      readonly at: number;
      readonly bytes: Uint8Array;
    }
  | {
      readonly kind: 'gap';
      readonly stream: LogStream;
      readonly offset: number;
      readonly at: number;
      readonly length: number;
      readonly reason: LogGapReason;
    };

export function chunkLength(chunk: LogChunk): number {
  return chunk.kind === 'data' ? chunk.bytes.length : chunk.length;
}

/** The cursor after the chunk was seen. */
export function advance(cursor: LogCursor, chunk: LogChunk): LogCursor {
  const end = chunk.offset + chunkLength(chunk);
  return chunk.stream === 'stdout' ? { ...cursor, stdout: end } : { ...cursor, stderr: end };
}

/** What of the chunk lies at or after `from`; null where nothing does. The bytes are a view, not a copy. */
export function cutChunk(chunk: LogChunk, from: number): LogChunk | null {
  const skipped = from - chunk.offset;
  if (skipped <= 0) return chunkLength(chunk) === 0 ? null : chunk;
  if (skipped >= chunkLength(chunk)) return null;
  return chunk.kind === 'data'
    ? { ...chunk, offset: from, bytes: chunk.bytes.subarray(skipped) }
    : { ...chunk, offset: from, length: chunk.length - skipped };
}
