// The packaged extension in a real VS Code with an empty profile, used as a person would: from "Start Local Orchestrator" to
// finished jobs, through a crash of the orchestrator.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest';
import { installVsCode } from './install-vscode.ts';
import { findChromium, openVsCode, type VsCodeUnderTest } from './vscode-under-test.ts';
import { answer, expectTerminal, openOrchion, row, runCommand, seriousFaults, shot, webviewWith } from './window.ts';

const extension = dirname(dirname(import.meta.dirname));
const vsix = join(extension, 'orchion.vsix');
const orchion = join(dirname(extension), 'cli', 'dist', 'orchion.js');

let code: VsCodeUnderTest | undefined;
/** Why there is no VS Code to test in; empty where there is one. */
let missing = '';

function opened({ skip, onTestFailed }: TestContext): VsCodeUnderTest {
  if (missing !== '') skip(missing);
  if (code === undefined) throw new Error('VS Code was not opened');
  const { page } = code;
  // What the person would have seen.
  onTestFailed(async () => {
    const path = join(tmpdir(), 'orchion-vscode-failed.png');
    await page.screenshot({ path });
    console.error(`The window as it was: ${path}`);
  });
  return code;
}

/** The same home by the command line: editor and terminal share one orchestrator. */
function cli(home: string, ...args: string[]): string {
  const env = { ...process.env, ORCHION_HOME: home };
  return execFileSync(process.execPath, [orchion, ...args], { env, encoding: 'utf8', stdio: 'pipe' });
}

beforeAll(async () => {
  if (findChromium() === undefined) {
    missing = 'there is no Chromium';
    return;
  }
  let vscode: string;
  try {
    vscode = installVsCode();
  } catch (error) {
    missing = `VS Code cannot be had: ${error instanceof Error ? error.message : String(error)}`;
    return;
  }
  if (!existsSync(vsix)) throw new Error('There is no extension/orchion.vsix: run `npm run vsix` first');
  code = await openVsCode({ vscode, vsix, files: { 'main.py': 'a = 1\nb = 2\nprint(a + b)\n' } });
});

afterAll(async () => {
  if (code === undefined) return;
  const { home } = code;
  await code.close(() => cli(home, 'down', '--stop-jobs'));
});

test('a press of a button makes this machine a node', async (context) => {
  const { page } = opened(context);
  await openOrchion(page);
  const start = page.getByRole('button', { name: 'Start Local Orchestrator' });
  await start.waitFor();
  await shot(page, 'not-started');
  await start.click();
  await row(page, /^Node local, ready/).waitFor();
  expect(await page.locator('.statusbar').innerText()).toContain('Orchion: 1 node');
});

test('jobs stand in the tree with where they run, why they wait, and how they ended', async (context) => {
  const { page, home } = opened(context);
  cli(home, 'submit', '--name', 'quick', '--', 'true');
  cli(home, 'submit', '--name', 'broken', '--', 'sh', '-c', 'exit 3');
  cli(home, 'submit', '--name', 'too-large', '--cpu', '999', '--', 'true');
  cli(home, 'submit', '--name', 'steady', '--', 'sleep', '600');
  await row(page, /^Job quick, succeeded/).waitFor();
  await row(page, /^Job broken, failed, exit code 3/).waitFor();
  await row(page, /^Job too-large, queued, .*999 cores/).waitFor();
  await row(page, /^Job steady, running, on local since/).waitFor();
  await shot(page, 'jobs');
});

test('a job is cancelled from its row', async (context) => {
  const { page } = opened(context);
  const steady = row(page, /^Job steady/);
  await steady.hover();
  await steady.getByRole('button', { name: 'Cancel Job' }).click();
  await row(page, /^Job steady, cancelled/).waitFor();
});

test('an orchestrator that is killed is started again, and the job that ran meanwhile finishes', async (context) => {
  const { page, home } = opened(context);
  cli(home, 'submit', '--name', 'survivor', '--', 'sh', '-c', 'sleep 6; echo done');
  await row(page, /^Job survivor, running/).waitFor();
  const record = JSON.parse(readFileSync(join(home, 'run', 'orchestrator.json'), 'utf8')) as { pid: number };
  process.kill(record.pid, 'SIGKILL');
  await row(page, /^Job survivor, succeeded/).waitFor({ timeout: 60_000 });
  await row(page, /^Node local, ready/).waitFor();
  const after = JSON.parse(readFileSync(join(home, 'run', 'orchestrator.json'), 'utf8')) as { pid: number };
  expect(after.pid).not.toBe(record.pid);
});

test('a few questions submit a job, and its log is followed to its end', async (context) => {
  const { page } = opened(context);
  await runCommand(page, 'Orchion: Submit a Job');
  await answer(page, /1 of 4/, 'for i in 1 2 3; do echo tick $i; sleep 1; done; echo at main.py:3; exit 4');
  await answer(page, /2 of 4/, 'Any');
  await answer(page, /3 of 4/, 'cpu=1 memory=64MiB');
  await answer(page, /4 of 4/, 'private');
  await expectTerminal(page, /tick 1[^]*tick 2[^]*tick 3[^]*── failed · exit code 4 · ran/);
  await page.locator('.notification-toast').filter({ hasText: 'Exited with code 4' }).waitFor();
  await shot(page, 'log');
});

test('the form says where a job would go before it is submitted, and what is wrong beside the field', async (context) => {
  const { page } = opened(context);
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
  await shot(page, 'form');
  expect(await seriousFaults(form)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await row(page, /^Job by-form, succeeded/).waitFor();
  await expectTerminal(page, /from the form[^]*── succeeded/);
  // Out of the form: the editor gives the focus back to it late, which would close the next list.
  await row(page, /^Job by-form/).click();
});

test('the full log opens as a document, in which places in files are links', async (context) => {
  const { page } = opened(context);
  await runCommand(page, 'Orchion: Open Full Log');
  await answer(page, /Which job/, 'for');
  const lines = page.locator('.editor-instance .view-lines');
  await lines.filter({ hasText: 'tick 3' }).waitFor();
  await page.locator('.editor-instance .detected-link', { hasText: 'main.py:3' }).waitFor();
  await page.getByText('Save the whole log').waitFor();
});

test('a log that is followed while the window is reloaded misses nothing', async (context) => {
  const vscode = opened(context);
  const { page, home } = vscode;
  cli(home, 'submit', '--name', 'count', '--', 'sh', '-c', 'for i in $(seq 6); do echo number-$i; sleep 2; done');
  const job = row(page, /^Job count, running/);
  await job.hover();
  await job.getByRole('button', { name: 'Follow Log' }).click();
  await expectTerminal(page, /number-2/);
  await vscode.reload();
  await openOrchion(page);
  const all = Array.from({ length: 6 }, (_, i) => `number-${i + 1}[^]*`).join('');
  await expectTerminal(page, new RegExp(`${all}── succeeded`));
});

test('nodes are filtered from the command palette, and a filter that nothing matches says so', async (context) => {
  const { page } = opened(context);
  await runCommand(page, 'Orchion: Filter Nodes');
  await answer(page, /Show nodes whose/, 'gpu=none');
  await page.getByText('No node matches the filter.').waitFor();
  await page.getByRole('button', { name: 'Show All Nodes' }).first().click();
  await row(page, /^Node local, ready/).waitFor();
});

test('a node is cordoned and uncordoned', async (context) => {
  const { page } = opened(context);
  await row(page, /^Node local, ready/).click();
  await runCommand(page, 'Orchion: Cordon Node');
  await answer(page, /Which node/, 'local');
  const cordoned = row(page, /^Node local, cordoned/);
  await cordoned.waitFor();
  await cordoned.hover();
  await cordoned.getByRole('button', { name: 'Uncordon Node' }).click();
  await row(page, /^Node local, ready/).waitFor();
});

test('what is stopped in a terminal stays stopped', async (context) => {
  const { page, home } = opened(context);
  cli(home, 'down', '--stop-jobs');
  await page.getByRole('button', { name: 'Start Local Orchestrator' }).waitFor();
  // Longer than it would take to be brought back.
  await page.waitForTimeout(4000);
  expect(existsSync(join(home, 'run', 'orchestrator.json'))).toBe(false);
});
