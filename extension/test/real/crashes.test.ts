// An orchestrator that dies again and again, and one that cannot start: what is tried, what is said, where its log is.

import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { editorText, openOrchion, row, type OrchionHome } from '@orchion/editor-harness';
import { expect, test } from 'vitest';
import { editorOfThisFile } from './story.ts';

const editor = editorOfThisFile({ prepare: (home) => void home.cli('up', '--detach') });

function kill(home: OrchionHome): void {
  process.kill(home.orchestratorPid(), 'SIGKILL');
}

test('one that dies again is started again a little later, which is said', async (context) => {
  const { page, home } = editor(context);
  await openOrchion(page);
  await row(page, /^Node local, ready/).waitFor();
  kill(home);
  await page.getByText('The orchestrator ended unexpectedly; starting it again').first().waitFor();
  await row(page, /^Node local, ready/).waitFor();
  kill(home);
  await page.getByText('ended unexpectedly 2 times; starting it again after 1 s').first().waitFor();
  await row(page, /^Node local, ready/).waitFor();
});

test('one that cannot start is left alone with the reason, its log, and a way back', async (context) => {
  const { page, home } = editor(context);
  const database = join(home.dir, 'data', 'orchestrator', 'cluster.db');
  const kept = join(home.dir, 'kept.db');
  const parts = ['', '-wal'];
  kill(home);
  for (const part of parts) renameSync(`${database}${part}`, `${kept}${part}`);
  writeFileSync(database, 'this is no database');

  await page.getByText('The orchestrator of this machine does not run.').waitFor();
  await page.getByText(/The log of the orchestrator has the whole story/).waitFor();
  await page.locator('.statusbar').getByText('no connection').waitFor();
  await page.getByRole('button', { name: 'Open Its Log' }).click();
  await expect.poll(() => editorText(page)).toContain('cluster.db');

  for (const part of parts) renameSync(`${kept}${part}`, `${database}${part}`);
  await page.getByRole('button', { name: 'Start It Again' }).click();
  await row(page, /^Node local, ready/).waitFor();
});

test(
  'one that dies whenever it is started is given up, with its log and a way back',
  { timeout: 300_000 },
  async (context) => {
    const { page, home } = editor(context);
    const givenUp = page.getByText(/ended unexpectedly \d+ times within a few minutes/).first();
    const ready = row(page, /^Node local, ready/);
    // Crashes are counted for a few minutes; on a busy machine the first ones may be forgotten meanwhile.
    for (let kills = 0; kills < 12 && !(await givenUp.isVisible()); kills += 1) {
      await ready.waitFor();
      kill(home);
      await ready.waitFor({ state: 'detached' });
      await ready.or(givenUp).first().waitFor();
    }
    await givenUp.waitFor();
    await page.getByText('It is not started again by itself; its log says why it ended.').first().waitFor();
    await page.getByRole('button', { name: 'Open Its Log' }).click();
    await page.getByRole('tab', { name: /orchestrator\.log/ }).waitFor();
    await page.getByRole('button', { name: 'Start It Again' }).click();
    await ready.waitFor();
  },
);
