// Brings a real VS Code for the tests: the server and workbench that the npm package code-server carries, unpacked into a
// cache folder with a pinned version and checksum, without running any install script or compiler. Prints the folder.
//
//     ORCHION_TEST_CACHE   where to keep it; ~/.cache/orchion otherwise

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const version = '4.139.1';
const integrity = 'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==';

/** Not needed to test extensions, and most of the size. */
const unneeded = [
  'node_modules/@github/copilot-sdk',
  'node_modules/@microsoft/mxc-sdk',
  'extensions/copilot',
  'node_modules/node-pty/prebuilds/win32-x64',
  'node_modules/node-pty/prebuilds/win32-arm64',
  'node_modules/node-pty/prebuilds/darwin-x64',
  'node_modules/node-pty/prebuilds/darwin-arm64',
];

/** The folder of VS Code's server, installed now or before. Throws with a sentence where it cannot be had. */
export function installVsCode(): string {
  const cache = process.env.ORCHION_TEST_CACHE ?? join(homedir(), '.cache', 'orchion');
  const place = join(cache, `code-server-${version}`);
  if (existsSync(join(place, '.ready'))) return join(place, 'lib', 'vscode');
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, '.draft-'));
  try {
    npm(draft, ['pack', `code-server@${version}`, '--ignore-scripts', '--silent']);
    const archive = join(draft, readdirSync(draft).find((name) => name.endsWith('.tgz')) ?? 'nothing');
    const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
    if (found !== integrity) throw new Error(`code-server ${version} has another checksum than expected: ${found}`);
    run(draft, 'tar', ['xzf', archive]);
    const vscode = join(draft, 'package', 'lib', 'vscode');
    // Not `npm ci`: it refuses the shipped shrinkwrap for an optional peer. `install` honours it all the same.
    npm(vscode, ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
    for (const path of unneeded) rmSync(join(vscode, path), { recursive: true, force: true });
    // Both have a native part, which would need a compiler. Without a logger, output channels stay silently empty.
    for (const name of ['spdlog', 'native-watchdog']) {
      copyFileSync(
        join(import.meta.dirname, 'stand-ins', `${name}.cjs`),
        join(vscode, 'node_modules', '@vscode', name, 'index.js'),
      );
    }
    writeFileSync(join(draft, 'package', '.ready'), '');
    // Somebody else may have been faster; theirs may be in use already.
    if (existsSync(join(place, '.ready'))) return join(place, 'lib', 'vscode');
    rmSync(place, { recursive: true, force: true });
    renameSync(join(draft, 'package'), place);
    return join(place, 'lib', 'vscode');
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function npm(cwd: string, args: readonly string[]): void {
  run(cwd, 'npm', args);
}

function run(cwd: string, program: string, args: readonly string[]): void {
  const { status, error, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8', timeout: 300_000 });
  if (status !== 0) throw new Error(`${program} ${args[0]}: ${error?.message ?? stderr.trim().split('\n').at(-1)}`);
}

if (import.meta.main) console.log(installVsCode());
