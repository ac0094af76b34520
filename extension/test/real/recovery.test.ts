// What goes wrong and comes back: a killed orchestrator, a reloaded window, one that keeps dying.

import { expectTerminal, openOrchion, pressOnRow, row } from '@orchion/editor-harness';
import { expect, test } from 'vitest';
import { gateIn } from './gate.ts';
import { editorOfThisFile } from './story.ts';

const editor = editorOfThisFile({ prepare: (home) => void home.cli('up', '--detach') });

test('an orchestrator that is killed is started again, and the job that ran meanwhile finishes', async (context) => {
  const { page, home, folder } = editor(context);
  await openOrchion(page);
  await row(page, /^Node local, ready/).waitFor();
  const gate = gateIn(folder, 'waits');
  home.cli('submit', '--name', 'survivor', '--', 'sh', '-c', `${gate.counting}; echo done`);
  await row(page, /^Job survivor, running/).waitFor();
  const before = home.orchestratorPid();
  process.kill(before, 'SIGKILL');
  gate.open();
  await row(page, /^Job survivor, succeeded/).waitFor();
  await row(page, /^Node local, ready/).waitFor();
  expect(home.orchestratorPid()).not.toBe(before);
});

test('a log that is followed while the window is reloaded misses nothing', async (context) => {
  const { page, home, reload } = editor(context);
  home.cli('submit', '--name', 'count', '--', 'sh', '-c', 'for i in $(seq 6); do echo number-$i; sleep 2; done');
  await row(page, /^Job count, running/).waitFor();
  await pressOnRow(page, /^Job count/, 'Follow Log');
  await expectTerminal(page, /number-2/);
  await reload();
  await openOrchion(page);
  const all = Array.from({ length: 6 }, (_, i) => `number-${i + 1}[^]*`).join('');
  await expectTerminal(page, new RegExp(`${all}── succeeded`));
});

test('a log that is followed while the orchestrator is killed goes on, whole and without repeats', async (context) => {
  const { page, home } = editor(context);
  home.cli('submit', '--name', 'bridge', '--', 'sh', '-c', 'for i in $(seq 8); do echo plank-$i; sleep 1; done');
  await row(page, /^Job bridge, running/).waitFor();
  await pressOnRow(page, /^Job bridge/, 'Follow Log');
  await expectTerminal(page, /plank-2/);
  process.kill(home.orchestratorPid(), 'SIGKILL');
  // Nothing but the planks and the view's own remarks, each plank once and in order.
  const planks = Array.from({ length: 8 }, (_, i) => `plank-${i + 1}(?:(?!plank)[^])*`).join('');
  await expectTerminal(page, new RegExp(`^(?:(?!plank)[^])*${planks}── succeeded`));
});

test('what is stopped in a terminal stays stopped', async (context) => {
  const { page, home } = editor(context);
  await home.down();
  await page.getByRole('button', { name: 'Start Local Orchestrator' }).waitFor();
  // Longer than it would take to be brought back.
  await page.waitForTimeout(4000);
  expect(home.hasOrchestrator()).toBe(false);
});
