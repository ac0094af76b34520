// Brings a clone to the point where its programs can run: dependencies installed, programs built, each only when
// something changed. Plain JavaScript without dependencies, because a fresh clone has none and its Node may be old.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNode } from '../cli/bin/find-node.js';

/** The repository's root folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The environment for the repository's own tools: theirs come first in the path, Node 24 among them. */
export function toolEnvironment() {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...process.env, [name]: [join(root, 'node_modules', '.bin'), process.env[name]].join(delimiter) };
}

/** Installs the dependencies of the lock file, unless they are there already. Ends the process when that fails. */
export function ensureInstalled() {
  if (isInstalled()) return;
  console.log('Installing dependencies (npm ci --ignore-scripts) ...');
  // Warnings about the Node that runs npm say nothing: the dependencies will run on the Node that is being installed.
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
}

/** Builds the programs, unless nothing changed since the last build. Ends the process when that fails. */
export function ensureBuilt() {
  if (isBuilt()) return;
  console.log('Building ...');
  const node = findNode();
  if (node === undefined) {
    console.error(`No Node 24 for ${process.platform}-${process.arch} comes with Orchion: please use Node 24 itself.`);
    process.exit(69);
  }
  run(node, [join(root, 'scripts', 'build.ts')]);
}

/**
 * Compares the lock file with npm's own record of what lies in node_modules. A time stamp would be cheaper and wrong: a
 * checkout touches the lock file without changing it, and `npm install` brings node_modules up to date by itself.
 */
function isInstalled() {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.link) return true;
    const there = present[path];
    // An optional package may be for another platform.
    return there === undefined ? entry.optional === true : there.version === entry.version;
  });
}

function packagesOf(lockFile) {
  return existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')).packages : {};
}

function isBuilt() {
  const program = join(root, 'cli', 'dist', 'orchion.js');
  if (!existsSync(program)) return false;
  const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const sources = [
    'package-lock.json',
    'scripts/build.ts',
    'agent/native',
    ...workspaces.flatMap((name) => [`${name}/src`, `${name}/gen`]),
  ];
  return newestMs(sources) <= statSync(program).mtimeMs;
}

function newestMs(paths) {
  return Math.max(0, ...paths.map((path) => newestBelowMs(join(root, path))));
}

/** When something below was last changed; a folder's own time tells of removed files. */
function newestBelowMs(path) {
  if (!existsSync(path)) return 0;
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newestBelowMs(join(path, name))));
}

function run(program, args) {
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    env: toolEnvironment(),
    shell: process.platform === 'win32' && program === 'npm',
  });
  if (status === 0) return;
  console.error(`${program} ${args.join(' ')} failed${error === undefined ? '' : `: ${error.message}`}`);
  process.exit(status ?? 1);
}
