/**
 * The file in which a token lies for local clients: made once, readable by its owner only. A file that others could have
 * read or written is refused rather than repaired: its token must be taken as known to them.
 */
import { closeSync, fsyncSync, lstatSync, openSync, readFileSync, writeSync } from 'node:fs';
import { octal } from './private-directory.ts';
import { StartupError } from './startup-error.ts';
import { isTokenShaped, newToken, type TokenKind } from './token.ts';

/** The token in the file; makes it where there is none. Throws `StartupError` (`unsafe_file`). */
export function readOrCreateToken(path: string, kind: TokenKind): string {
  return create(path, kind) ?? read(path, kind);
}

/** Null where the file is there already. O_EXCL: two starters cannot both think that they made it, and no link is followed. */
function create(path: string, kind: TokenKind): string | null {
  let file: number;
  try {
    file = openSync(path, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return null;
    throw error;
  }
  try {
    const token = newToken(kind);
    writeSync(file, `${token}\n`);
    fsyncSync(file);
    return token;
  } finally {
    closeSync(file);
  }
}

function read(path: string, kind: TokenKind): string {
  if (process.platform !== 'win32') checkOwnership(path);
  const token = readFileSync(path, 'latin1').trim();
  if (!isTokenShaped(kind, token)) {
    throw new StartupError(
      'unsafe_file',
      `${path} holds no valid ${kind} token (damaged or cut short); delete it and start again, a new one is made`,
    );
  }
  return token;
}

function checkOwnership(path: string): void {
  const stat = lstatSync(path);
  if (!stat.isFile()) throw new StartupError('unsafe_file', `${path} is not a plain file; remove it`);
  const uid = process.getuid?.();
  if (uid !== undefined && stat.uid !== uid) {
    throw new StartupError(
      'unsafe_file',
      `${path} belongs to user ${stat.uid}, this process runs as ${uid}; remove it`,
    );
  }
  if ((stat.mode & 0o077) !== 0) {
    throw new StartupError(
      'unsafe_file',
      `${path} can be read by other users (mode ${octal(stat.mode)}); run: chmod 600 ${path}, or delete it for a new token if others may have read it`,
    );
  }
}
