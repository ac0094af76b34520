/**
 * Walks a log file from record to record: finds its end, its cursors and its index. A crash can leave anything behind the
 * last fsync, even good records after a hole, so the part that can be of that kind is checked byte for byte; before it the
 * headers must fit each other, and a reader checks every record that it hands out.
 */
import { startOfLog, type LogCursor } from '@orchion/domain';
import type { FileHandle } from 'node:fs/promises';
import { decodeChunk, decodeHeader, endOfRecord, headerBytes } from './log-record.ts';
import { SparseIndex } from './sparse-index.ts';

export interface ScannedLog {
  /** The end of the last whole record. */
  readonly size: number;
  readonly cursor: LogCursor;
  readonly index: SparseIndex;
}

/** Read at once where records are small; where they are large only their headers are wanted. */
const windowBytes = 256 * 1024;
const hopBytes = 512;
const smallPayloadBytes = 16 * 1024;

/** `unsyncedBytesMax`: how much of the file's end may never have reached the disk. */
export async function scanLog(file: FileHandle, fileSize: number, unsyncedBytesMax: number): Promise<ScannedLog> {
  const index = new SparseIndex();
  let cursor: LogCursor = startOfLog;
  let position = 0;
  let window: { start: number; bytes: Buffer } = { start: 0, bytes: Buffer.alloc(0) };
  let readAhead = windowBytes;
  const need = async (bytes: number): Promise<{ readonly bytes: Buffer; readonly at: number } | null> => {
    if (position + bytes > fileSize) return null;
    if (position + bytes > window.start + window.bytes.length) {
      const length = Math.min(Math.max(bytes, readAhead), fileSize - position);
      window = { start: position, bytes: await readFully(file, position, length) };
    }
    return { bytes: window.bytes, at: position - window.start };
  };
  for (;;) {
    const head = await need(headerBytes);
    const header = head === null ? null : decodeHeader(head.bytes, head.at);
    if (header === null || header.offset !== cursor[header.stream]) break;
    const recordBytes = headerBytes + header.payloadBytes;
    if (position + recordBytes > fileSize) break;
    const checked = position + recordBytes > fileSize - unsyncedBytesMax;
    const record = await need(checked || header.kind === 'gap' ? recordBytes : headerBytes);
    if (record === null) break;
    if (checked && decodeChunk(record.bytes, record.at, header) === null) break;
    index.note({ position, cursor, at: header.at });
    cursor = { ...cursor, [header.stream]: endOfRecord(record.bytes, record.at, header) };
    position += recordBytes;
    readAhead = header.payloadBytes <= smallPayloadBytes ? windowBytes : hopBytes;
  }
  return { size: position, cursor, index };
}

/** Reads exactly so many bytes; fewer only where the file is shorter. */
export async function readFully(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
