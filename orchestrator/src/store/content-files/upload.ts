/**
 * An unfinished upload: a file that grows at its end, and the hash of what is in it. After a restart the hash is made again
 * from the file, so nothing besides the bytes is kept; a tail that a crash has spoiled shows itself when the digest is wrong.
 */
import { createHash, type Hash } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import type { ContentIo } from './content-io.ts';

const hashPieceBytes = 1024 * 1024;

export interface Upload {
  /** Bytes that are there. */
  readonly offset: number;
  /** At the end. Where the disk refuses, what is there stays as it was. */
  write(bytes: Uint8Array): Promise<void>;
  /** Of all that is there, as hexadecimal digits. No write may follow. */
  digest(): string;
  /** All of it is on the disk when this resolves. */
  sync(): Promise<void>;
  close(): Promise<void>;
  /** Closes it and removes the file. */
  drop(): Promise<void>;
}

/** Goes on with what the file holds; makes it where there is none. */
export async function openUpload(path: string, io: ContentIo): Promise<Upload> {
  const file = await openOrMake(path);
  try {
    const hash = createHash('sha256');
    let offset = await hashOf(file, hash);
    return {
      get offset() {
        return offset;
      },
      async write(bytes) {
        try {
          await io.write(file, bytes, offset);
        } catch (error) {
          // A full disk may have taken a part of it.
          await file.truncate(offset);
          throw error;
        }
        hash.update(bytes);
        offset += bytes.length;
      },
      digest: () => hash.digest('hex'),
      sync: () => io.sync(file),
      close: () => file.close(),
      async drop() {
        await file.close();
        await rm(path, { force: true });
      },
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function openOrMake(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r+');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return open(path, 'wx+', 0o600);
    throw error;
  }
}

/** Answers how many bytes went in. */
async function hashOf(file: FileHandle, hash: Hash): Promise<number> {
  const piece = Buffer.allocUnsafe(hashPieceBytes);
  for (let at = 0; ;) {
    const { bytesRead } = await file.read(piece, 0, piece.length, at);
    if (bytesRead === 0) return at;
    hash.update(piece.subarray(0, bytesRead));
    at += bytesRead;
  }
}
