/**
 * The files of a folder, as they are on disk: plain files only. Links are never followed and never listed, so nothing of
 * outside the folder gets in; what was passed over is counted, for a person to be told.
 */
import { limits, violationOfTreePath } from '@orchion/domain';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FileProblem, fileProblemOf } from './file-problem.ts';

export interface FoundFile {
  /** As in a tree: relative to the folder. */
  readonly path: string;
  readonly bytes: number;
  readonly isExecutable: boolean;
  /** What changes when the file does. */
  readonly stamp: FileStamp;
}

interface FileStamp {
  readonly inode: number;
  readonly modifiedMs: number;
  readonly changedMs: number;
}

export interface WalkOptions {
  readonly folder: string;
  /** Where to look, relative to the folder; '' is all of it. */
  readonly roots: readonly string[];
  /** Asked of every folder before it is entered. */
  readonly entersFolder: (path: string) => boolean | Promise<boolean>;
  readonly takesFile: (path: string) => boolean;
  readonly signal?: AbortSignal | undefined;
}

export interface Walked {
  /** By path. */
  readonly files: readonly FoundFile[];
  /** Links and special files that were passed over: the first few. */
  readonly passedOver: readonly string[];
}

const passedOverMax = 20;

/** Throws `FileProblem`: too many files, a name that no tree can have, a folder that cannot be read. */
export async function walkFolder(options: WalkOptions): Promise<Walked> {
  const { folder, roots, entersFolder, takesFile, signal } = options;
  const files: FoundFile[] = [];
  const passedOver: string[] = [];

  const visit = async (path: string): Promise<void> => {
    signal?.throwIfAborted();
    const stat = await statOrNull(join(folder, path));
    if (stat === null) return;
    if (stat.isDirectory()) {
      if (path === '' || (await entersFolder(path))) await visitFolder(path);
    } else if (!takesFile(path)) return;
    else if (!stat.isFile()) {
      if (passedOver.length < passedOverMax) passedOver.push(path);
    } else {
      const violation = violationOfTreePath(path);
      if (violation !== null) throw new FileProblem('wrong', `the file ${JSON.stringify(path)} ${violation}`);
      if (files.length >= limits.treeFilesMax) {
        throw new FileProblem('wrong', `${folder} has more than ${limits.treeFilesMax} files; leave some out`);
      }
      files.push({
        path,
        bytes: stat.size,
        isExecutable: (stat.mode & 0o100) !== 0,
        stamp: { inode: stat.ino, modifiedMs: stat.mtimeMs, changedMs: stat.ctimeMs },
      });
    }
  };
  const visitFolder = async (path: string): Promise<void> => {
    const names = await readdir(join(folder, path)).catch((error: unknown) => {
      throw fileProblemOf(error, `${join(folder, path)} cannot be read`);
    });
    for (const name of names) await visit(path === '' ? name : `${path}/${name}`);
  };

  for (const root of roots) {
    // A link on the way to a root would lead out of the folder as well as one below it.
    if (await isReached(folder, root)) await visit(root);
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, passedOver };
}

async function isReached(folder: string, root: string): Promise<boolean> {
  for (let at = root.indexOf('/'); at >= 0; at = root.indexOf('/', at + 1)) {
    const stat = await statOrNull(join(folder, root.slice(0, at)));
    if (stat?.isDirectory() !== true) return false;
  }
  return true;
}

async function statOrNull(path: string) {
  try {
    return await lstat(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    // Removed meanwhile, or never there.
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw fileProblemOf(error, `${path} cannot be looked at`);
  }
}
