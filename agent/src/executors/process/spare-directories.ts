/**
 * Directories of attempts that have ended, kept for the next ones. To make a directory with its files and to remove them again
 * costs more than to start a small command (ext4 searches long for a free inode where many were just freed); to empty and
 * rename one costs a tenth. Only what no process can still hold is kept: its cgroup was empty.
 */
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import type { AttemptFiles } from './attempt-directory.ts';

export interface SpareDirectories {
  /** Makes one of them the attempt's: with a blank record and an empty `work`. False: there is none. */
  take(files: AttemptFiles): boolean;
  /** Empties the attempt's directory and keeps it. False: it is not fit for that, and is still the attempt's. */
  keep(files: AttemptFiles): boolean;
  /** Removes them all. */
  dispose(): void;
}

/** More than this many attempts hardly end at the same time. */
const sparesMax = 64;
const reusable = new Set(['record', 'stdout', 'stderr', 'work']);
/** To free more may take the file system a while: that is not for this thread. */
const truncatedBytesMax = 64 * 1024;

/** `folder`: on the file system of the attempts. Whatever is in it is removed. */
export function createSpareDirectories(folder: string): SpareDirectories {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  const spares: string[] = [];
  let made = 0;
  return {
    take(files) {
      const spare = spares.pop();
      if (spare === undefined) return false;
      renameSync(spare, files.path);
      return true;
    },
    keep(files) {
      if (spares.length >= sparesMax) return false;
      const at = (name: string): string => join(files.path, name);
      const spare = join(folder, String(made++));
      try {
        const names = readdirSync(files.path);
        if (names.length !== reusable.size || !names.every((name) => reusable.has(name))) return false;
        // A command may have left files, or rights for others.
        if (readdirSync(at('work')).length > 0 || (statSync(at('work')).mode & 0o7777) !== 0o700) return false;
        for (const name of ['stdout', 'stderr']) {
          const { size } = statSync(at(name));
          if (size > truncatedBytesMax) return false;
          if (size > 0) truncateSync(at(name));
        }
        truncateSync(at('record'));
        renameSync(at('record'), at('unclaimed'));
        renameSync(files.path, spare);
      } catch {
        return false;
      }
      spares.push(spare);
      return true;
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}
