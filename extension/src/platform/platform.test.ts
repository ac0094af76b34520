import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { plainSay } from '../cluster/say.ts';
import { findRuntime, runtimeEnvironment } from './node-runtime.ts';
import { agentLogOf, agentsWithLogs, look } from './reach.ts';
import { failureIn } from './start-local.ts';
import type { Whereabouts } from './whereabouts.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'orchion-extension-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

describe('the runtime', () => {
  test('is this very one where it is new enough', async () => {
    expect(await findRuntime('', plainSay)).toEqual({ program: process.execPath });
    expect(await findRuntime(process.execPath, plainSay)).toEqual({ program: process.execPath });
  });

  test('that the user names is asked before it is believed', async () => {
    const old = join(folder(), 'node');
    writeFileSync(old, '#!/bin/sh\necho 20.1.0\n');
    chmodSync(old, 0o755);
    expect(await findRuntime(old, plainSay)).toEqual({
      problem: `${old} is no Node 24 or newer with SQLite (found: 20.1.0).`,
    });
    expect(await findRuntime('/nowhere/node', plainSay)).toEqual({
      problem: '/nowhere/node is no Node 24 or newer with SQLite (found: nothing that runs).',
    });
  });

  test('gets neither the editor’s own settings nor another orchestrator’s address', () => {
    const env = runtimeEnvironment({
      PATH: '/bin',
      NODE_OPTIONS: '--require x',
      VSCODE_IPC_HOOK: 'x',
      ELECTRON_RUN_AS_NODE: 'x',
      ORCHION_URL: 'http://other',
      ORCHION_TOKEN: 'secret',
      ORCHION_HOME: '/h',
    });
    expect(env).toEqual({ PATH: '/bin', ELECTRON_RUN_AS_NODE: '1', ORCHION_HOME: '/h' });
  });
});

describe('a look', () => {
  const where: Whereabouts = { url: '', token: null, homeDir: '', nodePath: '', programsDir: '' };

  test('at a home without an orchestrator finds nobody', async () => {
    expect(await look({ ...where, homeDir: folder() }, plainSay)).toEqual({ kind: 'nobody', crashed: false });
  });

  test('at an address where nobody answers says so', async () => {
    expect(await look({ ...where, url: 'http://127.0.0.1:1' }, plainSay)).toMatchObject({
      kind: 'failed',
      failure: { code: 'unavailable', message: 'No orchestrator answers at this address' },
    });
  });

  test('at what is no address says what would be one', async () => {
    expect(await look({ ...where, url: 'tower' }, plainSay)).toMatchObject({
      kind: 'failed',
      failure: { code: 'invalid' },
    });
  });
});

test('what the command says went wrong is told in its words', () => {
  const line = JSON.stringify({ error: { code: 'home_not_private', message: 'Others can enter.', violations: [] } });
  expect(failureIn(`warning\n${line}\n`, 'x', plainSay)).toMatchObject({
    code: 'home_not_private',
    message: 'Others can enter.',
  });
  expect(failureIn('Segmentation fault\n', 'x', plainSay)).toMatchObject({
    code: 'not_started',
    message: 'Segmentation fault',
  });
  expect(failureIn('', 'spawn ENOENT', plainSay)).toMatchObject({ message: 'spawn ENOENT' });
});

test('the agents of a home are known by their logs, whether they run or not', async () => {
  const homeDir = folder();
  const where: Whereabouts = { url: '', token: null, homeDir, nodePath: '', programsDir: '' };
  expect(await agentsWithLogs(where)).toEqual([]);
  mkdirSync(join(homeDir, 'data'));
  for (const name of ['bench-2', 'local']) writeFileSync(agentLogOf(where, name), '');
  writeFileSync(join(homeDir, 'data', 'orchestrator.log'), '');
  expect(await agentsWithLogs(where)).toEqual(['bench-2', 'local']);
});
