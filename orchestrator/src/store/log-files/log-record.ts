/**
 * One record of a log file: a header of 28 bytes, then the payload. Whole records follow each other without gaps.
 *
 *   0  kind      0xd1 data, 0xa9 gap
 *   1  stream    0 stdout, 1 stderr
 *   2  reason    of a gap; 0 for data
 *   3  reserved  0
 *   4  length    u32: bytes of the payload
 *   8  offset    u64: the chunk's first byte in its stream
 *  16  at        f64: ms since the epoch
 *  24  crc       u32: CRC-32 over the 24 bytes before it and the payload
 *
 * Data has its bytes as the payload, a gap its length as a u64. All numbers are little-endian.
 */
import type { LogChunk, LogGapReason, LogStream } from '@orchion/domain';
import { crc32 } from 'node:zlib';

export const headerBytes = 28;
/** Longer data is stored as several records, so that a reader's buffer always holds one. */
export const payloadBytesMax = 1024 * 1024;

const kindData = 0xd1;
const kindGap = 0xa9;
const gapPayloadBytes = 8;
const streams: readonly LogStream[] = ['stdout', 'stderr'];
const reasons: readonly (LogGapReason | null)[] = [null, 'cap', 'spool_full', 'node_lost'];

/** What is known of a record from its header alone. */
export interface RecordHeader {
  readonly kind: 'data' | 'gap';
  readonly stream: LogStream;
  readonly reason: LogGapReason | null;
  readonly payloadBytes: number;
  readonly offset: number;
  readonly at: number;
  readonly crc: number;
}

/** The header and the payload of a chunk. The payload of data is the chunk's own bytes. */
export function encodeRecord(chunk: LogChunk): { readonly header: Buffer; readonly payload: Uint8Array } {
  const header = Buffer.alloc(headerBytes);
  const payload = chunk.kind === 'data' ? chunk.bytes : lengthPayload(chunk.length);
  header[0] = chunk.kind === 'data' ? kindData : kindGap;
  header[1] = streams.indexOf(chunk.stream);
  header[2] = chunk.kind === 'data' ? 0 : reasons.indexOf(chunk.reason);
  header.writeUInt32LE(payload.length, 4);
  writeUint64(header, chunk.offset, 8);
  header.writeDoubleLE(chunk.at, 16);
  header.writeUInt32LE(crcOf(header, 0, payload), 24);
  return { header, payload };
}

/** What the chunk takes as one record. */
export function recordBytesOf(chunk: LogChunk): number {
  return headerBytes + (chunk.kind === 'data' ? chunk.bytes.length : gapPayloadBytes);
}

/** Null where these bytes are no header. The checksum is not looked at. */
export function decodeHeader(bytes: Buffer, at: number): RecordHeader | null {
  const kind = bytes[at] === kindData ? 'data' : bytes[at] === kindGap ? 'gap' : null;
  const stream = streams[bytes[at + 1] ?? -1];
  const reason = reasons[bytes[at + 2] ?? -1];
  const payloadBytes = bytes.readUInt32LE(at + 4);
  const offset = readUint64(bytes, at + 8);
  if (kind === null || stream === undefined || reason === undefined || bytes[at + 3] !== 0) return null;
  if ((kind === 'gap') !== (reason !== null)) return null;
  if (kind === 'gap' ? payloadBytes !== gapPayloadBytes : payloadBytes === 0 || payloadBytes > payloadBytesMax)
    return null;
  if (!Number.isSafeInteger(offset)) return null;
  return {
    kind,
    stream,
    reason,
    payloadBytes,
    offset,
    at: bytes.readDoubleLE(at + 16),
    crc: bytes.readUInt32LE(at + 24),
  };
}

/** The chunk of a whole record at `at`; its bytes are a view of `bytes`. Null where the checksum does not fit. */
export function decodeChunk(bytes: Buffer, at: number, header: RecordHeader): LogChunk | null {
  const start = at + headerBytes;
  const payload = bytes.subarray(start, start + header.payloadBytes);
  if (crcOf(bytes, at, payload) !== header.crc) return null;
  const { stream, offset } = header;
  if (header.reason === null) return { kind: 'data', stream, offset, at: header.at, bytes: payload };
  return { kind: 'gap', stream, offset, at: header.at, length: readUint64(payload, 0), reason: header.reason };
}

/** Where its stream goes on after the record. Needs a gap's payload. */
export function endOfRecord(bytes: Buffer, at: number, header: RecordHeader): number {
  const length = header.kind === 'data' ? header.payloadBytes : readUint64(bytes, at + headerBytes);
  return header.offset + length;
}

function crcOf(bytes: Buffer, at: number, payload: Uint8Array): number {
  return crc32(payload, crc32(bytes.subarray(at, at + headerBytes - 4)));
}

function lengthPayload(length: number): Buffer {
  const payload = Buffer.alloc(gapPayloadBytes);
  writeUint64(payload, length, 0);
  return payload;
}

function writeUint64(bytes: Buffer, value: number, at: number): void {
  bytes.writeUInt32LE(value % 2 ** 32, at);
  bytes.writeUInt32LE(Math.floor(value / 2 ** 32), at + 4);
}

function readUint64(bytes: Buffer, at: number): number {
  return bytes.readUInt32LE(at + 4) * 2 ** 32 + bytes.readUInt32LE(at);
}
