/**
 * Whether everything that a job or a run is to be given is there, asked before it is accepted: a job whose files never came
 * would otherwise be told so only on its node. Asking is a use, so the files are there for a whole grace even if it waits.
 */
import { limits, type Digest } from '@orchion/domain';
import type { ContentStore } from '../ports/content-store.ts';
import { readContentTree } from './read-content-tree.ts';

/** What is wrong with each tree that is not wholly there. */
export async function absentTrees(store: ContentStore, trees: readonly Digest[]): Promise<ReadonlyMap<Digest, string>> {
  const absent = new Map<Digest, string>();
  for (const tree of new Set(trees)) {
    const problem = await problemOf(store, tree);
    if (problem !== null) absent.set(tree, problem);
  }
  return absent;
}

async function problemOf(store: ContentStore, tree: Digest): Promise<string | null> {
  const isMissing = (await store.missing([tree])).length > 0;
  const stored = isMissing ? { kind: 'missing' as const } : await readContentTree(store, tree);
  if (stored.kind === 'missing') return 'there is no such tree here: send its files and its list first';
  if (stored.kind === 'no_tree') return `is no tree: ${stored.problem}`;
  const digests = [...new Set(stored.files.map(({ digest }) => digest))];
  let missing = 0;
  for (let at = 0; at < digests.length; at += limits.missingContentMax) {
    missing += (await store.missing(digests.slice(at, at + limits.missingContentMax))).length;
  }
  return missing === 0 ? null : `${missing} of its ${stored.files.length} files are not here: send them first`;
}
