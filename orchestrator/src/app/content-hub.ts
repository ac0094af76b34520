/** Files by their content, as the edges see them: the store, what is asked before a submit, and its upkeep. */
import type { Digest } from '@orchion/domain';
import type { ContentStore } from '../ports/content-store.ts';
import { absentTrees } from './absent-trees.ts';
import { createContentCollector, type ContentCollector, type ContentCollectorParts } from './content-collector.ts';

export interface ContentHub extends ContentCollector {
  readonly contentStore: ContentStore;
  /** What is wrong with each tree that is not here with all its files; empty: all are. Makes a use of what is there. */
  absentTrees(trees: readonly Digest[]): Promise<ReadonlyMap<Digest, string>>;
}

export function createContentHub(parts: ContentCollectorParts): ContentHub {
  const { contentStore } = parts;
  return {
    contentStore,
    absentTrees: (trees) => absentTrees(contentStore, trees),
    ...createContentCollector(parts),
  };
}
