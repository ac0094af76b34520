/**
 * The open log file of one attempt. Writing is up to one caller at a time; reading goes on beside it and sees only what has
 * reached the disk.
 */
import { advance, cutChunk, type LogChunk, type LogCursor } from '@orchion/domain';
import { copyFile, open, type FileHandle } from 'node:fs/promises';
import { LogStoreError, type LogPosition, type LogRead, type LogReadRequest } from '../../ports/log-store.ts';
import { decodeChunk, decodeHeader, encodeRecord, headerBytes, payloadBytesMax, recordBytesOf } from './log-record.ts';
import { makeLogFile } from './make-log-file.ts';
import { RecentRecords, type RecentUse } from './recent-records.ts';
import { readFully, scanLog, type ScannedLog } from './scan-log.ts';

/** At most this much is written between two fsyncs of a file. */
const batchBytesMax = 4 * 1024 * 1024;
/** A batch and whatever a failed one left behind it. */
const unsyncedBytesMax = 2 * batchBytesMax;
/** Smaller payloads are copied beside their headers: a system call per few bytes costs more than the copy. */
const copyBytesMax = 16 * 1024;
/** IOV_MAX of Linux and macOS. */
const buffersPerWriteMax = 1024;
const readBytesMin = 64 * 1024;
/** Room for the headers of what is asked for. */
const readBytesExtra = 4 * 1024;

/** Writes and syncs; tests put a failing one here. */
export interface LogFileIo {
  writev(file: FileHandle, buffers: readonly Uint8Array[], position: number): Promise<number>;
  datasync(file: FileHandle): Promise<void>;
}

export const realIo: LogFileIo = {
  writev: async (file, buffers, position) => (await file.writev(buffers, position)).bytesWritten,
  datasync: (file) => file.datasync(),
};

/** Opens the log, cutting off what a crash left torn. Null where there is none and none is to be made. */
export async function openAttemptLog(
  path: string,
  { create, io, recentUse }: { readonly create: boolean; readonly io: LogFileIo; readonly recentUse: RecentUse },
): Promise<AttemptLog | null> {
  const file = await openOrNull(path).then((found) => found ?? (create ? makeLogFile(path) : null));
  if (file === null) return null;
  try {
    const { size } = await file.stat();
    const scanned = await scanLog(file, size, unsyncedBytesMax);
    // More than a crash can tear: the disk lost something. What follows is kept aside for a person to look at.
    if (size - scanned.size > unsyncedBytesMax) await copyFile(path, `${path}.damaged`);
    if (size > scanned.size) await file.truncate(scanned.size);
    return new AttemptLog(file, scanned, { io, recentUse });
  } catch (error) {
    await file.close();
    throw error;
  }
}

export class AttemptLog {
  readonly #file: FileHandle;
  readonly #io: LogFileIo;
  #durable: ScannedLog;
  /** Empty where nobody follows. */
  readonly #recent: RecentRecords;

  constructor(
    file: FileHandle,
    scanned: ScannedLog,
    shared: { readonly io: LogFileIo; readonly recentUse: RecentUse },
  ) {
    this.#file = file;
    this.#durable = scanned;
    this.#io = shared.io;
    this.#recent = new RecentRecords(shared.recentUse);
  }

  /** How much is on the disk. */
  get cursor(): LogCursor {
    return this.#durable.cursor;
  }

  /**
   * Stores what is new of the chunks; those beyond the end are passed over. Durable when it resolves. `isFollowed`: somebody
   * is about to read it.
   */
  async append(chunks: readonly LogChunk[], isFollowed = false): Promise<void> {
    let batch: LogChunk[] = [];
    let batchBytes = 0;
    let { cursor } = this.#durable;
    for (const chunk of chunks) {
      if (chunk.offset > cursor[chunk.stream]) continue;
      const fresh = cutChunk(chunk, cursor[chunk.stream]);
      if (fresh === null) continue;
      cursor = advance(cursor, fresh);
      for (const piece of piecesOf(fresh)) {
        batch.push(piece);
        batchBytes += headerBytes + (piece.kind === 'data' ? piece.bytes.length : 0);
        if (batchBytes < batchBytesMax - payloadBytesMax) continue;
        await this.#write(batch, isFollowed);
        batch = [];
        batchBytes = 0;
      }
    }
    if (batch.length > 0) await this.#write(batch, isFollowed);
  }

  async #write(chunks: readonly LogChunk[], isFollowed: boolean): Promise<void> {
    const { size, index } = this.#durable;
    try {
      let position = size;
      let buffers = buffersOf(chunks);
      while (buffers.length > 0) {
        const written = await this.#io.writev(this.#file, buffers.slice(0, buffersPerWriteMax), position);
        position += written;
        buffers = buffersAfter(buffers, written);
      }
      await this.#io.datasync(this.#file);
    } catch (error) {
      // A full disk may have taken half of it: back to the last whole record, which also frees the room.
      await this.#file.truncate(size);
      throw error;
    }
    let { cursor } = this.#durable;
    let position = size;
    if (!isFollowed) this.forgetRecent();
    for (const chunk of chunks) {
      index.note({ position, cursor, at: chunk.at });
      if (isFollowed) this.#recent.add({ position, chunk });
      cursor = advance(cursor, chunk);
      position += recordBytesOf(chunk);
    }
    this.#durable = { size: position, cursor, index };
  }

  /** Nobody follows any more. */
  forgetRecent(): void {
    this.#recent.forget();
  }

  /** From memory; null where the position is older than that, or no record begins there. */
  #readRecent(request: LogReadRequest, position: number): LogRead | null {
    const records = this.#recent.from(position);
    if (records === null) return null;
    let { cursor } = request;
    let next = position;
    const chunks: LogChunk[] = [];
    let bytesFound = 0;
    for (const record of records) {
      if (bytesFound >= request.maxBytes) break;
      next = record.position + recordBytesOf(record.chunk);
      const chunk = wantedOf(record.chunk, request, cursor);
      if (chunk === null) continue;
      cursor = advance(cursor, chunk);
      if (request.sinceAt !== null && chunk.at < request.sinceAt) continue;
      chunks.push(chunk);
      bytesFound += chunk.kind === 'data' ? chunk.bytes.length : headerBytes;
    }
    // Whoever else follows finds it on the disk: what was read once does not wait in memory for the next reader.
    if (next === this.#durable.size) this.forgetRecent();
    return { chunks, cursor, next: next as LogPosition };
  }

  /** Throws `LogStoreError` `io` where a stored record does not fit its checksum: wrong bytes are never handed out. */
  async read(request: LogReadRequest): Promise<LogRead> {
    const { size, index } = this.#durable;
    let position: number = request.position ?? index.find(request);
    const recent = this.#readRecent(request, position);
    if (recent !== null) return recent;
    let { cursor } = request;
    const chunks: LogChunk[] = [];
    let bytesFound = 0;
    let recordBytes = 0;
    while (position < size && bytesFound < request.maxBytes) {
      const room = Math.min(Math.max(request.maxBytes - bytesFound, readBytesMin), payloadBytesMax) + readBytesExtra;
      const wanted = Math.min(Math.max(room, recordBytes), size - position);
      const bytes = await readFully(this.#file, position, wanted);
      let at = 0;
      while (at + headerBytes <= bytes.length && bytesFound < request.maxBytes) {
        const header = decodeHeader(bytes, at);
        if (header === null) throw damaged(position + at);
        recordBytes = headerBytes + header.payloadBytes;
        if (at + recordBytes > bytes.length) break;
        const stored = decodeChunk(bytes, at, header);
        if (stored === null) throw damaged(position + at);
        at += recordBytes;
        const chunk = wantedOf(stored, request, cursor);
        if (chunk === null) continue;
        cursor = advance(cursor, chunk);
        if (request.sinceAt !== null && chunk.at < request.sinceAt) continue;
        chunks.push(chunk);
        bytesFound += chunk.kind === 'data' ? chunk.bytes.length : headerBytes;
      }
      // A record longer than what was read is read again as a whole. Durable records are whole: where there is nothing to go
      // on with, the file is shorter than it was.
      const isShort = bytes.length < wanted || wanted === size - position;
      if (at === 0 && bytes.length < recordBytes && isShort) throw damaged(position);
      position += at;
    }
    // Positions of this store are byte positions in the file; only it makes and reads them.
    return { chunks, cursor, next: position as LogPosition };
  }

  close(): Promise<void> {
    this.forgetRecent();
    return this.#file.close();
  }
}

async function openOrNull(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r+');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** What of a record the reader has not seen; null: nothing that it wants. */
function wantedOf(stored: LogChunk, { stream }: LogReadRequest, cursor: LogCursor): LogChunk | null {
  return stream === 'both' || stream === stored.stream ? cutChunk(stored, cursor[stored.stream]) : null;
}

function piecesOf(chunk: LogChunk): readonly LogChunk[] {
  if (chunk.kind === 'gap' || chunk.bytes.length <= payloadBytesMax) return [chunk];
  const pieces: LogChunk[] = [];
  for (let at = 0; at < chunk.bytes.length; at += payloadBytesMax) {
    pieces.push({ ...chunk, offset: chunk.offset + at, bytes: chunk.bytes.subarray(at, at + payloadBytesMax) });
  }
  return pieces;
}

/** The records as few buffers: headers and small payloads together, large payloads as they are. */
function buffersOf(chunks: readonly LogChunk[]): readonly Uint8Array[] {
  const buffers: Uint8Array[] = [];
  let small: Uint8Array[] = [];
  const flush = (): void => {
    if (small.length > 0) buffers.push(Buffer.concat(small));
    small = [];
  };
  for (const chunk of chunks) {
    const { header, payload } = encodeRecord(chunk);
    small.push(header);
    if (payload.length <= copyBytesMax) {
      small.push(payload);
    } else {
      flush();
      buffers.push(payload);
    }
  }
  flush();
  return buffers;
}

function buffersAfter(buffers: readonly Uint8Array[], written: number): readonly Uint8Array[] {
  let left = written;
  for (const [place, buffer] of buffers.entries()) {
    if (left < buffer.length) return [buffer.subarray(left), ...buffers.slice(place + 1)];
    left -= buffer.length;
  }
  return [];
}

function damaged(position: number): LogStoreError {
  return new LogStoreError('io', `the log file is damaged at byte ${position}: its checksum does not fit`);
}
