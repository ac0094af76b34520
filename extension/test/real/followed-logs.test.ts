// A log that is followed in an output channel: its levels have colours, its places in files are links, it is searched, it
// survives a cut and a reload, and a flood does not stop the window.

import { chooseOnRow, openOrchion, row, runCommand } from '@orchion/editor-harness';
import { expect, test } from 'vitest';
import { gateIn } from './gate.ts';
import { editorOfThisFile } from './story.ts';

const editor = editorOfThisFile({ files: { 'main.py': 'a = 1\nb = 2\n' } });

type Page = ReturnType<typeof editor>['page'];

/** What the output view shows now; the editor draws only the lines that are in sight. */
async function output(page: Page): Promise<string> {
  const lines = page.locator('.output-view-container .view-lines, .part.panel .view-lines').first();
  return (await lines.innerText()).replaceAll('\u00a0', ' ');
}

async function expectOutput(page: Page, expected: RegExp): Promise<void> {
  await page.locator('.part.panel .view-lines').first().waitFor();
  await expect.poll(() => output(page)).toMatch(expected);
}

function followInOutput(page: Page, spoken: RegExp): Promise<void> {
  return chooseOnRow(page, spoken, 'Follow Log in an Output Channel');
}

test('a log is followed in an output channel to its exit summary', async (context) => {
  const { page, home } = editor(context);
  await openOrchion(page);
  await page.getByRole('button', { name: 'Start Local Orchestrator' }).click();
  await row(page, /^Node local, ready/).waitFor();
  const script = 'echo INFO begins; sleep 1; echo ERROR at main.py:2; echo WARN >&2; exit 3';
  home.cli('submit', '--name', 'levels', '--', 'sh', '-c', script);
  await row(page, /^Job levels, failed/).waitFor();
  await followInOutput(page, /^Job levels/);
  await expectOutput(page, /── levels · [^]*INFO begins[^]*── failed · exit code 3 · ran/);
  // The whole panel, so that a log of a few lines is drawn from its first to its last.
  await runCommand(page, 'View: Toggle Maximized Panel');
  // Three levels, three colours.
  const tokens = page.locator('.part.panel .view-line span span');
  const classOf = (level: RegExp) => tokens.filter({ hasText: level }).first().getAttribute('class');
  const classes = await Promise.all([/^INFO$/, /^ERROR$/, /^WARN$/].map(classOf));
  expect(new Set(classes).size).toBe(3);
  await page.locator('.part.panel .detected-link', { hasText: 'main.py' }).first().waitFor();
});

test('it goes on where it was when the orchestrator comes back, and comes back itself when the window does', async (context) => {
  const { page, home, folder, reload } = editor(context);
  const gate = gateIn(folder, 'number');
  home.cli('submit', '--name', 'long', '--', 'sh', '-c', gate.counting);
  await row(page, /^Job long, running/).waitFor();
  await followInOutput(page, /^Job long/);
  await expectOutput(page, /number-2/);
  home.cli('down');
  // The button is there once the window knows; the palette keeps what it listed when it was opened.
  await page.getByRole('button', { name: 'Start Local Orchestrator' }).click();
  await expectOutput(page, /── connected again/);
  gate.open();
  await expectOutput(page, /── succeeded/);
  const numbers = (await output(page)).split('\n').filter((line) => line.startsWith('number-'));
  expect(numbers.length).toBeGreaterThan(1);
  expect(numbers).toEqual(numbers.map((_, i) => `number-${i + 1}`));
  const next = gateIn(folder, 'again');
  home.cli('submit', '--name', 'again', '--', 'sh', '-c', `${next.counting}; echo the-end`);
  await row(page, /^Job again, running/).waitFor();
  await followInOutput(page, /^Job again/);
  await expectOutput(page, /again-2/);
  await reload();
  await openOrchion(page);
  await expectOutput(page, /again-1\n/);
  next.open();
  await expectOutput(page, /again-1\n[^]*the-end\n── succeeded/);
});

test('a flood is shown with what was left out said, and the window answers meanwhile', async (context) => {
  const { page, home } = editor(context);
  const flood = 'sleep 3; i=0; while [ $i -lt 12 ]; do seq 25000; i=$((i+1)); done; echo the-end';
  home.cli('submit', '--name', 'flood', '--', 'sh', '-c', flood);
  await row(page, /^Job flood, running/).waitFor();
  await followInOutput(page, /^Job flood/);
  // The palette opens while the flood is drawn.
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().waitFor();
  await page.keyboard.press('Escape');
  await expectOutput(page, /the-end\n── succeeded/);
});
