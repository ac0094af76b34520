/**
 * A tree's list of files as bytes: JSON, sorted by path, always written alike, so that the same files have the same digest
 * wherever they were listed. Reading checks everything: a list comes from elsewhere.
 */
import { parseDigest, type TreeFile } from './content.ts';
import { limits } from './limits.ts';
import { violationOfTreePath } from './tree-path.ts';

/** One file a line, so that a person can read it, too. The files must be good ones: `readTree` is asked by whoever made them. */
export function writeTree(files: readonly TreeFile[]): string {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const lines = sorted.map(({ path, bytes, digest, isExecutable }) =>
    JSON.stringify({ path, bytes, digest, isExecutable }),
  );
  return `[\n${lines.join(',\n')}\n]\n`;
}

/** The files of a list, by path; or what is wrong with it. Never throws. */
export function readTree(text: string): { readonly files: readonly TreeFile[] } | { readonly problem: string } {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return { problem: 'the tree is no JSON' };
  }
  if (!Array.isArray(list)) return { problem: 'the tree is no list of files' };
  const problem = problemOfTree(list);
  // Every entry was just checked.
  return problem === null ? { files: list as readonly TreeFile[] } : { problem };
}

/** What is wrong with a list of files, or null: paths, sizes, files that are in each other's way, too many of them. */
export function problemOfTree(list: readonly unknown[]): string | null {
  if (list.length > limits.treeFilesMax) return `the tree has ${list.length} files, at most ${limits.treeFilesMax}`;
  const paths = new Set<string>();
  let bytes = 0;
  for (const entry of list) {
    const problem = problemOfFile(entry);
    if (problem !== null) return problem;
    // Just checked.
    const file = entry as TreeFile;
    if (paths.has(file.path)) return `the tree has two files at ${shown(file.path)}`;
    paths.add(file.path);
    bytes += file.bytes;
  }
  if (bytes > limits.treeBytesMax) return `the tree's files have ${bytes} bytes, at most ${limits.treeBytesMax}`;
  for (const path of paths) {
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
      if (paths.has(path.slice(0, at))) return `${shown(path.slice(0, at))} is both a file and a folder of the tree`;
    }
  }
  return null;
}

function problemOfFile(entry: unknown): string | null {
  if (typeof entry !== 'object' || entry === null) return 'a file of the tree is no object';
  const { path, bytes, digest, isExecutable } = entry as Partial<Record<keyof TreeFile, unknown>>;
  if (typeof path !== 'string') return 'a file of the tree has no path';
  const violation = violationOfTreePath(path);
  if (violation !== null) return `the path ${shown(path)} ${violation}`;
  if (typeof bytes !== 'number' || !Number.isSafeInteger(bytes) || bytes < 0) return `${shown(path)} has no size`;
  if (typeof digest !== 'string' || parseDigest(digest) === null) return `${shown(path)} has no digest`;
  if (typeof isExecutable !== 'boolean') return `${shown(path)} does not say whether it is executable`;
  return null;
}

function shown(path: string): string {
  return JSON.stringify(path.slice(0, 120));
}
