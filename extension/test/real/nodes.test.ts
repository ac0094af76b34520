// The Nodes view: what can be done to a node from the tree, and finding one among many.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  answer,
  chooseOnRow,
  openOrchion,
  pressOnRow,
  question,
  row,
  runCommand,
  toast,
} from '@orchion/editor-harness';
import { expect, test } from 'vitest';
import { editorOfThisFile } from './story.ts';

const editor = editorOfThisFile({
  prepare(home) {
    home.cli('up', '--detach');
    home.cli('agent', '--name', 'second', '--label', 'room=lab', '--detach');
  },
});

test('what a node has is opened as a page', async (context) => {
  const { page } = editor(context);
  await openOrchion(page);
  await row(page, /^Node second, ready/).waitFor();
  await pressOnRow(page, /^Node second/, 'Show Node Details');
  const text = page.locator('.editor-instance .view-lines');
  for (const words of ['second', 'room=lab', 'Memory', 'Executors']) await text.getByText(words).first().waitFor();
});

test('the log of an agent is opened from its node, and a missing one is said to be missing', async (context) => {
  const { page, home } = editor(context);
  await chooseOnRow(page, /^Node second/, 'Open the Log of an Agent');
  await page.getByRole('tab', { name: /agent-second\.log/ }).waitFor();
  await runCommand(page, 'Orchion: Open the Log of the Local Orchestrator');
  await page.getByRole('tab', { name: /orchestrator\.log/ }).waitFor();
  await runCommand(page, 'Orchion: Open the Log of an Agent');
  await answer(page, /The log of which agent/, 'local');
  await page.getByRole('tab', { name: /agent-local\.log/ }).waitFor();
  rmSync(join(home.dir, 'data', 'agent-second.log'));
  await chooseOnRow(page, /^Node second/, 'Open the Log of an Agent');
  await toast(page, 'The agent of second has no log here').waitFor();
});

test('a cordoned node gets nothing new until it is uncordoned', async (context) => {
  const { page, home } = editor(context);
  await chooseOnRow(page, /^Node second/, 'Cordon Node');
  await row(page, /^Node second, cordoned/).waitFor();
  home.cli('submit', '--name', 'later', '--node', 'second', '--', 'true');
  await row(page, /^Job later, queued, .*cordoned/).waitFor();
  await pressOnRow(page, /^Node second/, 'Uncordon Node');
  await row(page, /^Node second, ready/).waitFor();
  await row(page, /^Job later, succeeded/).waitFor();
});

test('a drained node lets its jobs finish, and what does not finish in time goes elsewhere', async (context) => {
  const { page, home } = editor(context);
  home.cli('submit', '--name', 'long', '--label', 'room=lab', '--idempotent', '--', 'sleep', '600');
  await row(page, /^Job long, running, on second/).waitFor();
  await chooseOnRow(page, /^Node second/, 'Drain Node');
  await answer(page, /Drain second/, '1s');
  await row(page, /^Node second, draining/).waitFor();
  await row(page, /^Job long, queued/).waitFor();
  await pressOnRow(page, /^Node second/, 'Uncordon Node');
  await row(page, /^Job long, running, on second/).waitFor();
  await pressOnRow(page, /^Job long/, 'Cancel Job');
  await row(page, /^Job long, cancelled/).waitFor();
});

test('nodes are filtered, and a filter that nothing matches says so', async (context) => {
  const { page } = editor(context);
  const filter = async (text: string): Promise<void> => {
    await page.getByRole('button', { name: 'Filter Nodes' }).click();
    await answer(page, /Show nodes whose/, text);
  };
  await row(page, /^Node local/).hover();
  await filter('room=lab');
  await row(page, /^Node local/).waitFor({ state: 'detached' });
  await row(page, /^Node second/).hover();
  await page.getByRole('button', { name: 'Show All Nodes' }).click();
  await row(page, /^Node local/).hover();
  await filter('gpu=none');
  await page.getByText('No node matches the filter.').waitFor();
  await page.getByRole('button', { name: 'Show All Nodes' }).first().click();
  await row(page, /^Node local, ready/).waitFor();
});

test('nodes are grouped by a label', async (context) => {
  const { page } = editor(context);
  await runCommand(page, 'Orchion: Group Nodes');
  await question(page, /Group nodes/).waitFor();
  await answer(page, /Group nodes/, 'label room');
  await row(page, /^room=lab: 1/).waitFor();
  await row(page, /^without room: 1/).waitFor();
  await runCommand(page, 'Orchion: Group Nodes');
  await answer(page, /Group nodes/, 'Automatically');
  await row(page, /^Node second/).waitFor();
});

test('a node whose agent was stopped is removed after a question', async (context) => {
  const { page, home } = editor(context);
  // Whose agent runs joins again, which the question says.
  await chooseOnRow(page, /^Node second/, 'Remove Node');
  const dialog = page.getByRole('dialog').filter({ hasText: 'Remove second' });
  await dialog.getByText('join again').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  home.stopAgent('second');
  await chooseOnRow(page, /^Node second/, 'Remove Node');
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await row(page, /^Node second/).waitFor({ state: 'detached' });
  expect(home.cli('nodes')).not.toContain('second');
});
