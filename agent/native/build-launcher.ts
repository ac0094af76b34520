/**
 * Compiles the launcher where there is a C compiler. Static, so that one program serves every distribution; where no static C
 * library is installed, the system's own.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Null: `file` is there now. Else why it is not. */
export function buildLauncher(file: string): string | null {
  if (process.platform !== 'linux') return 'it is for Linux only';
  mkdirSync(dirname(file), { recursive: true });
  const source = join(import.meta.dirname, 'launcher.c');
  const fresh = `${file}.new`;
  let problem = '';
  for (const linking of [['-static'], []]) {
    const { status, error, stderr } = spawnSync('cc', ['-O2', '-s', ...linking, '-o', fresh, source], {
      encoding: 'utf8',
    });
    if (status === 0) {
      // By rename: launchers that run keep theirs.
      renameSync(fresh, file);
      return null;
    }
    problem = error === undefined ? stderr.trim() : 'there is no C compiler (cc)';
  }
  return problem;
}
