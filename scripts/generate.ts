// Writes everything that is made from something else (`npm run generate`), or says what is stale (`--check`).
// Both generate into a fresh folder and compare it with the tree, so a check changes nothing, a failed generator leaves
// the tree as it was, and a file that would not change keeps its time.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import table from './generators.json' with { type: 'json' };

const root = dirname(import.meta.dirname);
const check = process.argv.includes('--check');
const out = mkdtempSync(join(tmpdir(), 'orchion-generate-'));

try {
  const stale: string[] = [];
  for (const { name, command, outputs } of table.generators) {
    run(name, command);
    stale.push(...outputs.flatMap(differences));
  }
  if (!check) for (const path of stale) write(path);
  for (const path of stale) console.log(`${check ? 'stale' : 'written'}: ${path}`);
  if (check && stale.length > 0) {
    console.error('Run `npm run generate` and commit what it writes.');
    process.exitCode = 1;
  }
} finally {
  rmSync(out, { recursive: true });
}

function run(name: string, command: string[]): void {
  const [program = '', ...args] = command.map((part) => part.replaceAll('{out}', out));
  // A shell only where it is needed: on Windows the programs of npm packages are .cmd files.
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`The generator "${name}" failed`, { cause: error });
}

/** The files below an output that are new, changed or gone, as paths from the root. */
function differences(output: string): string[] {
  const paths = new Set([...filesBelow(out, output), ...filesBelow(root, output)]);
  return [...paths].filter((path) => read(out, path) !== read(root, path)).sort();
}

function filesBelow(base: string, path: string): string[] {
  const full = join(base, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [path];
  return readdirSync(full).flatMap((name) => filesBelow(base, `${path}/${name}`));
}

/** The content as latin1, which maps bytes one to one; undefined when there is no such file. */
function read(base: string, path: string): string | undefined {
  const full = join(base, path);
  return existsSync(full) ? readFileSync(full, 'latin1') : undefined;
}

function write(path: string): void {
  if (existsSync(join(out, path))) cpSync(join(out, path), join(root, path));
  else rmSync(join(root, path));
}
