/** Pieces of a log and places in it: LogChunk and LogCursor. */
import { create } from '@bufbuild/protobuf';
import type { LogChunk, LogCursor } from '@orchion/domain';
import {
  LogChunkSchema,
  LogCursorSchema,
  type LogChunk as WireLogChunk,
  type LogCursor as WireLogCursor,
} from '../../gen/orchion/v1/log_pb.js';
import { logGapReason, logStream } from './enums.ts';
import { uint64FromWire, uint64ToWire } from './numbers.ts';
import { timeFromWire, timeToWire } from './time.ts';
import { within, WireError } from './wire-error.ts';

/** The bytes are shared with the message, not copied. */
export function logChunkToWire(chunk: LogChunk): WireLogChunk {
  return create(LogChunkSchema, {
    stream: logStream.toWire(chunk.stream),
    offset: uint64ToWire(chunk.offset),
    at: timeToWire(chunk.at),
    ...(chunk.kind === 'data'
      ? { data: chunk.bytes }
      : { gap: { length: uint64ToWire(chunk.length), reason: logGapReason.toWire(chunk.reason) } }),
  });
}

/** Throws WireError, also where the chunk ends beyond what an offset can say. */
export function logChunkFromWire(message: WireLogChunk): LogChunk {
  const { gap, data } = message;
  const place = {
    stream: logStream.fromWire(message.stream, 'stream'),
    offset: uint64FromWire(message.offset, 'offset'),
    at: timeFromWire(message.at, 'at'),
  };
  const chunk: LogChunk =
    gap === undefined
      ? { kind: 'data', ...place, bytes: data }
      : within('gap', () => ({
          kind: 'gap',
          ...place,
          length: uint64FromWire(gap.length, 'length'),
          reason: logGapReason.fromWire(gap.reason, 'reason'),
        }));
  if (gap !== undefined && data.length > 0) throw new WireError('data', 'a gap has no bytes');
  const length = chunk.kind === 'data' ? chunk.bytes.length : chunk.length;
  if (!Number.isSafeInteger(chunk.offset + length)) throw new WireError('offset', 'ends beyond the last offset');
  return chunk;
}

export function logCursorToWire(cursor: LogCursor): WireLogCursor {
  return create(LogCursorSchema, { stdout: uint64ToWire(cursor.stdout), stderr: uint64ToWire(cursor.stderr) });
}

/** An absent cursor is the start of the log. Throws WireError. */
export function logCursorFromWire(message: WireLogCursor | undefined): LogCursor {
  return {
    stdout: uint64FromWire(message?.stdout ?? 0n, 'stdout'),
    stderr: uint64FromWire(message?.stderr ?? 0n, 'stderr'),
  };
}
