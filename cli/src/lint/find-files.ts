/** Which files a lint is about: those that were named, and the pipelines in folders that were named, or in this one. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { usageFailure } from '../failure.ts';

/** Folders below a folder, and entries in all of them: nobody's pipelines lie deeper or among more. */
const depthMax = 12;
const entriesMax = 50_000;
/** More is refused by the parser; one byte beyond shows it that there is more. */
const bytesRead = 256 * 1024 + 1;

const skipped = new Set(['node_modules', 'dist', 'build', 'target', 'venv']);

/** Absolute paths, in order; those that were named come as they were named. */
export async function filesToLint(named: readonly string[], currentDir: string): Promise<readonly string[]> {
  if (named.length === 0) return pipelinesBelow(currentDir);
  const found: string[] = [];
  for (const name of named) {
    const path = resolve(currentDir, name);
    const info = await stat(path).catch(() => null);
    if (info === null) throw usageFailure(`There is no file ${name}.`);
    if (!info.isDirectory()) found.push(path);
    else found.push(...(await pipelinesBelow(path)));
  }
  return [...new Set(found)];
}

/** `*.orchion.yaml`, and every YAML file in a folder `.orchion`. Links are not followed. */
async function pipelinesBelow(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  const pending = [{ path: folder, depth: 0 }];
  let entries = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const entry of await readdir(next.path, { withFileTypes: true }).catch(() => [])) {
      if ((entries += 1) > entriesMax) {
        throw usageFailure(`There are too many files below ${folder} to look through.`, 'Name the files to check.');
      }
      const path = join(next.path, entry.name);
      if (entry.isFile() && isPipeline(relative(folder, path))) found.push(path);
      const isHidden = entry.name.startsWith('.') && entry.name !== '.orchion';
      if (entry.isDirectory() && !isHidden && !skipped.has(entry.name) && next.depth < depthMax) {
        pending.push({ path, depth: next.depth + 1 });
      }
    }
  }
  return found.sort();
}

function isPipeline(path: string): boolean {
  return /\.orchion\.ya?ml$/.test(path) || /(^|[\\/])\.orchion[\\/][^\\/]+\.ya?ml$/.test(path);
}

/** The file's text, or null where there is none. A file that is too large is cut where the parser refuses it. */
export async function readText(path: string): Promise<string | null> {
  const bytes = await readFile(path).catch(() => null);
  return bytes === null ? null : bytes.subarray(0, bytesRead).toString('utf8');
}
