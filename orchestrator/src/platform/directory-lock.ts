/**
 * One orchestrator a data directory. The lock is an open exclusive transaction on a tiny SQLite file: the operating system
 * holds it, frees it when the process ends however it ends, and it works alike on every platform, so there is no stale lock
 * to reason about.
 */
import { DatabaseSync } from 'node:sqlite';
import { StartupError } from './startup-error.ts';

export interface DirectoryLock {
  release(): void;
}

/** Throws `StartupError` (`in_use`) where another process holds it. */
export function lockDirectory(directory: string, lockPath: string): DirectoryLock {
  const database = new DatabaseSync(lockPath);
  try {
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (isBusy(error)) {
      throw new StartupError(
        'in_use',
        `another orchestrator already uses ${directory}; stop it first (orchion down), or choose another directory (ORCHION_HOME)`,
        error,
      );
    }
    throw error;
  }
  return { release: () => database.close() };
}

function isBusy(error: unknown): boolean {
  // SQLITE_BUSY and SQLITE_LOCKED, extended codes included.
  const code = (error as { errcode?: unknown }).errcode;
  return typeof code === 'number' && ((code & 0xff) === 5 || (code & 0xff) === 6);
}
