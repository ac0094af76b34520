// The Jobs view: a job that waits says why and runs as soon as it can, and what can be done to a job from its row.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooseOnRow, openOrchion, pressOnRow, question, row, toast } from '@orchion/editor-harness';
import { expect, test } from 'vitest';
import { editorOfThisFile } from './story.ts';

const editor = editorOfThisFile({ prepare: (home) => void home.cli('up', '--detach') });

test('jobs stand in the tree with where they run, why they wait, and how they ended', async (context) => {
  const { page, home } = editor(context);
  await openOrchion(page);
  home.cli('submit', '--name', 'quick', '--', 'true');
  home.cli('submit', '--name', 'broken', '--', 'sh', '-c', 'exit 3');
  home.cli('submit', '--name', 'too-large', '--cpu', '999', '--', 'true');
  home.cli('submit', '--name', 'steady', '--', 'sleep', '600');
  await row(page, /^Job quick, succeeded/).waitFor();
  await row(page, /^Job broken, failed, exit code 3/).waitFor();
  await row(page, /^Job too-large, queued, .*999 cores/).waitFor();
  await row(page, /^Job steady, running, on local since/).waitFor();
});

test('a job waits, says for what, and runs when an agent joins that has it', async (context) => {
  const { page, home } = editor(context);
  home.cli('submit', '--name', 'in-the-lab', '--label', 'room=lab', '--', 'echo', 'hello');
  await row(page, /^Job in-the-lab, queued, .*room=lab/).waitFor();
  await pressOnRow(page, /^Job in-the-lab/, 'Why Is This Job Where It Is?');
  await question(page, /Why: in-the-lab/)
    .filter({ hasText: /local/ })
    .filter({ hasText: /room=lab/ })
    .waitFor();
  await page.keyboard.press('Escape');
  home.cli('agent', '--name', 'bench-2', '--label', 'room=lab', '--detach');
  await row(page, /^Node bench-2, ready/).waitFor();
  await row(page, /^Job in-the-lab, succeeded/).waitFor();
});

test('the node of a job is revealed among the nodes', async (context) => {
  const { page } = editor(context);
  await chooseOnRow(page, /^Job in-the-lab/, 'Reveal Node of Job');
  await page.locator('[role=treeitem][aria-selected=true][aria-label^="Node bench-2"]').waitFor();
});

test('a job is cancelled from its row', async (context) => {
  const { page } = editor(context);
  await pressOnRow(page, /^Job steady/, 'Cancel Job');
  await row(page, /^Job steady, cancelled/).waitFor();
});

test('a failed job is tried again from its row, and its end is told', async (context) => {
  const { page, home, folder } = editor(context);
  const flag = join(folder, 'flag');
  home.cli('submit', '--name', 'needs-flag', '--', 'test', '-e', flag);
  await row(page, /^Job needs-flag, failed, exit code 1/).waitFor();
  writeFileSync(flag, '');
  await pressOnRow(page, /^Job needs-flag/, 'Retry Job');
  await row(page, /^Job needs-flag, succeeded/).waitFor();
  await toast(page, /needs-flag: /).waitFor();
});

test('a job is copied as the command line that submits it again', async (context) => {
  const { page, home } = editor(context);
  const command = ['--name', 'copied', '--cpu', '500m', '--priority', '3', '--', 'echo', 'two words'];
  home.cli('submit', ...command);
  await row(page, /^Job copied, succeeded/).waitFor();
  await chooseOnRow(page, /^Job copied/, 'Copy Job as Command Line');
  await page.locator('.statusbar').getByText('Copied').waitFor();
  const copied = await page.evaluate<string>('navigator.clipboard.readText()');
  expect(copied).toBe("orchion submit --name copied --cpu 500m --priority 3 -- echo 'two words'");
});

test('several jobs are cancelled together, after a question', async (context) => {
  const { page, home } = editor(context);
  for (const name of ['one', 'two']) home.cli('submit', '--name', name, '--cpu', '999', '--', 'true');
  await row(page, /^Job one, queued/).click();
  await row(page, /^Job two, queued/).click({ modifiers: ['ControlOrMeta'] });
  await chooseOnRow(page, /^Job two/, 'Cancel Job');
  await page
    .getByRole('dialog')
    .filter({ hasText: 'Cancel 2 jobs?' })
    .getByRole('button', { name: 'Cancel Jobs' })
    .click();
  await row(page, /^Job one, cancelled/).waitFor();
  await row(page, /^Job two, cancelled/).waitFor();
});
