/** The files that a pipeline's steps ask for, sent before its run: for whoever starts runs. */
import { workspaceKey, type Digest, type WorkspaceSpec } from '@orchion/domain';
import type { ContentClient } from './content-client.ts';
import { listWorkspace, type ListedTree } from './list-tree.ts';
import { sendTree } from './send-tree.ts';
import type { StatCache } from './stat-cache.ts';

export interface SendWorkspacesOptions {
  /** The pipeline's own folder. */
  readonly folder: string;
  readonly content: ContentClient;
  readonly statCache?: StatCache;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: WorkspaceProgress) => void;
}

export type WorkspaceProgress =
  | { readonly kind: 'reading'; readonly files: number; readonly bytes: number }
  | { readonly kind: 'sending'; readonly bytes: number; readonly total: number };

export interface SentWorkspaces {
  /** By `workspaceKey`: what a run is started with. */
  readonly trees: Readonly<Record<string, Digest>>;
  /** Files and bytes of all of them, and the bytes that had to travel. */
  readonly files: number;
  readonly bytes: number;
  readonly sentBytes: number;
  /** Links and special files that stay behind: the first few. */
  readonly passedOver: readonly string[];
}

/** Throws `FileProblem`. May be called again after any failure: what has arrived does not travel again. */
export async function sendWorkspaces(
  specs: readonly WorkspaceSpec[],
  { folder, content, statCache, signal, onProgress }: SendWorkspacesOptions,
): Promise<SentWorkspaces> {
  const trees: Record<string, Digest> = {};
  const listed: ListedTree[] = [];
  let sentBytes = 0;
  for (const spec of specs) {
    const tree = await listWorkspace({
      folder,
      patterns: patternsOf(spec),
      onProgress: (done) => onProgress?.({ kind: 'reading', ...done }),
      ...(statCache !== undefined && { statCache }),
      ...(signal !== undefined && { signal }),
    });
    const sent = await sendTree(content, tree, {
      onProgress: (done) => onProgress?.({ kind: 'sending', ...done }),
      ...(signal !== undefined && { signal }),
    });
    listed.push(tree);
    sentBytes += sent.bytes;
    trees[workspaceKey(spec)] = tree.tree;
  }
  await statCache?.save();
  const sum = (of: (tree: ListedTree) => number): number => listed.reduce((total, tree) => total + of(tree), 0);
  return {
    trees,
    files: sum((tree) => tree.files.length),
    bytes: sum((tree) => tree.bytes),
    sentBytes,
    passedOver: [...new Set(listed.flatMap((tree) => tree.passedOver))],
  };
}

function patternsOf({ include, exclude }: WorkspaceSpec): readonly string[] {
  if (exclude.length === 0) return include;
  return [...(include.length === 0 ? ['.'] : include), ...exclude.map((pattern) => `!${pattern}`)];
}
