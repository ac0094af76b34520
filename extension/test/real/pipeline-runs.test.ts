// A pipeline's life in the editor: written from an empty file, run, seen live, mended, gone on with; and a run whose
// orchestrator is killed in the middle.

import {
  editorText,
  expectTerminal,
  lens,
  openFile,
  row,
  runCommand,
  takeOffered,
  toast,
  webviewWith,
} from '@orchion/editor-harness';
import { expect, test } from 'vitest';
import { editorOfThisFile } from './story.ts';

const slow = `apiVersion: orchion/v1
name: slow
steps:
  first:
    run: sleep 8; echo first
  last:
    needs: first
    run: echo last
`;

const editor = editorOfThisFile({
  files: { 'new.orchion.yaml': '', 'slow.orchion.yaml': slow },
  size: { width: 1440, height: 900 },
  prepare: (home) => void home.cli('up', '--detach'),
});

type Page = ReturnType<typeof editor>['page'];

/** How many steps have a mark in the margin. As text: it runs in the page, whose types this project does not have. */
function marks(page: Page): Promise<number> {
  return page.evaluate(`[...document.querySelectorAll('.glyph-margin-widgets .cgmr')].filter((mark) =>
    getComputedStyle(mark).backgroundImage.startsWith('url("data:image/svg')).length`);
}

test('a pipeline is written from an empty file with the keyboard and completion, and run', async (context) => {
  const { page } = editor(context);
  await openFile(page, 'new.orchion.yaml');
  await takeOffered(page, 'pipeline');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('sleep 3; echo hello');
  // Whatever is offered meanwhile.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+Tab');
  await takeOffered(page, 'step: after others');
  await page.keyboard.press('Tab');
  await takeOffered(page, 'greet');
  await page.keyboard.press('Tab');
  await page.keyboard.type('exit 3');
  await page.keyboard.press('Escape');
  const text = await editorText(page);
  for (const part of ['needs: [greet]', 'run: exit 3', '→ local']) {
    await expect.poll(() => editorText(page), { message: text }).toContain(part);
  }
});

test('while it runs, graph and margin are live, and the failed step opens its log', async (context) => {
  const { page } = editor(context);
  await runCommand(page, 'Orchion: Show Pipeline Graph');
  const graph = await webviewWith(page, '#boxes button');
  const box = (name: RegExp) => graph.getByRole('button', { name });
  await lens(page, '▷ Run').first().click();
  await box(/^greet\s*, running/).waitFor();
  await box(/^greet\s*, succeeded/).waitFor();
  await box(/^name\s*, failed/).waitFor();
  await expect.poll(() => marks(page)).toBe(2);
  await lens(page, '✗ failed').first().click();
  await expectTerminal(page, /failed/);
});

test('a broken file does not run, is mended by what is offered, and the run goes on from where it failed', async (context) => {
  const { page } = editor(context);
  await page.locator('.editor-instance .view-lines').first().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('timout: 5m');
  await page.locator('.squiggly-error').first().waitFor();
  await lens(page, '▷ Run').first().click();
  await toast(page, 'The pipeline has errors').waitFor();
  await page.locator('.editor-instance .view-lines').first().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget').getByText('Change to timeout').click();
  await expect.poll(() => editorText(page)).toContain('timeout: 5m');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+End');
  await page.keyboard.type('run: echo mended');
  await lens(page, 'Run what failed').first().click();
  await lens(page, 'run 2: succeeded').first().waitFor();
  await runCommand(page, 'Orchion: Focus on Pipelines View');
  const run = row(page, /^Run 2 of hello, succeeded/);
  await run.waitFor();
  if ((await run.getAttribute('aria-expanded')) === 'false') await run.click();
  // Its result was taken over: it did not run again.
  await row(page, /^Step greet, succeeded, taken over/).waitFor();
  await row(page, /^Step name, succeeded/).click();
  await expectTerminal(page, /mended/);
});

test('the orchestrator is killed in the middle of a run: it goes on, and everything comes back by itself', async (context) => {
  const { page, home } = editor(context);
  await openFile(page, 'slow.orchion.yaml');
  await expect.poll(() => editorText(page)).toContain('→ local');
  await lens(page, '▷ Run').first().click();
  await lens(page, '▶ running').first().waitFor();
  const before = home.orchestratorPid();
  process.kill(before, 'SIGKILL');
  await lens(page, 'run 3: succeeded').first().waitFor();
  expect(home.orchestratorPid()).not.toBe(before);
  await expect.poll(() => editorText(page)).toContain('→ local');
  const graph = await webviewWith(page, '#boxes button');
  await graph.getByRole('button', { name: /^last\s*, succeeded/ }).waitFor();
  await row(page, /^Run 3 of slow, succeeded/).waitFor();
});
