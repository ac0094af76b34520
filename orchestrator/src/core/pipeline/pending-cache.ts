/** The step cache as it will be once the batch is committed: what a step leaves is there for the next decision at once. */
import type { CacheEntry } from '@orchion/domain';
import type { CacheReader } from './tools.ts';

/** By key; null: removed. */
export type PendingCache = Map<string, CacheEntry | null>;

export function withPending(committed: CacheReader, pending: PendingCache): CacheReader {
  return {
    entry(key) {
      const own = pending.get(key);
      return own === undefined ? committed.entry(key) : own;
    },
    newestWithPrefix(prefix) {
      let newest = committed.newestWithPrefix(prefix);
      if (newest !== null && pending.has(newest.key)) newest = pending.get(newest.key) ?? null;
      for (const entry of pending.values()) {
        if (entry?.key.startsWith(prefix) === true && entry.madeAt >= (newest?.madeAt ?? 0)) newest = entry;
      }
      return newest;
    },
  };
}
