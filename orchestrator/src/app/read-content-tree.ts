/** A tree's list of files, from the content store. */
import { limits, readTree, type Digest, type TreeFile } from '@orchion/domain';
import type { ContentStore } from '../ports/content-store.ts';

export type StoredTree =
  | { readonly kind: 'tree'; readonly files: readonly TreeFile[] }
  | { readonly kind: 'missing' }
  /** The content is there and is no list of files. */
  | { readonly kind: 'no_tree'; readonly problem: string };

export async function readContentTree(store: Pick<ContentStore, 'size' | 'read'>, tree: Digest): Promise<StoredTree> {
  const size = await store.size(tree);
  if (size === null) return { kind: 'missing' };
  if (size > limits.treeListBytesMax) return { kind: 'no_tree', problem: `it has ${size} bytes` };
  const pieces = await store.read(tree, { offset: 0, length: size });
  if (pieces === null) return { kind: 'missing' };
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of pieces) text += decoder.decode(piece, { stream: true });
  const answer = readTree(text + decoder.decode());
  return 'problem' in answer ? { kind: 'no_tree', problem: answer.problem } : { kind: 'tree', files: answer.files };
}
