// Pipelines in a real VS Code: written with completion alone, checked while typed, foreseen on the nodes, run, and looked at as
// a graph.

import {
  accessibilityFaults,
  editorText,
  expectTerminal,
  openFile,
  openOrchion,
  row,
  runCommand,
  takeOffered,
  webviewWith,
} from '@orchion/editor-harness';
import { expect, test } from 'vitest';
import { keepPicture } from './keep-picture.ts';
import { editorOfThisFile } from './story.ts';

const hello = `apiVersion: orchion/v1
name: hello
steps:
  greet:
    run: echo hello
  shout:
    needs: [greet]
    run: echo HELLO
`;

const editor = editorOfThisFile({ files: { 'hello.orchion.yaml': hello, 'new.orchion.yaml': '' } });

type Page = ReturnType<typeof editor>['page'];

test('a pipeline is written from an empty file with completion alone', async (context) => {
  const { page } = editor(context);
  await openFile(page, 'new.orchion.yaml');
  await takeOffered(page, 'pipeline');
  await expect.poll(() => editorText(page)).toContain('run: echo hello');
  expect(await editorText(page)).toContain('apiVersion: orchion/v1');
  await page.keyboard.press('Escape');
});

test('a slip is underlined, and mended by what is offered', async (context) => {
  const { page } = editor(context);
  await openFile(page, 'hello.orchion.yaml');
  await page.keyboard.press('Control+End');
  await page.keyboard.type('    timout: 5m');
  await page.locator('.squiggly-error').first().waitFor();
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget').getByText('Change to timeout').click();
  await expect.poll(() => editorText(page)).toContain('timeout: 5m');
});

test('each step says where it would go, and the pipeline is run from its lens', async (context) => {
  const { page } = editor(context);
  await openOrchion(page);
  await page.getByRole('button', { name: 'Start Local Orchestrator' }).click();
  await row(page, /^Node local, ready/).waitFor();
  await openFile(page, 'hello.orchion.yaml');
  await expect.poll(() => editorText(page)).toContain('→ local');
  await page.locator('.codelens-decoration a', { hasText: 'Run' }).first().click();
  await page.locator('.codelens-decoration').getByText('run 1: succeeded').waitFor();
});

test('the view of pipelines shows the file, its run and its steps, and a click opens a log', async (context) => {
  const { page } = editor(context);
  await runCommand(page, 'Orchion: Focus on Pipelines View');
  await row(page, /^Pipeline hello, succeeded/).waitFor();
  const run = row(page, /^Run 1 of hello, succeeded/);
  // It is open where it was drawn while it ran.
  if ((await run.getAttribute('aria-expanded')) === 'false') await run.click();
  await row(page, /^Step greet, succeeded/).waitFor();
  await row(page, /^Step shout, succeeded/).click();
  await expectTerminal(page, /HELLO/);
});

test('the graph stands beside the text, follows the cursor, and is walked with the keyboard', async (context) => {
  const { page } = editor(context);
  await openFile(page, 'hello.orchion.yaml');
  await runCommand(page, 'Orchion: Show Pipeline Graph');
  const graph = await webviewWith(page, '#boxes button');
  const box = (name: RegExp) => graph.getByRole('button', { name });
  await box(/^shout\s*, succeeded/).waitFor();
  await box(/^greet\s*, succeeded/).focus();
  await page.keyboard.press('ArrowDown');
  await graph.locator('button[aria-current="true"]', { hasText: 'shout' }).waitFor();
  expect(await accessibilityFaults(graph)).toEqual([]);
  await keepPictureWhereAsked(page);
});

async function keepPictureWhereAsked(page: Page): Promise<void> {
  if (process.env.ORCHION_SCREENSHOTS !== undefined) await keepPicture(page, 'pipeline');
}
