/** From a folder to the tree of its files: which there are, and what is in each. */
import { problemOfTree, trustDigest, writeTree, type Digest, type TreeFile } from '@orchion/domain';
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FileProblem } from './file-problem.ts';
import { createGlob } from './glob.ts';
import { hashFile } from './hash-file.ts';
import { createIgnoreRules } from './ignore-rules.ts';
import { inPool } from './pool.ts';
import { noStatCache, type StatCache } from './stat-cache.ts';
import { walkFolder, type Walked } from './walk-folder.ts';

/** A tree whose files are in a folder of this machine. */
export interface ListedTree {
  readonly tree: Digest;
  /** Its list of files, as it is kept. */
  readonly list: string;
  readonly files: readonly TreeFile[];
  readonly bytes: number;
  /** Where each file is: absolute. */
  sourceOf(file: TreeFile): string;
  /** Links and special files that were passed over: the first few. */
  readonly passedOver: readonly string[];
}

interface ListOptions {
  readonly folder: string;
  readonly statCache?: StatCache;
  readonly signal?: AbortSignal;
  /** Told after each file. */
  readonly onProgress?: (done: { readonly files: number; readonly bytes: number }) => void;
}

const hashesAtOnce = 4;

/** What the patterns choose. */
export async function listChosen(options: ListOptions & { readonly patterns: readonly string[] }): Promise<ListedTree> {
  const glob = createGlob(options.patterns);
  const walked = await walkFolder({
    folder: options.folder,
    roots: glob.roots,
    entersFolder: () => true,
    takesFile: (path) => glob.matches(path),
    signal: options.signal,
  });
  return listOf(walked, options);
}

/** Everything in the folder that its ignore rules do not leave out, and that the patterns (if any) choose besides. */
export async function listWorkspace(
  options: ListOptions & { readonly patterns?: readonly string[] },
): Promise<ListedTree> {
  const { folder, patterns = [], signal } = options;
  if (!(await isFolder(folder))) throw new FileProblem('wrong', `${folder} is no folder`);
  const rules = createIgnoreRules(folder);
  const glob = patterns.length === 0 ? null : createGlob(patterns);
  await rules.enter('');
  const walked = await walkFolder({
    folder,
    roots: glob?.roots ?? [''],
    async entersFolder(path) {
      if (rules.isIgnored(path, 'folder')) return false;
      await rules.enter(path);
      return true;
    },
    takesFile: (path) => (glob === null || glob.matches(path)) && !rules.isIgnored(path, 'file'),
    signal,
  });
  return listOf(walked, options);
}

async function listOf(walked: Walked, options: ListOptions): Promise<ListedTree> {
  const { folder, statCache = noStatCache, signal, onProgress } = options;
  let [done, bytes] = [0, 0];
  const files = await inPool(walked.files, hashesAtOnce, async (found): Promise<TreeFile> => {
    const known = statCache.find(found);
    const digest = known ?? (await hashFile(join(folder, found.path), found.bytes, signal));
    if (known === null) statCache.remember(found, digest);
    done += 1;
    bytes += found.bytes;
    onProgress?.({ files: done, bytes });
    return { path: found.path, bytes: found.bytes, digest, isExecutable: found.isExecutable };
  });
  const problem = problemOfTree(files);
  if (problem !== null) throw new FileProblem('wrong', problem);
  const list = writeTree(files);
  return {
    tree: trustDigest(createHash('sha256').update(list).digest('hex')),
    list,
    files,
    bytes,
    sourceOf: ({ path }) => join(folder, path),
    passedOver: walked.passedOver,
  };
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
