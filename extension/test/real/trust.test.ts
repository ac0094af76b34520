// A folder that its user has not trusted yet.

import { answer, openOrchion, row, runCommand, toast } from '@orchion/editor-harness';
import { expect, test } from 'vitest';
import { editorOfThisFile } from './story.ts';

const editor = editorOfThisFile({
  trust: 'asked',
  // The page of trust as an editor among others, not above everything else.
  settings: { 'workbench.editor.useModal': 'off' },
  prepare: (home) => void home.cli('up', '--detach'),
});

test('in a workspace that is not trusted nothing is connected and nothing starts, and the view says so', async (context) => {
  const { page, home } = editor(context);
  await openOrchion(page);
  await page
    .getByText(/Restricted Mode/)
    .first()
    .waitFor();
  await page.getByText('Orchion runs nothing in a workspace').waitFor();
  await page.locator('.statusbar').getByText('workspace not trusted').waitFor();
  await home.down();
  await runCommand(page, 'Orchion: Start Local Orchestrator');
  await toast(page, 'not trusted').waitFor();
  expect(home.hasOrchestrator()).toBe(false);
});

test('once its user trusts it, what was refused works, without a reload', async (context) => {
  const { page } = editor(context);
  await runCommand(page, 'Workspaces: Manage Workspace Trust');
  await page.getByRole('button', { name: 'Trust', exact: true }).click();
  await page.locator('.statusbar').getByText('workspace not trusted').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Start Local Orchestrator' }).click();
  await row(page, /^Node local, ready/).waitFor();
  await runCommand(page, 'Orchion: Submit a Job ...');
  await answer(page, /1 of 4/, 'echo trusted');
  await answer(page, /2 of 4/, 'Any');
  await answer(page, /3 of 4/, 'cpu=1');
  await answer(page, /4 of 4/, 'private');
  await row(page, /^Job echo, succeeded/).waitFor();
});
