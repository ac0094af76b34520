/**
 * Puts a file at its place below a folder, and nowhere else: every folder on the way must be a real one (a link is refused,
 * never followed), and the file itself is made beside its place and renamed, which replaces what is there, a link included,
 * and never writes through it.
 */
import { isImpossibleOnWindows, violationOfTreePath, type TreeFile } from '@orchion/domain';
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, copyFile, lstat, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FileProblem, fileProblemOf } from './file-problem.ts';

/** Throws `FileProblem`. `source` stays as it is: what is laid out is a copy, where the file system can by reference. */
export async function layOutFile(folder: string, file: TreeFile, source: string): Promise<void> {
  const place = await placeIn(folder, file.path);
  const beside = `${place}.${randomBytes(6).toString('hex')}.new`;
  try {
    await copyFile(source, beside, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    await chmod(beside, file.isExecutable ? 0o755 : 0o644);
    await rename(beside, place);
  } catch (error) {
    await rm(beside, { force: true });
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EISDIR' || code === 'ENOTEMPTY' || code === 'EEXIST') {
      throw new FileProblem('wrong', `${place} is a folder: a file cannot take its place`, error);
    }
    throw fileProblemOf(error, `${place} cannot be written`);
  }
}

/** The path's absolute place, with the folders on the way made. */
export async function placeIn(folder: string, path: string): Promise<string> {
  const violation = violationOfTreePath(path);
  if (violation !== null) throw new FileProblem('wrong', `the path ${JSON.stringify(path)} ${violation}`);
  if (process.platform === 'win32' && isImpossibleOnWindows(path)) {
    throw new FileProblem('wrong', `the path ${JSON.stringify(path)} is not possible on Windows`);
  }
  const names = path.split('/');
  await makeFolder(folder, names.slice(0, -1));
  return join(folder, ...names);
}

/** The folder of these names below `folder`, made where it is not there. Throws `FileProblem`. */
export async function makeFolder(folder: string, names: readonly string[]): Promise<string> {
  let at = folder;
  for (const name of names) {
    at = join(at, name);
    try {
      await mkdir(at, { mode: 0o755 });
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : '';
      if (code !== 'EEXIST') throw fileProblemOf(error, `${at} cannot be made`);
      const found = await lstat(at);
      if (found.isDirectory()) continue;
      const what = found.isSymbolicLink() ? 'a link' : 'a file';
      throw new FileProblem('wrong', `${at} is ${what}: files are laid out in real folders only`);
    }
  }
  return at;
}
