/**
 * A directory that is nobody else's business: made with mode 0700, refused where it is wider or another user's. On Windows
 * a user's profile folders are closed to other users already, and modes mean nothing there.
 */
import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { StartupError } from './startup-error.ts';

/** Makes it, with its parents, where it is missing. Throws `StartupError` (`unsafe_file`). */
export function ensurePrivateDirectory(path: string): void {
  const made = mkdirSync(path, { recursive: true, mode: 0o700 });
  if (process.platform === 'win32') return;
  // The umask may have taken bits from the owner too.
  if (made !== undefined) chmodSync(path, 0o700);
  const stat = lstatSync(path);
  if (!stat.isDirectory())
    throw unsafe(`${path} is not a directory (a link is not followed here); remove it or choose another path`);
  const uid = process.getuid?.();
  if (uid !== undefined && stat.uid !== uid) {
    throw unsafe(`${path} belongs to user ${stat.uid}, this process runs as ${uid}; choose a directory of your own`);
  }
  if ((stat.mode & 0o077) !== 0) {
    throw unsafe(`${path} is open to other users (mode ${octal(stat.mode)}); run: chmod 700 ${path}`);
  }
}

export function octal(mode: number): string {
  return (mode & 0o777).toString(8).padStart(4, '0');
}

function unsafe(message: string): StartupError {
  return new StartupError('unsafe_file', message);
}
