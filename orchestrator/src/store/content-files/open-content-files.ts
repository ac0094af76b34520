/**
 * Content as files: `<root>/<2 digits>/<digest>`, and what is still coming in `<root>/uploads/<digest>`. An upload is
 * verified while it is written; then: fsync, rename, fsync of the directory. So a name in a digits' directory always stands
 * for whole, right, durable bytes, whatever a crash falls between. A file's modification time says when it was last used.
 */
import { parseDigest, type Digest } from '@orchion/domain';
import { mkdirSync } from 'node:fs';
import { mkdir, open, opendir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ContentStoreError,
  type AppendOutcome,
  type ContentEntry,
  type ContentPart,
  type ContentStore,
  type ContentUsage,
} from '../../ports/content-store.ts';
import { realContentIo, type ContentIo } from './content-io.ts';
import { createKeyedLock } from './keyed-lock.ts';
import { openUpload, type Upload } from './upload.ts';

export interface ContentFilesOptions {
  /** Made where it is not there. One process at a time. */
  readonly root: string;
  readonly now: () => number;
  /** All content together; beyond it uploads are refused. */
  readonly quotaBytes: number;
  /** Left free on the disk for the cluster's own facts and logs. */
  readonly freeBytesMin: number;
  /** For tests: the steps that a crash or a full disk would stop at. */
  readonly io?: ContentIo;
}

/** Uploads whose file and hash are kept at hand; the others are opened again when they go on. */
const openUploadsMax = 64;
/** A use is noted at most this often: a note costs a write. */
const touchEveryMs = 10 * 60_000;
const readPieceBytes = 256 * 1024;

export function openContentFiles(options: ContentFilesOptions): ContentStore {
  const { root, now, quotaBytes, freeBytesMin, io = realContentIo } = options;
  const uploadsRoot = join(root, 'uploads');
  mkdirSync(uploadsRoot, { recursive: true, mode: 0o700 });
  const lock = createKeyedLock<Digest>();
  /** Least recently used first. */
  const uploads = new Map<Digest, Upload>();
  let closed = false;

  const pathOf = (digest: Digest): string => join(root, digest.slice(0, 2), digest);
  const uploadPathOf = (digest: Digest): string => join(uploadsRoot, digest);

  /** Counted once, then kept: how much there is, unfinished uploads included. */
  let usage: Promise<{ bytes: number; items: number }> | null = null;
  const counted = (): Promise<{ bytes: number; items: number }> => (usage ??= count(entries(), uploadsRoot));
  const add = async (bytes: number, items: number): Promise<void> => {
    const figures = await counted();
    figures.bytes += bytes;
    figures.items += items;
  };

  const call = async <T>(work: () => Promise<T>): Promise<T> => {
    if (closed) throw new ContentStoreError('closed', 'the content store is closed');
    try {
      return await work();
    } catch (error) {
      throw error instanceof ContentStoreError ? error : new ContentStoreError('io', messageOf(error), error);
    }
  };

  /** Within the lock. */
  const uploadOf = async (digest: Digest): Promise<Upload> => {
    const found = uploads.get(digest);
    uploads.delete(digest);
    const upload = found ?? (await openUpload(uploadPathOf(digest), io));
    uploads.set(digest, upload);
    for (const [oldest, unused] of uploads) {
      if (uploads.size <= openUploadsMax) break;
      uploads.delete(oldest);
      void lock.run(oldest, () => unused.close());
    }
    return upload;
  };

  const room = async (digest: Digest, { total }: ContentPart): Promise<AppendOutcome | null> => {
    const needed = Math.max(0, total - (await uploadedBytes(digest)));
    const { bytes } = await counted();
    if (bytes + needed > quotaBytes) {
      const message = `the content store may hold ${quotaBytes} bytes, holds ${bytes} and would need ${needed} more: remove runs that are no longer needed, or raise ORCHION_CONTENT_QUOTA_BYTES`;
      return { kind: 'full', message };
    }
    const free = await io.free(root);
    if (free - needed < freeBytesMin) {
      const message = `the orchestrator’s disk has ${free} bytes free, ${needed} more are needed and ${freeBytesMin} must stay free: free some space there`;
      return { kind: 'full', message };
    }
    return null;
  };

  const uploadedBytes = async (digest: Digest): Promise<number> =>
    uploads.get(digest)?.offset ?? (await statOrNull(uploadPathOf(digest)))?.size ?? 0;

  /** Within the lock. */
  const finish = async (digest: Digest, upload: Upload): Promise<AppendOutcome> => {
    uploads.delete(digest);
    const bytes = upload.offset;
    const found = upload.digest();
    if (found !== digest) {
      await upload.drop();
      await add(-bytes, 0);
      return { kind: 'wrong', message: `its ${bytes} bytes have the SHA-256 ${found}, not ${digest}: send it again` };
    }
    try {
      await upload.sync();
    } catch (error) {
      // Nobody knows what the disk holds of it now, and nothing of it was promised: it is sent again.
      await upload.drop();
      await add(-bytes, 0);
      throw error;
    }
    await upload.close();
    const path = pathOf(digest);
    const directory = join(root, digest.slice(0, 2));
    const made = await mkdir(directory, { recursive: true, mode: 0o700 });
    await io.touch(uploadPathOf(digest), now());
    await io.rename(uploadPathOf(digest), path);
    await io.syncDirectory(directory);
    if (made !== undefined) await io.syncDirectory(root);
    await add(0, 1);
    return { kind: 'stored' };
  };

  /** Within the lock. Null: go on. */
  const take = async (
    digest: Digest,
    piece: { readonly bytes: Uint8Array; readonly at: number },
  ): Promise<AppendOutcome | null> => {
    const upload = await uploadOf(digest);
    const { offset } = upload;
    if (piece.at > offset) return { kind: 'gap', offset };
    const fresh = piece.bytes.subarray(Math.min(piece.bytes.length, offset - piece.at));
    if (fresh.length === 0) return null;
    try {
      await upload.write(fresh);
    } catch (error) {
      if (isFull(error)) return { kind: 'full', message: 'the orchestrator’s disk is full: free some space there' };
      throw error;
    }
    await add(fresh.length, 0);
    return null;
  };

  const append = async (digest: Digest, part: ContentPart): Promise<AppendOutcome> => {
    const isThere = async (): Promise<boolean> => (await statOrNull(pathOf(digest))) !== null;
    if (await isThere()) return { kind: 'stored' };
    const refusal = await room(digest, part);
    if (refusal !== null) return refusal;
    let at = part.offset;
    for await (const bytes of part.pieces) {
      const begin = at;
      at += bytes.length;
      if (at > part.total)
        return { kind: 'wrong', message: `it has more than the ${part.total} bytes that were announced` };
      // Another sender may have brought the rest meanwhile.
      const outcome = await lock.run(digest, async () =>
        !uploads.has(digest) && (await isThere()) ? ({ kind: 'stored' } as const) : take(digest, { bytes, at: begin }),
      );
      if (outcome !== null) return outcome;
    }
    return lock.run(digest, async (): Promise<AppendOutcome> => {
      if (await isThere()) return { kind: 'stored' };
      const upload = await uploadOf(digest);
      if (upload.offset >= part.total) return finish(digest, upload);
      return { kind: at > upload.offset ? 'gap' : 'partial', offset: upload.offset };
    });
  };

  async function* entries(): AsyncGenerator<ContentEntry> {
    for (const shard of await readdir(root)) {
      if (!/^[0-9a-f]{2}$/.test(shard)) continue;
      for await (const { name } of await opendir(join(root, shard))) {
        const digest = parseDigest(name);
        const found = digest === null ? null : await statOrNull(join(root, shard, name));
        if (digest !== null && found !== null) yield { digest, bytes: found.size, usedAt: found.mtimeMs };
      }
    }
  }

  return {
    size: (digest) => call(async () => (await statOrNull(pathOf(digest)))?.size ?? null),
    missing: (digests) =>
      call(async () => {
        const missing: Digest[] = [];
        for (const digest of digests) {
          const isThere = await lock.run(digest, async () => {
            const found = await statOrNull(pathOf(digest));
            if (found === null) return false;
            if (found.mtimeMs < now() - touchEveryMs) await io.touch(pathOf(digest), now());
            return true;
          });
          if (!isThere) missing.push(digest);
        }
        return missing;
      }),
    uploaded: (digest) => call(() => uploadedBytes(digest)),
    async append(digest, part) {
      const sender: { failure: unknown } = { failure: null };
      try {
        return await call(() => append(digest, { ...part, pieces: watched(part.pieces, sender) }));
      } catch (error) {
        // A sender that breaks off is no failure of this store.
        throw sender.failure ?? error;
      }
    },
    read: (digest, { offset, length }) =>
      call(async () => {
        const file = await openOrNull(pathOf(digest));
        if (file === null) return null;
        if (length > 0) {
          const end = offset + length - 1;
          return file.createReadStream({ start: offset, end, highWaterMark: readPieceBytes, autoClose: true });
        }
        await file.close();
        return nothing();
      }),
    entries,
    remove: (digest, unusedSince) =>
      call(() =>
        lock.run(digest, async () => {
          await counted();
          const found = await statOrNull(pathOf(digest));
          if (found === null || found.mtimeMs >= unusedSince) return false;
          await rm(pathOf(digest));
          await add(-found.size, -1);
          return true;
        }),
      ),
    dropUploads: (unusedSince) =>
      call(async () => {
        await counted();
        let dropped = 0;
        for (const name of await readdir(uploadsRoot)) {
          const digest = parseDigest(name);
          if (digest === null) continue;
          await lock.run(digest, async () => {
            const found = await statOrNull(uploadPathOf(digest));
            if (found === null || found.mtimeMs >= unusedSince) return;
            const upload = uploads.get(digest);
            uploads.delete(digest);
            await upload?.close();
            await rm(uploadPathOf(digest), { force: true });
            await add(-found.size, 0);
            dropped += 1;
          });
        }
        return dropped;
      }),
    usage: () => call(async (): Promise<ContentUsage> => ({ ...(await counted()) })),
    async close() {
      closed = true;
      for (const [digest, upload] of uploads) await lock.run(digest, () => upload.close());
      uploads.clear();
    },
  };
}

async function count(
  entries: AsyncIterable<ContentEntry>,
  uploadsRoot: string,
): Promise<{ bytes: number; items: number }> {
  const figures = { bytes: 0, items: 0 };
  for await (const { bytes } of entries) {
    figures.bytes += bytes;
    figures.items += 1;
  }
  for (const name of await readdir(uploadsRoot))
    figures.bytes += (await statOrNull(join(uploadsRoot, name)))?.size ?? 0;
  return figures;
}

async function* watched(pieces: ContentPart['pieces'], sender: { failure: unknown }): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces;
  } catch (error) {
    sender.failure = error;
    throw error;
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

async function statOrNull(path: string): Promise<{ readonly size: number; readonly mtimeMs: number } | null> {
  return stat(path).catch(nullIfAbsent);
}

async function openOrNull(path: string) {
  return open(path, 'r').catch(nullIfAbsent);
}

function nullIfAbsent(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null;
  throw error;
}

function isFull(error: unknown): boolean {
  return codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT';
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
