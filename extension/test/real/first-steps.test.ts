// The packaged extension in a real VS Code with an empty profile, used as a person would for the first time: from "Start Local
// Orchestrator" to finished jobs, submitted by questions and by the form.

import { answer, expectTerminal, openOrchion, row, runCommand, toast, webviewWith } from '@orchion/editor-harness';
import { expect, test } from 'vitest';
import { editorOfThisFile } from './story.ts';

const editor = editorOfThisFile({ files: { 'main.py': 'a = 1\nb = 2\nprint(a + b)\n' } });

test('a press of a button makes this machine a node', async (context) => {
  const { page } = editor(context);
  await openOrchion(page);
  const start = page.getByRole('button', { name: 'Start Local Orchestrator' });
  await start.waitFor();
  await start.click();
  await row(page, /^Node local, ready/).waitFor();
  expect(await page.locator('.statusbar').innerText()).toContain('Orchion: 1 node');
});

test('a few questions submit a job, and its log is followed to its end', async (context) => {
  const { page } = editor(context);
  await runCommand(page, 'Orchion: Submit a Job');
  await answer(page, /1 of 4/, 'for i in 1 2 3; do echo tick $i; sleep 1; done; echo at main.py:3; exit 4');
  await answer(page, /2 of 4/, 'Any');
  await answer(page, /3 of 4/, 'cpu=1 memory=64MiB');
  await answer(page, /4 of 4/, 'private');
  await expectTerminal(page, /tick 1[^]*tick 2[^]*tick 3[^]*── failed · exit code 4 · ran/);
  await toast(page, 'Exited with code 4').waitFor();
});

test('the form says where a job would go before it is submitted, and what is wrong beside the field', async (context) => {
  const { page } = editor(context);
  await runCommand(page, 'Orchion: Submit a Job by Form');
  const form = await webviewWith(page, '#field-command');
  const type = async (field: string, text: string): Promise<void> => {
    await form.locator(`#field-${field} input`).fill(text);
  };
  const preview = form.locator('#preview');
  await type('command', 'echo from the form');
  await preview.filter({ hasText: 'local' }).waitFor();
  await type('cpu', 'many');
  await form.locator('#problem-cpu', { hasText: '"many"' }).waitFor();
  await type('cpu', '999');
  await preview.filter({ hasText: '999 cores' }).waitFor();
  expect(await preview.getAttribute('data-tone')).toBe('never');
  await type('cpu', '1');
  await type('name', 'by-form');
  await form.locator('#preview[data-tone="good"]', { hasText: 'local' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await row(page, /^Job by-form, succeeded/).waitFor();
  await expectTerminal(page, /from the form[^]*── succeeded/);
  // Out of the form: the editor gives the focus back to it late, which would close the next list.
  await row(page, /^Job by-form/).click();
});

test('the full log opens as a document, in which places in files are links', async (context) => {
  const { page } = editor(context);
  await runCommand(page, 'Orchion: Open Full Log');
  await answer(page, /Which job/, 'for');
  const lines = page.locator('.editor-instance .view-lines');
  await lines.filter({ hasText: 'tick 3' }).waitFor();
  await page.locator('.editor-instance .detected-link', { hasText: 'main.py:3' }).waitFor();
  await page.getByText('Save the whole log').waitFor();
});
