// `npm run vsix`: writes extension/orchion.vsix from a fresh build and holds it to its budgets. Needs no network.

import { spawnSync } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
const home = join(root, 'extension');
const file = join(home, 'orchion.vsix');

const vsixBytesMax = 6 * 1024 * 1024;
const filesMax = 60;

run(join(import.meta.dirname, 'build.ts'), []);
rmSync(file, { force: true });
// Everything is bundled: without this flag vsce would look for the workspace's dependencies, and refuse what it finds.
const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
run(vsce, ['package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', file]);
const listed = run(vsce, ['ls', '--no-dependencies']).trim().split('\n');

const bytes = statSync(file).size;
const problems: string[] = [];
if (bytes > vsixBytesMax) problems.push(`the VSIX has ${bytes} bytes, more than ${vsixBytesMax}`);
if (listed.length > filesMax) problems.push(`the VSIX has ${listed.length} files, more than ${filesMax}`);
for (const path of listed) {
  if (/\.(ts|map|vsix)$/.test(path) || path.startsWith('src/'))
    problems.push(`the VSIX has ${path}, which nobody needs`);
}

console.log(`${file}: ${bytes} bytes, ${listed.length} files`);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;

function run(program: string, args: readonly string[]): string {
  const result = spawnSync(process.execPath, [program, ...args], { cwd: home, encoding: 'utf8' });
  if (result.status !== 0) {
    console.error(result.stdout + result.stderr);
    process.exit(result.status ?? 1);
  }
  return result.stdout;
}
