/**
 * Brings a tree to the orchestrator: only what is not there travels, in parts, so that whatever breaks off goes on where it
 * stopped. The list goes last: where it is, its files are.
 */
import type { Digest, TreeFile } from '@orchion/domain';
import type { ContentClient } from './content-client.ts';
import { FileProblem, fileProblemOf } from './file-problem.ts';
import { openPlainFile } from './hash-file.ts';
import type { ListedTree } from './list-tree.ts';
import { inPool } from './pool.ts';

export interface SendOptions {
  readonly signal?: AbortSignal;
  /** Bytes of what must travel, told as they go. */
  readonly onProgress?: (done: { readonly bytes: number; readonly total: number }) => void;
  /** Of one request, at most; the default is well within a minute, even over a slow line. */
  readonly partBytes?: number;
}

export interface Sent {
  /** Bytes that had to travel. */
  readonly bytes: number;
}

const filesAtOnce = 6;
const partBytesDefault = 16 * 1024 * 1024;
/** A part that makes no way so often is given up. */
const turnsMax = 1000;

/** Throws `FileProblem`. May be called again after any failure. */
export async function sendTree(content: ContentClient, listed: ListedTree, options: SendOptions = {}): Promise<Sent> {
  const { signal, onProgress, partBytes = partBytesDefault } = options;
  const how = { signal, partBytes };
  const byDigest = new Map(listed.files.map((file) => [file.digest, file]));
  const missing = new Set(await content.missing([...byDigest.keys(), listed.tree], signal));
  const wanted = [...byDigest.values()].filter(({ digest }) => missing.has(digest));
  const total = wanted.reduce((sum, { bytes }) => sum + bytes, 0);
  let bytes = 0;
  await inPool(wanted, filesAtOnce, async (file) => {
    await sendFile(content, file, listed.sourceOf(file), how);
    bytes += file.bytes;
    onProgress?.({ bytes, total });
  });
  if (missing.has(listed.tree)) await sendBytes(content, listed.tree, Buffer.from(listed.list), how);
  return { bytes: total };
}

interface How {
  readonly signal: AbortSignal | undefined;
  readonly partBytes: number;
}

async function sendFile(content: ContentClient, file: TreeFile, source: string, how: How): Promise<void> {
  const handle = await openPlainFile(source);
  const read = async (offset: number, length: number): Promise<Uint8Array> => {
    const bytes = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
      if (bytesRead === 0) throw new FileProblem('changed', `${source} became shorter while it was sent`);
      filled += bytesRead;
    }
    return bytes;
  };
  try {
    await sendContent(content, { digest: file.digest, total: file.bytes, read }, how);
  } catch (error) {
    const problem = fileProblemOf(error, `${source} cannot be read`);
    if (problem.code !== 'changed') throw problem;
    throw new FileProblem('changed', `${source} was written to while it was sent: send it again`, problem);
  } finally {
    await handle.close();
  }
}

function sendBytes(content: ContentClient, digest: Digest, bytes: Buffer, how: How): Promise<void> {
  const read = (offset: number, length: number): Promise<Uint8Array> =>
    Promise.resolve(bytes.subarray(offset, offset + length));
  return sendContent(content, { digest, total: bytes.length, read }, how);
}

interface Source {
  readonly digest: Digest;
  readonly total: number;
  readonly read: (offset: number, length: number) => Promise<Uint8Array>;
}

const readBytes = 256 * 1024;

async function sendContent(content: ContentClient, source: Source, { signal, partBytes }: How): Promise<void> {
  const { digest, total, read } = source;
  // A small file is sent without asking: what is there of it is passed over.
  const start = total <= partBytes ? 0 : await content.uploadOffset(digest, signal);
  if (start === null) return;
  let offset = start;
  for (let turn = 0; turn < turnsMax + total / partBytes; turn++) {
    const length = Math.min(partBytes, total - offset);
    const bytes = length <= readBytes ? await read(offset, length) : inPieces(read, offset, length);
    const outcome = await content.put(digest, { offset, length, total, bytes }, signal);
    if (outcome.kind === 'stored') return;
    offset = outcome.offset;
  }
  throw new FileProblem('unavailable', 'the orchestrator takes this file up again and again, and never to its end');
}

async function* inPieces(read: Source['read'], offset: number, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < length; at += readBytes) yield await read(offset + at, Math.min(readBytes, length - at));
}
