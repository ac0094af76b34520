/**
 * Content on this machine, by digest: what was fetched once is not fetched again. Verified while it comes; what is laid out
 * from it are copies, so nobody who gets them can change what is kept. The least recently used goes when there is too much.
 */
import { parseDigest, type Digest } from '@orchion/domain';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContentClient } from './content-client.ts';
import { fetchContent, type FetchOptions } from './fetch-content.ts';
import { fileProblemOf } from './file-problem.ts';

export interface ContentCache {
  /** The path of a file with exactly these bytes, fetched where it is not here. It stays until `release`. */
  hold(wanted: { readonly digest: Digest; readonly bytes: number }, options?: FetchOptions): Promise<string>;
  /** Whoever held it needs it no longer. */
  release(digest: Digest): void;
  /** Removes what was used longest ago, until no more than the limit is left. Never rejects. */
  trim(): Promise<void>;
}

export interface ContentCacheOptions {
  /** Made where it is not there. One process at a time. */
  readonly root: string;
  readonly bytesMax: number;
  readonly content: ContentClient;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export function createContentCache({ root, bytesMax, content, now }: ContentCacheOptions): ContentCache {
  const held = new Map<Digest, number>();
  /** One fetch of a content at a time: others wait for it, and go on themselves where it failed. */
  const fetching = new Map<Digest, Promise<void>>();
  const pathOf = (digest: Digest): string => join(root, digest.slice(0, 2), digest);

  const fetch = async (wanted: { digest: Digest; bytes: number }, options: FetchOptions): Promise<void> => {
    const parts = join(root, 'parts');
    await mkdir(parts, { recursive: true, mode: 0o700 });
    const part = join(parts, wanted.digest);
    await fetchContent(content, wanted, part, options);
    await mkdir(join(root, wanted.digest.slice(0, 2)), { recursive: true, mode: 0o700 });
    await rename(part, pathOf(wanted.digest));
  };

  const ensure = async (wanted: { digest: Digest; bytes: number }, options: FetchOptions): Promise<string> => {
    const path = pathOf(wanted.digest);
    for (;;) {
      const size = await sizeOf(path);
      if (size === wanted.bytes) {
        // For the order in which things go.
        await utimes(path, now() / 1000, now() / 1000);
        return path;
      }
      // Cut short by a crash of the machine.
      if (size !== null) await rm(path, { force: true });
      const other = fetching.get(wanted.digest);
      if (other === undefined) break;
      await other.catch(() => undefined);
      options.signal?.throwIfAborted();
    }
    const mine = fetch(wanted, options).finally(() => fetching.delete(wanted.digest));
    fetching.set(wanted.digest, mine);
    await mine;
    return path;
  };

  return {
    async hold(wanted, options = {}) {
      held.set(wanted.digest, (held.get(wanted.digest) ?? 0) + 1);
      try {
        return await ensure(wanted, options);
      } catch (error) {
        this.release(wanted.digest);
        throw fileProblemOf(error, 'the cache of content');
      }
    },
    release(digest) {
      const count = (held.get(digest) ?? 0) - 1;
      if (count > 0) held.set(digest, count);
      else held.delete(digest);
    },
    async trim() {
      try {
        const all = await entriesOf(root);
        let bytes = all.reduce((sum, entry) => sum + entry.bytes, 0);
        for (const entry of all.sort((a, b) => a.usedAt - b.usedAt)) {
          if (bytes <= bytesMax) return;
          if (held.has(entry.digest)) continue;
          await rm(entry.path, { force: true });
          bytes -= entry.bytes;
        }
      } catch {
        // The next round tries again; what matters is that no job waits for this.
      }
    },
  };
}

interface Entry {
  readonly digest: Digest;
  readonly path: string;
  readonly bytes: number;
  readonly usedAt: number;
}

/** Unfinished fetches included. */
async function entriesOf(root: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const shard of await readdir(root).catch(() => [])) {
    for (const name of await readdir(join(root, shard)).catch(() => [])) {
      const digest = parseDigest(name);
      const path = join(root, shard, name);
      const found = digest === null ? null : await stat(path).catch(() => null);
      if (digest !== null && found !== null) entries.push({ digest, path, bytes: found.size, usedAt: found.mtimeMs });
    }
  }
  return entries;
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  );
}
