// The launcher is what an old Node meets, so it is tried as a process: a copy beside a small program that tells what it
// was given. An old Node is this Node told to call itself 20, which only the launcher itself believes.

import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';

const OLD_NODE = [
  '--import',
  "data:text/javascript,Object.defineProperty(process.versions, 'node', { value: '20.20.2' })",
];

const PROGRAM = `
  if (process.argv[2] === 'exit') process.exit(Number(process.argv[3]));
  if (process.argv[2] === 'die') process.kill(process.pid, 'SIGKILL');
  if (process.argv[2] === 'wait') {
    const timer = setInterval(() => {}, 1000);
    process.on('SIGTERM', () => { console.log('asked to end'); clearInterval(timer); process.exitCode = 7; });
  }
  console.log(JSON.stringify({ args: process.argv.slice(2), node: process.versions.node }));
`;

/** A folder like cli/ with the launcher and, unless told otherwise, a built program. Returns the launcher's path. */
function launcher({ built }: { built: boolean }): string {
  const root = mkdtempSync(join(tmpdir(), 'orchion-launcher-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'cli', 'dist'), { recursive: true });
  for (const name of ['orchion.js', 'find-node.js'])
    cpSync(join(import.meta.dirname, name), join(root, 'cli', 'bin', name));
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
  symlinkSync(join(import.meta.dirname, '..', '..', 'node_modules'), join(root, 'node_modules'), 'junction');
  if (built) writeFileSync(join(root, 'cli', 'dist', 'orchion.js'), PROGRAM);
  return join(root, 'cli', 'bin', 'orchion.js');
}

function run(...args: string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 10_000 });
}

describe.each([
  { title: 'on a recent Node', flags: [] },
  { title: 'on an old Node', flags: OLD_NODE },
])('$title', ({ flags }) => {
  test('the program runs on Node 24 with the given arguments', () => {
    const { stdout, status } = run(...flags, launcher({ built: true }), 'submit', '--', 'echo', 'a b');
    expect(JSON.parse(stdout)).toEqual({
      args: ['submit', '--', 'echo', 'a b'],
      node: expect.stringMatching(/^2[4-9]\./) as string,
    });
    expect(status).toBe(0);
  });

  test("the program's exit code is the command's", () => {
    expect(run(...flags, launcher({ built: true }), 'exit', '5').status).toBe(5);
  });

  test('a program that dies of a signal looks like that from outside', () => {
    expect(run(...flags, launcher({ built: true }), 'die').signal).toBe('SIGKILL');
  });

  test('a signal to the command reaches the program, which may end in its own way', async () => {
    const child = spawn(process.execPath, [...flags, launcher({ built: true }), 'wait'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (bytes: Buffer) => {
      // The program tells its arguments once it listens for signals.
      if (output === '') child.kill('SIGTERM');
      output += bytes.toString();
    });
    const [code] = (await once(child, 'close')) as [number | null];
    expect(output).toContain('asked to end');
    expect(code).toBe(7);
  });

  test('without a build it says what to run', () => {
    const { stderr, status } = run(...flags, launcher({ built: false }));
    expect(stderr).toMatch(/npm run build/);
    expect(status).toBe(69);
  });
});
