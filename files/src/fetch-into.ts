/**
 * A tree into a folder of a person. What is there already, and right, is not fetched; a file that is another one is left alone
 * unless it may be replaced; what broke off goes on where it stopped, by the same call again.
 */
import type { Digest, TreeFile } from '@orchion/domain';
import { chmod, lstat, mkdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContentClient } from './content-client.ts';
import { fetchContent, fetchTree } from './fetch-content.ts';
import { FileProblem, fileProblemOf } from './file-problem.ts';
import { hashFile } from './hash-file.ts';
import { layOutFile, placeIn } from './lay-out-file.ts';
import { inPool } from './pool.ts';

export interface FetchIntoOptions {
  /** Other files at the tree's places are replaced; else they are told and nothing is fetched. */
  readonly replace: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: { readonly bytes: number; readonly total: number }) => void;
}

export interface FetchedInto {
  readonly files: number;
  /** Of all files, and of those that had to travel. */
  readonly bytes: number;
  readonly fetchedBytes: number;
}

const partsFolder = '.orchion-parts';
const filesAtOnce = 4;
const shownMax = 5;

/** Throws `FileProblem`. */
export async function fetchInto(
  content: ContentClient,
  tree: Digest,
  folder: string,
  { replace, signal, onProgress }: FetchIntoOptions,
): Promise<FetchedInto> {
  const files = await fetchTree(content, tree, signal);
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw fileProblemOf(error, `${folder} cannot be made`);
  }
  const states = await inPool(files, filesAtOnce, async (file) => ({
    file,
    state: await stateOf(folder, file, signal),
  }));
  const inTheWay = states.filter(({ state }) => state === 'other').map(({ file }) => file.path);
  if (inTheWay.length > 0 && !replace) {
    const more = inTheWay.length > shownMax ? ` and ${inTheWay.length - shownMax} more` : '';
    throw new FileProblem('wrong', `${folder} has other files there: ${inTheWay.slice(0, shownMax).join(', ')}${more}`);
  }
  const wanted = new Map<Digest, TreeFile[]>();
  for (const { file, state } of states) {
    if (state !== 'there') wanted.set(file.digest, [...(wanted.get(file.digest) ?? []), file]);
  }
  const parts = join(folder, partsFolder);
  const total = [...wanted.values()].reduce((sum, [file]) => sum + (file?.bytes ?? 0), 0);
  let bytes = 0;
  if (wanted.size > 0) await mkdir(parts, { recursive: true, mode: 0o700 });
  await inPool([...wanted.values()], filesAtOnce, async (same) => {
    const [first] = same;
    if (first === undefined) return;
    const part = join(parts, first.digest);
    const onBytes = (count: number): void => onProgress?.({ bytes: (bytes += count), total });
    await fetchContent(content, first, part, { signal, onBytes });
    for (const file of same) await layOutFile(folder, file, part);
    await rm(part, { force: true });
  });
  // Not there, or with parts of something else in it: both are well.
  await rmdir(parts).catch(() => undefined);
  return { files: files.length, bytes: files.reduce((sum, file) => sum + file.bytes, 0), fetchedBytes: total };
}

async function stateOf(
  folder: string,
  file: TreeFile,
  signal: AbortSignal | undefined,
): Promise<'absent' | 'there' | 'other'> {
  const place = await placeIn(folder, file.path);
  const found = await lstat(place).catch(() => null);
  if (found === null) return 'absent';
  if (!found.isFile() || found.size !== file.bytes) return 'other';
  if ((await hashFile(place, file.bytes, signal)) !== file.digest) return 'other';
  if (((found.mode & 0o100) !== 0) !== file.isExecutable) await chmod(place, file.isExecutable ? 0o755 : 0o644);
  return 'there';
}
