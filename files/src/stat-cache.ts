/**
 * What is known of files that were hashed before: a file whose size, inode and times are as they were is not read again. As
 * in git, a file that was changed in the very moment of its hashing is not remembered, because a second change in the same
 * tick of the clock could not be seen.
 */
import { parseDigest, type Digest } from '@orchion/domain';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FoundFile } from './walk-folder.ts';

export interface StatCache {
  find(file: FoundFile): Digest | null;
  remember(file: FoundFile, digest: Digest): void;
  /** Keeps only what was found or remembered since the opening. Never rejects: without it files are only read again. */
  save(): Promise<void>;
}

type Row = readonly [bytes: number, inode: number, modifiedMs: number, changedMs: number, digest: string];

const version = 1;
/** Clocks of file systems tick at most this far apart. */
const tickMs = 2_000;

/** Damaged or absent, it is empty. `now`: ms since the epoch. */
export async function openStatCache(path: string, now: () => number): Promise<StatCache> {
  const before = await readRows(path);
  const kept = new Map<string, Row>();
  return {
    find(file) {
      const row = before.get(file.path);
      if (row === undefined || !sameStamp(row, file)) return null;
      const digest = parseDigest(row[4]);
      if (digest !== null) kept.set(file.path, row);
      return digest;
    },
    remember(file, digest) {
      const { inode, modifiedMs, changedMs } = file.stamp;
      if (Math.max(modifiedMs, changedMs) > now() - tickMs) return;
      kept.set(file.path, [file.bytes, inode, modifiedMs, changedMs, digest]);
    },
    async save() {
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await writeFile(`${path}.new`, JSON.stringify({ version, files: Object.fromEntries(kept) }), { mode: 0o600 });
        await rename(`${path}.new`, path);
      } catch {
        // Only a help: the next time everything is read again.
      }
    },
  };
}

/** Remembers nothing. */
export const noStatCache: StatCache = { find: () => null, remember: () => undefined, save: () => Promise.resolve() };

function sameStamp([bytes, inode, modifiedMs, changedMs]: Row, { bytes: size, stamp }: FoundFile): boolean {
  return bytes === size && inode === stamp.inode && modifiedMs === stamp.modifiedMs && changedMs === stamp.changedMs;
}

async function readRows(path: string): Promise<ReadonlyMap<string, Row>> {
  try {
    const stored: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof stored !== 'object' || stored === null || !('version' in stored) || stored.version !== version) {
      return new Map();
    }
    // Ours, of this version; a row that is damaged all the same fits no file.
    const { files } = stored as unknown as { readonly files: Readonly<Record<string, Row>> };
    return new Map(Object.entries(files).filter(([, row]) => Array.isArray(row)));
  } catch {
    return new Map();
  }
}
