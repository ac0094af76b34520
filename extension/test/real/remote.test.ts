// An orchestrator elsewhere, reached by address and token: here one that listens on a loopback port, in a home of its own.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  answer,
  freePort,
  openHome,
  openOrchion,
  row,
  runCommand,
  type OrchionHome,
  type VsCode,
} from '@orchion/editor-harness';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { editorOfThisFile } from './story.ts';

const dir = mkdtempSync(join(tmpdir(), 'orchion-elsewhere-'));
const elsewhere: OrchionHome = openHome(join(dir, 'orchion'));
let url = '';

beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  elsewhere.cli('up', '--detach', '--name', 'tower', '--listen', `127.0.0.1:${port}`);
});

afterAll(() => {
  elsewhere.down();
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});

const editor = editorOfThisFile();

async function connectTo(page: VsCode['page'], address: string, token: string): Promise<void> {
  await runCommand(page, 'Orchion: Connect to an Orchestrator');
  await answer(page, /Which orchestrator/, 'Another address');
  await answer(page, /Address of the orchestrator/, address);
  await answer(page, /Token for/, token);
}

test('an address that nobody answers at is said to be one, with what to do', async (context) => {
  const { page } = editor(context);
  await openOrchion(page);
  const nobody = `http://127.0.0.1:${await freePort()}`;
  await connectTo(page, nobody, 'any');
  await page.getByText('Check the address, and that the orchestrator runs.').first().waitFor();
  await page.getByRole('button', { name: 'Try Again' }).waitFor();
  await page.locator('.statusbar').getByText('no connection').waitFor();
});

test('a token that is not accepted is said to be the reason', async (context) => {
  const { page } = editor(context);
  await connectTo(page, url, 'not-the-token');
  await page.getByText(/token/i).filter({ hasText: 'Orchion: Connect to an Orchestrator' }).first().waitFor();
});

test('address and token are all that it takes, and nothing is started on this machine', async (context) => {
  const { page, home } = editor(context);
  await connectTo(page, `${url}/`, elsewhere.token('admin'));
  await row(page, /^Node tower, ready/).waitFor();
  elsewhere.cli('submit', '--name', 'far-away', '--', 'true');
  await row(page, /^Job far-away, succeeded/).waitFor();
  expect(home.hasOrchestrator()).toBe(false);
});
