/** Brings the built programs up to date before the first test: once for the whole run. */
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';

const root = dirname(dirname(import.meta.dirname));

/** Called by vitest before the run. */
export default function buildOnce(): void {
  const code = "import { ensureBuilt } from './scripts/prepare.mjs'; ensureBuilt();";
  const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('The programs could not be built');
}
