/**
 * Brings content from the orchestrator into a file. What is there of the file already is kept and gone on with, and nothing
 * counts before the digest of all of it is right.
 */
import { limits, readTree, type Digest, type TreeFile } from '@orchion/domain';
import { createHash, type Hash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { ContentClient } from './content-client.ts';
import { FileProblem, fileProblemOf } from './file-problem.ts';

export interface FetchOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

const pieceBytes = 512 * 1024;

/** Throws `FileProblem`; after one, the same call goes on. `part` is all of it, and on the disk, when this resolves. */
export async function fetchContent(
  content: ContentClient,
  wanted: { readonly digest: Digest; readonly bytes: number },
  part: string,
  { signal, onBytes }: FetchOptions = {},
): Promise<void> {
  const what = `${part} cannot be written`;
  let file: FileHandle;
  try {
    file = await open(part, constants.O_RDWR | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0), 0o600);
  } catch (error) {
    throw fileProblemOf(error, what);
  }
  try {
    const hash = createHash('sha256');
    let at = await hashOf(file, hash);
    if (at > wanted.bytes) {
      await file.truncate(0);
      return await fetchContentAnew(content, wanted, file, { signal, onBytes });
    }
    onBytes?.(at);
    at = await receive(content, wanted, { file, hash, at }, { signal, onBytes });
    if (at === wanted.bytes && hash.digest('hex') === wanted.digest) return await file.datasync();
    // What was there before may have been spoiled by a crash.
    await file.truncate(0);
    await fetchContentAnew(content, wanted, file, { signal, onBytes });
  } catch (error) {
    throw fileProblemOf(error, what);
  } finally {
    await file.close();
  }
}

async function fetchContentAnew(
  content: ContentClient,
  wanted: { readonly digest: Digest; readonly bytes: number },
  file: FileHandle,
  options: FetchOptions,
): Promise<void> {
  const hash = createHash('sha256');
  const at = await receive(content, wanted, { file, hash, at: 0 }, options);
  if (at === wanted.bytes && hash.digest('hex') === wanted.digest) return file.datasync();
  await file.truncate(0);
  throw new FileProblem(
    'changed',
    `what came for ${wanted.digest} is something else; the orchestrator's disk may be damaged`,
  );
}

/** Answers where it ended. */
async function receive(
  content: ContentClient,
  wanted: { readonly digest: Digest; readonly bytes: number },
  into: { readonly file: FileHandle; readonly hash: Hash; readonly at: number },
  { signal, onBytes }: FetchOptions,
): Promise<number> {
  let { at } = into;
  if (at === wanted.bytes) return at;
  for await (const piece of content.get(wanted.digest, at, signal)) {
    if (at + piece.length > wanted.bytes) {
      throw new FileProblem('changed', `the content ${wanted.digest} has more than ${wanted.bytes} bytes`);
    }
    await writeAll(into.file, piece, at);
    into.hash.update(piece);
    at += piece.length;
    onBytes?.(piece.length);
  }
  if (at < wanted.bytes) throw new FileProblem('unavailable', 'the orchestrator broke off');
  return at;
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
  }
}

async function hashOf(file: FileHandle, hash: Hash): Promise<number> {
  const piece = Buffer.allocUnsafe(pieceBytes);
  for (let at = 0; ;) {
    const { bytesRead } = await file.read(piece, 0, piece.length, at);
    if (bytesRead === 0) return at;
    hash.update(piece.subarray(0, bytesRead));
    at += bytesRead;
  }
}

/** A tree's list of files. Throws `FileProblem`. */
export async function fetchTree(
  content: ContentClient,
  tree: Digest,
  signal?: AbortSignal,
): Promise<readonly TreeFile[]> {
  const pieces: Uint8Array[] = [];
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of content.get(tree, 0, signal)) {
    bytes += piece.length;
    if (bytes > limits.treeListBytesMax) throw new FileProblem('wrong', `${tree} is too large for a list of files`);
    hash.update(piece);
    pieces.push(piece);
  }
  if (hash.digest('hex') !== tree) throw new FileProblem('unavailable', `the list of files ${tree} did not come whole`);
  const answer = readTree(Buffer.concat(pieces).toString());
  if ('problem' in answer) throw new FileProblem('wrong', `${tree} is no list of files: ${answer.problem}`);
  return answer.files;
}
