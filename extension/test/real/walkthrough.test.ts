// The walkthrough leads from nothing to a finished job.

import { answer, expectTerminal, runCommand, type VsCode } from '@orchion/editor-harness';
import { expect, test } from 'vitest';
import { editorOfThisFile } from './story.ts';

const editor = editorOfThisFile();

async function submit(page: VsCode['page'], command: string): Promise<void> {
  await answer(page, /1 of 4/, command);
  await answer(page, /2 of 4/, 'Any');
  await answer(page, /3 of 4/, 'cpu=1');
  await answer(page, /4 of 4/, 'private');
}

function stepsDone(page: VsCode['page']): Promise<number> {
  return page.locator('.gettingStartedContainer .codicon-getting-started-step-checked').count();
}

test('the walkthrough leads to a job that succeeds: its steps work, and each is ticked off when it is done', async (context) => {
  const { page } = editor(context);
  await runCommand(page, 'Welcome: Open Walkthrough');
  await answer(page, /./, 'Run your first job');
  const steps = page.locator('.gettingStartedContainer .step-list-container');
  await steps.getByText('Start the orchestrator').waitFor();
  await page.getByRole('button', { name: 'Start Local Orchestrator' }).first().click();
  await page.locator('.statusbar').getByText('Orchion: 1 node').waitFor();
  await steps.getByText('Run your first job').click();
  await page.getByRole('button', { name: 'Submit a Job' }).first().click();
  await submit(page, 'exit 3');
  await expectTerminal(page, /── failed · exit code 3/);
  await runCommand(page, 'Welcome: Open Walkthrough');
  await answer(page, /./, 'Run your first job');
  // A job that failed is none to end with.
  await expect.poll(() => stepsDone(page)).toBe(2);
  await runCommand(page, 'Orchion: Submit a Job ...');
  await submit(page, 'echo hello, fleet');
  await expectTerminal(page, /hello, fleet[^]*── succeeded/);
  await runCommand(page, 'Welcome: Open Walkthrough');
  await answer(page, /./, 'Run your first job');
  await expect.poll(() => stepsDone(page)).toBe(3);
});
