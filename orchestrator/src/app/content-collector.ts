/**
 * Removes content that nothing refers to: marks everything that can be reached from the trees that are referred to, then
 * removes the rest, as far as it was not used for a whole grace. The grace covers what was just sent and is not referred to
 * yet: whoever asks what is missing makes a use of what is there. What a live attempt may have left and not told of yet is
 * covered by nothing that can be marked, so nothing goes that was used since the oldest of them was placed.
 */
import { limits, type Digest } from '@orchion/domain';
import type { Clock } from '../ports/clock.ts';
import type { ContentReferences } from '../ports/content-references.ts';
import type { ContentStore } from '../ports/content-store.ts';
import type { Logger } from '../ports/logger.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import { readContentTree } from './read-content-tree.ts';

export interface ContentCollector {
  /** One round; rounds do not overlap: one that is asked for meanwhile is that one. */
  collect(): Promise<Collected>;
}

interface Collected {
  readonly items: number;
  readonly bytes: number;
}

export interface ContentCollectorParts {
  readonly contentStore: ContentStore;
  readonly references: ContentReferences;
  readonly clock: Pick<Clock, 'now'>;
  readonly telemetry: Pick<Telemetry, 'contentCollected'>;
  readonly logger: Logger;
  readonly graceMs?: number;
}

export function createContentCollector(parts: ContentCollectorParts): ContentCollector {
  const { contentStore, references, clock, telemetry, logger, graceMs = limits.contentGraceMs } = parts;

  const reachable = async (): Promise<ReadonlySet<Digest>> => {
    const trees = references.trees();
    const found = new Set<Digest>(trees);
    for (const tree of new Set(trees)) {
      const stored = await readContentTree(contentStore, tree);
      if (stored.kind === 'tree') for (const { digest } of stored.files) found.add(digest);
      else
        logger.warn(
          { tree, kind: stored.kind },
          'a tree that is referred to cannot be read; its files are not kept for it',
        );
    }
    return found;
  };

  const round = async (): Promise<Collected> => {
    const graceSince = clock.now() - graceMs;
    // Asked before the trees: an attempt that tells meanwhile is seen with what it tells, or still alive.
    const unusedSince = Math.min(graceSince, references.unreportedSince() ?? graceSince);
    const keep = await reachable();
    let [items, bytes] = [0, 0];
    for await (const entry of contentStore.entries()) {
      if (entry.usedAt >= unusedSince || keep.has(entry.digest)) continue;
      if (!(await contentStore.remove(entry.digest, unusedSince))) continue;
      items += 1;
      bytes += entry.bytes;
    }
    await contentStore.dropUploads(graceSince);
    if (items > 0) telemetry.contentCollected({ items, bytes });
    return { items, bytes };
  };

  let running: Promise<Collected> | null = null;
  return {
    collect() {
      running ??= round().finally(() => (running = null));
      return running;
    },
  };
}
