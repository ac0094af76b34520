/**
 * Log events as a plain stream of bytes, for the body of an HTTP message: no message has to be made, grown and copied around
 * each piece, so that a log moves at the pace of the connection. A frame is a header of 28 bytes and its payload, all numbers
 * little-endian:
 *
 *   0  kind      0xd1 data, 0xa9 gap, 0xe5 end, 0xb7 heartbeat
 *   1  stream    of data and gaps: 0 stdout, 1 stderr
 *   2  reason    of a gap; 1 for an end that is complete
 *   3  reserved  0
 *   4  length    u32: bytes of the payload
 *   8  offset    u64: the first byte's place in its stream
 *  16  at        f64: when the agent read it, ms since the epoch
 *  24  attempt   u32
 *
 * Data has its bytes as the payload, a gap its length (u64), an end its cursor (stdout u64, stderr u64).
 */
import { logStreams, type LogChunk, type LogGapReason } from '@orchion/domain';
import type { LogTailEvent } from './log-tail.ts';
import { WireError } from './wire-error.ts';

/** What such a body is called in `Accept` and `Content-Type`. */
export const logFramesType = 'application/vnd.orchion.log-frames';

const headerBytes = 28;
const kinds = { data: 0xd1, gap: 0xa9, end: 0xe5, heartbeat: 0xb7 } as const;
const gapPayloadBytes = 8;
const endPayloadBytes = 16;
const reasons: readonly (LogGapReason | null)[] = [null, 'cap', 'spool_full', 'node_lost'];
/** A frame of data may be cut anywhere by the connection, so this bounds only what a broken sender could claim. */
const payloadBytesMax = 64 * 1024 * 1024;

/** The frame as one or two pieces. The bytes of data are shared, not copied. */
export function logFrameOf(event: LogTailEvent): readonly Uint8Array[] {
  switch (event.kind) {
    case 'chunk':
      return chunkFrame(event.attempt, event.chunk);
    case 'end': {
      const { bytes, view } = frame({ kind: kinds.end, attempt: event.attempt, extraBytes: endPayloadBytes });
      bytes[2] = event.complete ? 1 : 0;
      writeUint64(view, headerBytes, event.cursor.stdout);
      writeUint64(view, headerBytes + 8, event.cursor.stderr);
      return [bytes];
    }
    case 'heartbeat':
      return [frame({ kind: kinds.heartbeat, attempt: event.attempt, extraBytes: 0 }).bytes];
  }
}

function chunkFrame(attempt: number, chunk: LogChunk): readonly Uint8Array[] {
  const isData = chunk.kind === 'data';
  const extraBytes = isData ? 0 : gapPayloadBytes;
  const { bytes, view } = frame({ kind: isData ? kinds.data : kinds.gap, attempt, extraBytes });
  bytes[1] = logStreams.indexOf(chunk.stream);
  writeUint64(view, 8, chunk.offset);
  view.setFloat64(16, chunk.at, true);
  if (isData) {
    view.setUint32(4, chunk.bytes.length, true);
    return [bytes, chunk.bytes];
  }
  bytes[2] = reasons.indexOf(chunk.reason);
  writeUint64(view, headerBytes, chunk.length);
  return [bytes];
}

function frame(of: { readonly kind: number; readonly attempt: number; readonly extraBytes: number }): {
  readonly bytes: Uint8Array;
  readonly view: DataView;
} {
  const bytes = new Uint8Array(headerBytes + of.extraBytes);
  const view = new DataView(bytes.buffer);
  bytes[0] = of.kind;
  view.setUint32(4, of.extraBytes, true);
  view.setUint32(24, of.attempt, true);
  return { bytes, view };
}

export interface LogFrameReader {
  /** What the next piece of the body completes. The bytes of data are views of the piece. Throws WireError. */
  push(piece: Uint8Array): readonly LogTailEvent[];
  /** True between two frames: where it is false at the end of a body, the body was cut. */
  readonly isBetween: boolean;
}

export function createLogFrameReader(): LogFrameReader {
  /** The header and the payload of what is no data: small, and possibly in two pieces of the body. */
  const held = new Uint8Array(headerBytes + endPayloadBytes);
  const view = new DataView(held.buffer);
  let heldBytes = 0;
  /** Of the frame of data that is being read. */
  let data: { readonly place: Omit<Extract<LogChunk, { kind: 'data' }>, 'bytes' | 'offset'>; attempt: number } | null =
    null;
  let offset = 0;
  let leftBytes = 0;

  /** Takes bytes until so many are held; answers where in the piece it goes on, or null where the piece is used up. */
  const hold = (piece: Uint8Array, at: number, wanted: number): number | null => {
    const taken = Math.min(wanted - heldBytes, piece.length - at);
    held.set(piece.subarray(at, at + taken), heldBytes);
    heldBytes += taken;
    return heldBytes < wanted ? null : at + taken;
  };

  return {
    get isBetween() {
      return heldBytes === 0 && data === null;
    },
    push(piece) {
      const events: LogTailEvent[] = [];
      for (let at = 0; at < piece.length;) {
        if (data !== null) {
          const bytes = piece.subarray(at, at + leftBytes);
          events.push({ kind: 'chunk', attempt: data.attempt, chunk: { ...data.place, offset, bytes } });
          at += bytes.length;
          offset += bytes.length;
          leftBytes -= bytes.length;
          if (leftBytes === 0) data = null;
          continue;
        }
        const afterHeader = heldBytes < headerBytes ? hold(piece, at, headerBytes) : at;
        if (afterHeader === null) break;
        at = afterHeader;
        const kind = held[0];
        const length = view.getUint32(4, true);
        const attempt = view.getUint32(24, true);
        if (kind === kinds.data) {
          const place = { kind: 'data', stream: streamOf(held[1]), at: timeOf(view) } as const;
          offset = readUint64(view, 8, 'offset');
          if (length === 0 || length > payloadBytesMax) throw new WireError('length', `is ${length}`);
          if (!Number.isSafeInteger(offset + length)) throw new WireError('offset', 'ends beyond the last offset');
          leftBytes = length;
          data = { place, attempt };
        } else {
          if (length !== payloadBytesOf(kind)) throw new WireError('length', `is ${length}`);
          const afterPayload = hold(piece, at, headerBytes + length);
          if (afterPayload === null) break;
          at = afterPayload;
          events.push(smallEvent(held, view, attempt));
        }
        heldBytes = 0;
      }
      return events;
    },
  };
}

function payloadBytesOf(kind: number | undefined): number {
  if (kind === kinds.gap) return gapPayloadBytes;
  if (kind === kinds.end) return endPayloadBytes;
  if (kind === kinds.heartbeat) return 0;
  throw new WireError('kind', `${kind} is none of a log`);
}

function smallEvent(held: Uint8Array, view: DataView, attempt: number): LogTailEvent {
  if (held[0] === kinds.heartbeat) return { kind: 'heartbeat', attempt };
  if (held[0] === kinds.end) {
    const cursor = {
      stdout: readUint64(view, headerBytes, 'cursor.stdout'),
      stderr: readUint64(view, headerBytes + 8, 'cursor.stderr'),
    };
    return { kind: 'end', attempt, cursor, complete: held[2] === 1 };
  }
  const reason = reasons[held[2] ?? 0] ?? null;
  if (reason === null) throw new WireError('reason', `${held[2]} is none of a gap`);
  const offset = readUint64(view, 8, 'offset');
  const length = readUint64(view, headerBytes, 'length');
  if (!Number.isSafeInteger(offset + length)) throw new WireError('offset', 'ends beyond the last offset');
  return {
    kind: 'chunk',
    attempt,
    chunk: { kind: 'gap', stream: streamOf(held[1]), offset, at: timeOf(view), length, reason },
  };
}

function streamOf(code: number | undefined): LogChunk['stream'] {
  const stream = logStreams[code ?? -1];
  if (stream === undefined) throw new WireError('stream', `${code} is neither stdout nor stderr`);
  return stream;
}

function timeOf(view: DataView): number {
  const at = view.getFloat64(16, true);
  if (!Number.isFinite(at)) throw new WireError('at', 'is no time');
  return at;
}

function writeUint64(view: DataView, at: number, value: number): void {
  view.setUint32(at, value % 2 ** 32, true);
  view.setUint32(at + 4, Math.floor(value / 2 ** 32), true);
}

function readUint64(view: DataView, at: number, field: string): number {
  const value = view.getUint32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);
  if (!Number.isSafeInteger(value)) throw new WireError(field, 'is more than a number can hold');
  return value;
}
