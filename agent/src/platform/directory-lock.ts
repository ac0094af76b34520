/**
 * One agent a state directory. The lock is an open exclusive transaction on a tiny SQLite file: the operating system holds
 * it and frees it however the process ends, on every platform, so there is no stale lock to reason about.
 */
import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { exitCodes, StartupError } from './startup-error.ts';

export interface DirectoryLock {
  release(): void;
}

/** Throws `StartupError` where another process holds it. */
export function lockDirectory(directory: string, lockPath: string): DirectoryLock {
  // Made here and not by SQLite, which would leave its rights to the umask.
  closeSync(openSync(lockPath, 'a', 0o600));
  const database = new DatabaseSync(lockPath);
  try {
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    const code = (error as { errcode?: unknown }).errcode;
    // SQLITE_BUSY and SQLITE_LOCKED, extended codes included.
    if (typeof code === 'number' && ((code & 0xff) === 5 || (code & 0xff) === 6)) {
      const message = `Another agent already uses ${directory}: stop it first, or give this one another --state-dir.`;
      throw new StartupError(exitCodes.inUse, message, error);
    }
    throw error;
  }
  return { release: () => database.close() };
}
