/**
 * One attempt's log on its way: what is written, what is durable at the orchestrator, and the pieces in between. Per stream:
 *
 *   0 ........ durable ........ written
 *   |  done    |  to be sent    |          gaps (given up) and what lies beyond the cap are sent as gap records
 */
import {
  logStreams,
  type AttemptRef,
  type LogChunk,
  type LogCursor,
  type LogGapReason,
  type LogLengths,
  type LogStream,
} from '@orchion/domain';
import type { Spool, SpoolGap } from '../ports/spool.ts';

export interface Shipment {
  readonly ref: AttemptRef;
  inFlight: boolean;
  unwanted: boolean;
  /** Looks at the spool; true where more was written. */
  refresh(): boolean;
  finish(lengths: LogLengths): void;
  /** True when there is something to send, or to ask. */
  wantsCall(): boolean;
  pendingBytes(): number;
  beginRead(at: number): ChunkReader;
  acknowledge(durable: LogCursor): Promise<void>;
  isDone(): boolean;
  /** Unsent bytes that take room, of the stream that has most. */
  heaviest(): { readonly stream: LogStream; readonly bytes: number };
  /** Gives up this many of a stream's oldest unsent bytes. */
  giveUp(stream: LogStream, bytes: number, reason: LogGapReason): Promise<void>;
}

interface ChunkReader {
  readonly chunks: LogChunk[];
  /** Reads one piece; answers its size on the wire, or null where there is nothing more to read now. */
  next(bytesMax: number): Promise<number | null>;
}

/** Beyond the cap, this much is let pile up before it is freed: freeing has a price. */
const beyondCapBytesMax = 16 * 1024 * 1024;
/** What a gap record takes of a call. */
const gapRecordBytes = 64;

export function createShipment(
  ref: AttemptRef,
  how: { readonly spool: Spool; readonly capBytes: number; readonly fresh: boolean },
): Shipment {
  const { spool, capBytes } = how;
  let written: LogLengths = { stdout: 0, stderr: 0 };
  let durable: LogLengths = { stdout: 0, stderr: 0 };
  /** False until the orchestrator has told how much it holds of an attempt that an earlier agent process began to send. */
  let asked = how.fresh;
  let ended = false;
  const freedTo = { stdout: 0, stderr: 0 };

  /** Up to here bytes may be sent now; the gap beyond the cap is sent once, when its length is known. */
  const sendable = (stream: LogStream): number => (ended ? written[stream] : Math.min(written[stream], capBytes));

  function freeBeyondCap(): void {
    for (const stream of logStreams) {
      const from = Math.max(capBytes, freedTo[stream]);
      const length = written[stream] - from;
      if (length < beyondCapBytesMax) continue;
      freedTo[stream] = from + length;
      // Failing to free is no harm: the bytes are never sent, and go with the attempt.
      spool.drop(ref, { stream, offset: from, length, reason: 'cap' }).catch(() => undefined);
    }
  }

  function gapAt(stream: LogStream, offset: number): { readonly end: number; readonly reason: LogGapReason } | null {
    if (offset >= capBytes) return { end: written[stream], reason: 'cap' };
    const gap = spool.gaps(ref).find((g) => g.stream === stream && g.offset <= offset && offset < g.offset + g.length);
    return gap === undefined ? null : { end: Math.min(gap.offset + gap.length, capBytes), reason: gap.reason };
  }

  function nextGapStart(stream: LogStream, offset: number): number {
    const starts = spool.gaps(ref).filter((g: SpoolGap) => g.stream === stream && g.offset > offset);
    return Math.min(capBytes, ...starts.map((g) => g.offset));
  }

  function beginRead(at: number): ChunkReader {
    const chunks: LogChunk[] = [];
    const position = { ...durable };
    let turn = 0;
    const isOpen = (stream: LogStream): boolean => position[stream] < sendable(stream);
    return {
      chunks,
      async next(bytesMax) {
        if (!asked) return null;
        const stream = logStreams.map((_, i) => logStreams[(turn + i) % logStreams.length]).find((s) => s && isOpen(s));
        if (stream === undefined) return null;
        turn = logStreams.indexOf(stream) + 1;
        const offset = position[stream];
        const gap = gapAt(stream, offset);
        if (gap !== null) {
          const length = Math.min(gap.end, sendable(stream)) - offset;
          position[stream] += length;
          chunks.push({ kind: 'gap', stream, offset, at, length, reason: gap.reason });
          return gapRecordBytes;
        }
        const end = Math.min(sendable(stream), nextGapStart(stream, offset));
        const bytes = await spool.read(ref, stream, offset, Math.min(bytesMax, end - offset));
        if (bytes.length === 0) {
          // The file is shorter than it was: somebody removed or cut it. What is missing is said, not waited for.
          const length = end - offset;
          position[stream] += length;
          chunks.push({ kind: 'gap', stream, offset, at, length, reason: 'node_lost' });
          return gapRecordBytes;
        }
        position[stream] += bytes.length;
        chunks.push({ kind: 'data', stream, offset, at, bytes });
        return bytes.length;
      },
    };
  }

  const shipment: Shipment = {
    ref,
    inFlight: false,
    unwanted: false,
    refresh() {
      if (ended) return false;
      const before = written;
      written = spool.lengths(ref);
      freeBeyondCap();
      return written.stdout > before.stdout || written.stderr > before.stderr;
    },
    finish(lengths) {
      written = lengths;
      ended = true;
    },
    wantsCall: () => !asked || logStreams.some((stream) => durable[stream] < sendable(stream)),
    pendingBytes: () =>
      logStreams.reduce(
        (sum, stream) => sum + Math.min(sendable(stream), capBytes) - Math.min(durable[stream], capBytes),
        0,
      ),
    beginRead,
    async acknowledge(cursor) {
      asked = true;
      durable = { stdout: cursor.stdout, stderr: cursor.stderr };
      for (const stream of logStreams) await spool.release(ref, stream, Math.min(cursor[stream], capBytes));
    },
    isDone: () => shipment.unwanted || (ended && asked && logStreams.every((s) => durable[s] >= written[s])),
    heaviest() {
      const [first, second] = logStreams.map((stream) => {
        const gaps = spool.gaps(ref).filter((gap) => gap.stream === stream && gap.offset >= durable[stream]);
        const given = gaps.reduce((sum, gap) => sum + gap.length, 0);
        return { stream, bytes: Math.max(0, Math.min(written[stream], capBytes) - durable[stream] - given) };
      });
      const none = { stream: 'stdout' as const, bytes: 0 };
      return (first?.bytes ?? 0) >= (second?.bytes ?? 0) ? (first ?? none) : (second ?? none);
    },
    async giveUp(stream, bytes, reason) {
      let left = bytes;
      let offset = durable[stream];
      const end = Math.min(written[stream], capBytes);
      while (left > 0 && offset < end) {
        const gap = gapAt(stream, offset);
        if (gap !== null) {
          offset = gap.end;
          continue;
        }
        const length = Math.min(left, nextGapStart(stream, offset) - offset, end - offset);
        await spool.drop(ref, { stream, offset, length, reason });
        offset += length;
        left -= length;
      }
    },
  };
  return shipment;
}
