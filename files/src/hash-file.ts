/** The SHA-256 of a file, read once, in pieces. */
import { trustDigest, type Digest } from '@orchion/domain';
import { createHash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { FileProblem, fileProblemOf } from './file-problem.ts';

const pieceBytes = 512 * 1024;

/** Throws `FileProblem`; `changed` where it is not of the expected size any more. */
export async function hashFile(path: string, expectedBytes: number, signal?: AbortSignal): Promise<Digest> {
  const file = await openPlainFile(path);
  try {
    const hash = createHash('sha256');
    const piece = Buffer.allocUnsafe(Math.min(pieceBytes, expectedBytes + 1));
    let bytes = 0;
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(piece, 0, piece.length, bytes);
      if (bytesRead === 0) break;
      hash.update(piece.subarray(0, bytesRead));
      bytes += bytesRead;
      if (bytes > expectedBytes) break;
    }
    if (bytes !== expectedBytes) throw new FileProblem('changed', `${path} was written to while it was read`);
    return trustDigest(hash.digest('hex'));
  } catch (error) {
    throw fileProblemOf(error, `${path} cannot be read`);
  } finally {
    await file.close();
  }
}

/** For reading; never through a link that somebody put in its place, nor something that is no file. */
export async function openPlainFile(path: string): Promise<FileHandle> {
  let file: FileHandle;
  try {
    // Without O_NONBLOCK a pipe in a file's place would be waited for.
    file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    throw fileProblemOf(error, `${path} cannot be opened`);
  }
  const stat: Stats = await file.stat();
  if (stat.isFile()) return file;
  await file.close();
  throw new FileProblem('changed', `${path} is no file any more`);
}
