// Several windows share one orchestrator of this machine, and closing them ends no job.

import { openOrchion, row } from '@orchion/editor-harness';
import { expect, test } from 'vitest';
import { gateIn } from './gate.ts';
import { editorOfThisFile } from './story.ts';

const editor = editorOfThisFile();

test('two windows that start the orchestrator at once share one, and closing both leaves a running job running', async (context) => {
  const { page, home, folder, openWindow } = editor(context);
  const other = await openWindow();
  const windows = [page, other];
  for (const window of windows) await openOrchion(window);
  const starts = windows.map((window) => window.getByRole('button', { name: 'Start Local Orchestrator' }));
  for (const start of starts) await start.waitFor();
  // One of them may see the other's before it is pressed.
  await Promise.all(starts.map((start) => start.click({ timeout: 5000 }).catch(() => undefined)));
  for (const window of windows) await row(window, /^Node local, ready/).waitFor();
  expect(home.cli('nodes').match(/\blocal\b/g)).toHaveLength(1);

  const gate = gateIn(folder, 'waits');
  home.cli('submit', '--name', 'on-its-own', '--', 'sh', '-c', `${gate.counting}; echo done`);
  for (const window of windows) await row(window, /^Job on-its-own, running/).waitFor();
  for (const window of windows) await window.close();
  gate.open();
  home.cli('wait', 'on-its-own', '--timeout', '60s');
  expect(home.cli('logs', 'on-its-own')).toContain('done');
});
