/**
 * Frees a range of a file that something else is writing, without moving any offset: the one way to bound a log on disk
 * without touching its job. Node has no such call, so the system's `fallocate` does it; it is asked rarely.
 */
import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';

/** Answers false where this system or file system cannot. Never rejects. */
export type PunchHole = (path: string, offset: number, length: number) => Promise<boolean>;

export function createPunchHole(): PunchHole {
  const program = ['/usr/bin/fallocate', '/bin/fallocate'].find(isExecutable);
  if (program === undefined) return () => Promise.resolve(false);
  return (path, offset, length) =>
    new Promise((resolve) => {
      const range = ['--offset', String(offset), '--length', String(length)];
      execFile(program, ['--punch-hole', ...range, path], { env: {}, timeout: 30_000 }, (error) => {
        resolve(error === null);
      });
    });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
