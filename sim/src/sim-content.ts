/**
 * The orchestrator's content store and its collector: the real ones, over a disk in memory that outlives the process, with a
 * grace so short that what only the grace protects is gone soon.
 */
import {
  createContentCollector,
  createMemoryContentStore,
  noTelemetry,
  readContentTree,
  silentLogger,
  type ContentStore,
  type MemoryContentDisk,
  type Orchestrator,
} from '@orchion/orchestrator';
import type { Digest } from '@orchion/domain';

export interface SimContent {
  readonly store: ContentStore;
  /** The texts of a tree's files; null: it is not there, or not wholly. */
  textsOf(tree: Digest): Promise<readonly string[] | null>;
}

const graceMs = 15_000;
const collectEveryMs = 10_000;

export function openSimContent(parts: {
  readonly disk: MemoryContentDisk;
  readonly clock: { now(): number; after(ms: number, ring: () => void): unknown };
  readonly orchestrator: Pick<Orchestrator, 'contentReferences'>;
  /** A wall clock that was set back makes new things older than old ones; nothing is collected from then on. */
  readonly clockIsSound: () => boolean;
}): SimContent {
  const { disk, clock, orchestrator, clockIsSound } = parts;
  const store = createMemoryContentStore({ now: () => clock.now(), disk });
  const collector = createContentCollector({
    contentStore: store,
    references: orchestrator.contentReferences,
    clock,
    telemetry: noTelemetry,
    logger: silentLogger,
    graceMs,
  });
  const again = (): void => {
    if (clockIsSound()) void collector.collect();
    clock.after(collectEveryMs, again);
  };
  clock.after(collectEveryMs, again);
  return {
    store,
    async textsOf(tree) {
      const stored = await readContentTree(store, tree);
      if (stored.kind !== 'tree') return null;
      const texts: string[] = [];
      for (const { digest, bytes } of stored.files) {
        const pieces = await store.read(digest, { offset: 0, length: bytes });
        if (pieces === null) return null;
        let text = '';
        for await (const piece of pieces) text += new TextDecoder().decode(piece);
        texts.push(text);
      }
      return texts;
    },
  };
}
