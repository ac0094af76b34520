// Every view in four themes: the pages of webviews are read by axe in each, and where ORCHION_SCREENSHOTS is 1 the pictures of
// the README and of the marketplace are taken anew (they differ a little on every machine).

import {
  accessibilityFaults,
  chooseOnRow,
  chooseTheme,
  expectTerminal,
  openOrchion,
  pressOnRow,
  question,
  row,
  runCommand,
  themes,
  webviewWith,
  type Fleet,
  type VsCode,
} from '@orchion/editor-harness';
import { afterAll, expect, test, vi } from 'vitest';
import { keepPicture } from './keep-picture.ts';
import { pipeline, pipelineFile, showFleet } from './show-fleet.ts';
import { editorOfThisFile } from './story.ts';

const takesPictures = process.env.ORCHION_SCREENSHOTS === '1';

let fleet: Fleet | undefined;
afterAll(() => fleet?.leave());

// Four themes and as many views: several times what another story takes.
vi.setConfig({ testTimeout: 400_000 });

const editor = editorOfThisFile({
  size: { width: 1100, height: 660 },
  files: { [pipelineFile]: pipeline },
  prepare: async (home) => {
    fleet = await showFleet(home);
  },
});

/** Calls `look` in each theme, and takes the picture. Without `look` there is nothing to do but the picture. */
async function inEachTheme({ page }: VsCode, view: string, look?: () => Promise<void>): Promise<void> {
  for (const theme of takesPictures || look !== undefined ? themes : []) {
    await chooseTheme(page, theme);
    await look?.();
    if (!takesPictures) continue;
    await keepPicture(page, `${view}-${theme.name}`);
  }
}

async function widenSideBar(page: VsCode['page'], to: number): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (box === null) throw new Error('There is no side bar');
  const edge = box.x + box.width;
  await page.mouse.move(edge + 2, 400);
  await page.mouse.down();
  await page.mouse.move(to, 400, { steps: 5 });
  await page.mouse.up();
}

test('nodes, jobs and a followed log', async (context) => {
  const code = editor(context);
  const { page } = code;
  await openOrchion(page);
  await widenSideBar(page, 450);
  await row(page, /^Node tower, ready/).click();
  await row(page, /^RTX 4090/)
    .first()
    .waitFor();
  await row(page, /^Job finetune-next, queued/).waitFor();
  await pressOnRow(page, /^Job finetune, running, on/, 'Follow Log');
  await expectTerminal(page, /epoch 9/);
  await runCommand(page, 'View: Toggle Maximized Panel');
  await inEachTheme(code, 'fleet');
});

test('a log that is followed in an output channel', async (context) => {
  const code = editor(context);
  const { page } = code;
  await chooseOnRow(page, /^Job serve, running/, 'Follow Log in an Output Channel');
  await page.locator('.part.panel .view-lines', { hasText: '2,011 tokens/s' }).waitFor();
  await inEachTheme(code, 'output');
});

test('why a job waits, node by node', async (context) => {
  const code = editor(context);
  const { page } = code;
  await inEachTheme(code, 'why', async () => {
    await chooseOnRow(page, /^Job finetune-next/, 'Why Is This Job Where It Is?');
    await question(page, /Why: finetune-next/)
      .filter({ hasText: 'tower' })
      .waitFor();
  });
  await page.keyboard.press('Escape');
});

test('the form of a job, in which axe finds nothing in any theme', async (context) => {
  const code = editor(context);
  const { page } = code;
  await runCommand(page, 'View: Toggle Panel Visibility');
  await runCommand(page, 'Orchion: Submit a Job by Form');
  const form = await webviewWith(page, '#field-command');
  const type = (field: string, text: string): Promise<void> => form.locator(`#field-${field} input`).fill(text);
  await type('command', 'python train.py --epochs 20');
  await type('gpus', '1');
  await type('vram', '16GiB');
  await type('timeout', 'soon');
  await form.locator('#problem-timeout', { hasText: 'soon' }).waitFor();
  await form.locator('#problem-timeout').scrollIntoViewIfNeeded();
  await inEachTheme(code, 'form-problem', async () => {
    // The page hears of the theme a moment later than the window.
    await expect.poll(() => accessibilityFaults(form)).toEqual([]);
  });
  await type('timeout', '2h');
  await form.locator('#preview[data-tone="good"]').waitFor();
  await form.locator('h1').scrollIntoViewIfNeeded();
  await inEachTheme(code, 'form', async () => {
    // The page hears of the theme a moment later than the window.
    await expect.poll(() => accessibilityFaults(form)).toEqual([]);
  });
});

test('a run in the middle of its pipeline: in its view, behind its file, and as a graph in which axe finds nothing', async (context) => {
  const code = editor(context);
  const { page } = code;
  const text = page.locator('.editor-instance .view-lines').first();
  await runCommand(page, 'View: Close All Editors');
  // The whole height for the run.
  for (const view of ['Nodes', 'Jobs']) await page.getByRole('button', { name: `${view} Section` }).click();
  await row(page, /^Pipeline train/).click();
  // The file comes a moment later, and with it the focus: a list of commands that is open by then would close.
  await page.locator('.tab.active', { hasText: pipelineFile }).waitFor();
  await text.click();
  await runCommand(page, 'Orchion: Run Pipeline');
  await row(page, /^Step report, succeeded/).waitFor();
  await row(page, /^Step train, 2 running/).click();
  await row(page, /^Step train\[0\], /).waitFor();
  await widenSideBar(page, 330);
  await text.click();
  await runCommand(page, 'Orchion: Show Pipeline Graph');
  const graph = await webviewWith(page, '#boxes button');
  await graph.getByRole('button', { name: /^report\s*, succeeded/ }).waitFor();
  await page.locator('.editor-instance .view-lines').first().click();
  // Before another theme is chosen, if any is.
  await expect.poll(() => accessibilityFaults(graph)).toEqual([]);
  await inEachTheme(code, 'run');
  for (const view of ['Nodes', 'Jobs']) await page.getByRole('button', { name: `${view} Section` }).click();
});

test('the walkthrough', async (context) => {
  const code = editor(context);
  const { page } = code;
  await runCommand(page, 'View: Close All Editors');
  await runCommand(page, 'View: Close Primary Side Bar');
  await runCommand(page, 'Welcome: Open Walkthrough');
  await question(page, /./).waitFor();
  await page.locator('.quick-input-widget input').first().fill('Run your first job');
  await page.keyboard.press('Enter');
  await page.locator('.gettingStartedContainer').getByText('Start the orchestrator').waitFor();
  await inEachTheme(code, 'walkthrough');
});

test('the first view, before anything runs', async (context) => {
  const code = editor(context);
  const { page, home } = code;
  await home.down();
  fleet?.leave();
  await runCommand(page, 'View: Close All Editors');
  await openOrchion(page);
  await page.getByRole('button', { name: 'Start Local Orchestrator' }).waitFor();
  await inEachTheme(code, 'not-started');
});
