// `npm run vsix`: writes extension/orchion.vsix from a fresh build and holds it to its budgets: its size, what must be in it
// and what not, and nothing for the packager to warn of. Needs no network.

import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
const home = join(root, 'extension');
const file = join(home, 'orchion.vsix');

const vsixBytesMax = 6 * 1024 * 1024;
const filesMax = 60;
const neededFiles = ['README.md', 'CHANGELOG.md', 'LICENSE', 'dist/THIRD_PARTY_NOTICES.txt', 'l10n/bundle.l10n.json'];
/**
 * The project has no public address yet. Once it has one, `repository` in extension/package.json makes vsce turn the links
 * and pictures of the README into addresses; until then they stay what they are in the source.
 */
const withoutRepository = ['--allow-missing-repository', '--no-rewrite-relative-links'];

run(join(import.meta.dirname, 'build.ts'), []);
rmSync(file, { force: true });
const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
const said = run(vsce, [
  'package',
  // Everything is bundled: without this flag vsce would look for the workspace's dependencies, and refuse what it finds.
  '--no-dependencies',
  ...(hasRepository() ? [] : withoutRepository),
  '--out',
  file,
]);
const listed = run(vsce, ['ls', '--no-dependencies']).trim().split('\n');

const bytes = statSync(file).size;
const problems = said.split('\n').filter((line) => /\bWARN/i.test(line));
if (bytes > vsixBytesMax) problems.push(`the VSIX has ${bytes} bytes, more than ${vsixBytesMax}`);
if (listed.length > filesMax) problems.push(`the VSIX has ${listed.length} files, more than ${filesMax}`);
for (const path of listed) {
  if (/\.(ts|map|vsix)$/.test(path) || path.startsWith('src/'))
    problems.push(`the VSIX has ${path}, which nobody needs`);
}

for (const path of neededFiles) if (!listed.includes(path)) problems.push(`the VSIX has no ${path}`);

console.log(`${file}: ${bytes} bytes, ${listed.length} files`);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;

function hasRepository(): boolean {
  // Whatever else it is, the manifest is an object: vsce has just read it.
  return 'repository' in (JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as object);
}

function run(program: string, args: readonly string[]): string {
  const result = spawnSync(process.execPath, [program, ...args], { cwd: home, encoding: 'utf8' });
  if (result.status !== 0) {
    console.error(result.stdout + result.stderr);
    process.exit(result.status ?? 1);
  }
  return result.stdout + result.stderr;
}
