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

afterAll(async () => {
  await elsewhere.down();
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});

const editor = editorOfThisFile();

async function connectTo(page: VsCode['page'], address: string, name: string, token: string): Promise<void> {
  await runCommand(page, 'Orchion: Connect to an Orchestrator');
  await answer(page, /Which orchestrator/, 'Add a Connection');
  await answer(page, /Address of the orchestrator/, address);
  await answer(page, /Its name/, name);
  await answer(page, /Token for/, token);
}

/** Opens the list from the status bar and takes the entry. */
async function switchTo(page: VsCode['page'], entry: string): Promise<void> {
  await page.locator('.statusbar-item[id*="orchion.status"]').click();
  await answer(page, /Which orchestrator/, entry);
}

test('an address that nobody answers at is said to be one, with what to do', async (context) => {
  const { page } = editor(context);
  await openOrchion(page);
  const nobody = `http://127.0.0.1:${await freePort()}`;
  await connectTo(page, nobody, 'nobody', 'any');
  await page.getByText('Check the address, and that the orchestrator runs.').first().waitFor();
  await page.getByRole('button', { name: 'Try Again' }).waitFor();
  await page.locator('.statusbar').getByText('no connection').waitFor();
});

test('a token that is not accepted is said to be the reason', async (context) => {
  const { page } = editor(context);
  await connectTo(page, url, 'tower', 'not-the-token');
  await page.getByRole('button', { name: 'Set Another Token' }).waitFor();
});

test('address and token are all that it takes, and nothing is started on this machine', async (context) => {
  const { page, home } = editor(context);
  await page.getByRole('button', { name: 'Set Another Token' }).click();
  await answer(page, /Token for/, elsewhere.token('admin'));
  await row(page, /^Node tower, ready/).waitFor();
  await page.locator('.statusbar').getByText('Orchion on tower: 1 node').waitFor();
  elsewhere.cli('submit', '--name', 'far-away', '--', 'true');
  await row(page, /^Job far-away, succeeded/).waitFor();
  expect(home.hasOrchestrator()).toBe(false);
});

test('the status bar switches between this machine and the others', async (context) => {
  const { page, home } = editor(context);
  await switchTo(page, 'This machine');
  await page.getByRole('button', { name: 'Start Local Orchestrator' }).click();
  await row(page, /^Node local, ready/).waitFor();
  await row(page, /^Node tower/).waitFor({ state: 'detached' });
  await switchTo(page, 'tower');
  await row(page, /^Node tower, ready/).waitFor();
  await row(page, /^Job far-away, succeeded/).waitFor();
  expect(home.hasOrchestrator()).toBe(true);
});

test('another window chooses for itself', async (context) => {
  const { page, openWindow } = editor(context);
  const other = await openWindow();
  await openOrchion(other);
  await row(other, /^Node local, ready/).waitFor();
  await row(page, /^Node tower, ready/).waitFor();
  await other.close();
});

test('a connection that is removed is not offered any more, and its token is forgotten', async (context) => {
  const { page } = editor(context);
  await page.locator('.statusbar-item[id*="orchion.status"]').click();
  const entry = page.getByRole('option', { name: /tower/ });
  await entry.hover();
  await entry.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await row(page, /^Node local, ready/).waitFor();
  await page.locator('.statusbar-item[id*="orchion.status"]').click();
  await page.getByRole('option', { name: /This machine/ }).waitFor();
  expect(await page.getByRole('option', { name: /tower/ }).count()).toBe(0);
  await page.keyboard.press('Escape');
});
