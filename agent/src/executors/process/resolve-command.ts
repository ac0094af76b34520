/** What can be known before a start: does the command exist, can it run, is its directory there. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import type { AttemptEnd } from '@orchion/domain';
import { configurationEnd } from '../../attempt/attempt-end.ts';

export type ResolvedCommand =
  { readonly kind: 'found'; readonly file: string } | { readonly kind: 'impossible'; readonly end: AttemptEnd };

/** `cwd`: where the command will run. `path`: the PATH that the command will have. */
export function resolveCommand(
  command: string,
  where: { readonly cwd: string; readonly path: string; readonly pathExt: string },
): ResolvedCommand {
  const isPath = command.includes('/') || (process.platform === 'win32' && command.includes('\\'));
  const suffixes = process.platform === 'win32' ? ['', ...where.pathExt.split(';')] : [''];
  // An empty entry of PATH is the working directory, and a relative one starts there.
  const folders = isPath ? [''] : where.path.split(delimiter);
  let notExecutable: string | null = null;
  for (const folder of folders) {
    for (const suffix of suffixes) {
      const file = resolve(where.cwd, isPath ? command + suffix : join(folder, command + suffix));
      const found = kindOf(file);
      if (found === 'executable') return { kind: 'found', file };
      if (found === 'not-executable') notExecutable ??= file;
    }
  }
  if (notExecutable !== null) {
    return impossible(`${quoted(notExecutable)} is not executable: allow it with chmod +x, or name its interpreter.`);
  }
  if (isPath) return impossible(`The command ${quoted(command)} does not exist on this node (looked in ${where.cwd}).`);
  return impossible(`The command ${quoted(command)} was not found in the job’s PATH on this node: ${where.path}`);
}

/** Null: it is a directory that this agent may enter. */
export function problemOfDirectory(cwd: string): AttemptEnd | null {
  if (!isAbsolute(cwd)) return configurationEnd(`The working directory ${quoted(cwd)} is not an absolute path.`);
  try {
    if (!statSync(cwd).isDirectory())
      return configurationEnd(`The working directory ${quoted(cwd)} is not a directory.`);
    accessSync(cwd, constants.X_OK);
    return null;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === 'ENOENT' ? 'does not exist on this node' : `cannot be entered (${code ?? 'unknown error'})`;
    return configurationEnd(`The working directory ${quoted(cwd)} ${why}.`);
  }
}

function kindOf(file: string): 'executable' | 'not-executable' | 'absent' {
  try {
    // Without an exception for what is not there: most folders of a PATH do not have it, and a start must stay cheap.
    if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return 'absent';
  } catch {
    return 'absent';
  }
  try {
    accessSync(file, constants.X_OK);
    return 'executable';
  } catch {
    return 'not-executable';
  }
}

function impossible(message: string): ResolvedCommand {
  return { kind: 'impossible', end: configurationEnd(message) };
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
