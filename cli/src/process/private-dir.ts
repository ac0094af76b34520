/**
 * Directories that only their user can enter: what keeps the socket and the tokens private. A directory that others can
 * enter or own is refused, never repaired in silence: someone else may have put it there.
 */
import { lstat, mkdir } from 'node:fs/promises';
import { CliFailure } from '../failure.ts';

export async function ensurePrivateDir(path: string, uid: number | null): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new CliFailure({
      code: 'home',
      message: `The directory cannot be made: ${cause instanceof Error ? cause.message : String(cause)}`,
      where: path,
      hint: 'Make room or give rights there, or set ORCHION_HOME to a directory of your own.',
      cause,
    });
  }
  // Windows has no such modes: there the user's profile is private by itself.
  if (uid === null) return;
  const stats = await lstat(path);
  if (!stats.isDirectory()) throw refusal(path, 'is not a directory', `Remove it, or set ORCHION_HOME.`);
  if (stats.uid !== uid) throw refusal(path, 'belongs to somebody else', 'Remove it, or set ORCHION_HOME.');
  if ((stats.mode & 0o077) !== 0) {
    throw refusal(path, 'can be entered by others', `Close it: chmod 700 ${shellQuoted(path)}`);
  }
}

/** A path as it can be pasted into a shell. */
export function shellQuoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

function refusal(path: string, what: string, hint: string): CliFailure {
  return new CliFailure({
    code: 'home_not_private',
    message: `A directory of Orchion's home ${what}.`,
    where: path,
    hint,
  });
}
