// tasks.json runs work on the fleet: its output and colours in the task's terminal, its exit code, its problems, its end.

import { mkdirSync, writeFileSync } from 'node:fs';
import { expectTerminal, openOrchion, row, runCommand, type VsCode } from '@orchion/editor-harness';
import { expect, test } from 'vitest';
import { gateIn } from './gate.ts';
import { editorOfThisFile } from './story.ts';

const traceback = [
  'Traceback (most recent call last):',
  '  File "main.py", line 2, in <module>',
  '    b = 1 / 0',
  'ZeroDivisionError: division by zero',
];
const tasksIn = (folder: string) => [
  {
    label: 'fails',
    type: 'orchion',
    command: ['sh', '-c', `printf '\\033[32mgreen\\033[0m %s\\n' "$WORD" '${traceback.join('\n')}'; exit 7`],
    env: { WORD: 'and words' },
    resources: { cpu: 1, memory: '16MiB' },
    node: 'local',
    problemMatcher: ['$orchion-python'],
  },
  { label: 'wrong', type: 'orchion', run: 'true', resources: { memory: 'lots' }, problemMatcher: [] },
  { label: 'stays', type: 'orchion', run: 'echo begun; sleep 600', problemMatcher: [] },
  {
    label: 'leaves',
    type: 'orchion',
    run: `echo begun; ${gateIn(folder, 'leaves').counting}`,
    onTerminate: 'leave',
    problemMatcher: [],
  },
  { label: 'counts', type: 'orchion', run: `${gateIn(folder, 'number').counting}; echo the-end`, problemMatcher: [] },
];
/** Each in a terminal of its own, so that a story sees nothing of the one before it. */
const apart = (folder: string) => tasksIn(folder).map((task) => ({ ...task, presentation: { panel: 'new' } }));
/** As most tasks are: its terminal is used again by its next run. The first run is longer than the terminal is high. */
const againIn = (folder: string) => ({
  label: 'again',
  type: 'orchion',
  run: `n=$(cat ${folder}/count); echo begins-$n; seq -f line-%g $((63 / n)); echo $((n + 20)) > ${folder}/count; exit $n`,
  problemMatcher: [],
});
const editor = editorOfThisFile({ files: { 'main.py': 'a = 1\nb = 1 / 0\n' } });

async function runTask(page: VsCode['page'], label: string): Promise<void> {
  await runCommand(page, 'Tasks: Run Task');
  const input = page.locator('.quick-input-widget input').first();
  await input.fill(label);
  // The list is filled while its providers are asked.
  await page
    .getByRole('option', { name: new RegExp(`^${label}`) })
    .first()
    .click();
}

async function terminate(page: VsCode['page'], label: string): Promise<void> {
  await runCommand(page, 'Tasks: Terminate Task');
  await page.getByRole('option', { name: label }).click();
}

test('the output of a task has its colours, its exit code is the task’s, and its problems are found', async (context) => {
  const { page, folder, reload } = editor(context);
  mkdirSync(`${folder}/.vscode`);
  writeFileSync(
    `${folder}/.vscode/tasks.json`,
    JSON.stringify({ version: '2.0.0', tasks: [...apart(folder), againIn(folder)] }),
  );
  await reload();
  await openOrchion(page);
  await page.getByRole('button', { name: 'Start Local Orchestrator' }).click();
  await row(page, /^Node local, ready/).waitFor();
  await runTask(page, 'fails');
  await expectTerminal(page, /green and words[^]*ZeroDivisionError[^]*── failed · exit code 7[^]*exit code: 7/);
  await row(page, /^Job fails, failed, exit code 7/).waitFor();
  await page.keyboard.press('Enter');
  await runCommand(page, 'Problems: Focus on Problems View');
  await page.locator('.markers-panel').getByText('ZeroDivisionError: division by zero').waitFor();
});

test('a task that is no job says which property is wrong, and runs nothing', async (context) => {
  const { page } = editor(context);
  await runTask(page, 'wrong');
  await expectTerminal(page, /resources\.memory: "lots" is no amount of bytes/);
  expect(await row(page, /^Job wrong/).count()).toBe(0);
});

test('a task that is run again shows its next run in the same terminal, from its start to its exit code', async (context) => {
  const { page, folder } = editor(context);
  writeFileSync(`${folder}/count`, '1');
  await runTask(page, 'again');
  await expectTerminal(page, /line-63\s[^]*── failed · exit code 1[^]*exit code: 1/);
  await runTask(page, 'again');
  await expectTerminal(page, /begins-21\s+line-1\s+line-2\s+line-3\s[^]*── failed · exit code 21[^]*exit code: 21/);
  // Another terminal is in front when the next run begins.
  await runTask(page, 'wrong');
  await expectTerminal(page, /is no amount of bytes/);
  await runTask(page, 'again');
  await expectTerminal(page, /begins-41\s+line-1\s[^]*── failed · exit code 41[^]*exit code: 41/);
});

test('ending a task cancels its job, unless it says otherwise', async (context) => {
  const { page, folder } = editor(context);
  await runTask(page, 'stays');
  await expectTerminal(page, /begun/);
  await terminate(page, 'stays');
  await row(page, /^Job stays, cancelled/).waitFor();
  await runTask(page, 'leaves');
  await row(page, /^Job leaves, running/).waitFor();
  await expectTerminal(page, /begun/);
  await terminate(page, 'leaves');
  gateIn(folder, 'leaves').open();
  await row(page, /^Job leaves, succeeded/).waitFor();
});

test('a reload of the window loses neither the job of a task nor its log', async (context) => {
  const { page, folder, reload } = editor(context);
  await runTask(page, 'counts');
  await expectTerminal(page, /number-2/);
  await reload();
  await openOrchion(page);
  await expectTerminal(page, /number-\d/);
  gateIn(folder, 'number').open();
  await expectTerminal(page, /number-\d+\s+the-end\s[^]*── succeeded/);
});
