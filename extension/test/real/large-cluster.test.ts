// Many nodes and many jobs: what is not on the first page is reached by asking for more, and shown when something points at it.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  answer,
  chooseOnRow,
  joinFleet,
  openOrchion,
  row,
  runCommand,
  toast,
  type Fleet,
  type Machine,
  type VsCode,
} from '@orchion/editor-harness';
import { afterAll, test } from 'vitest';
import { editorOfThisFile } from './story.ts';

const nodes = 260;
const jobs = 230;

const machines = Array.from({ length: nodes }, (_, index): Machine => ({
  name: `n-${String(index).padStart(3, '0')}`,
  cpuModel: 'AMD EPYC',
  cores: 8,
  memoryGib: 32,
  gpus: [],
  labels: {},
  os: 'linux',
  busy: 0.2,
}));

const many = `apiVersion: orchion/v1
name: many
steps:
  work:
    matrix:
      cell: [${Array.from({ length: jobs }, (_, index) => index).join(', ')}]
    run: sleep 600
`;

let fleet: Fleet | undefined;
afterAll(() => fleet?.leave());

const editor = editorOfThisFile({
  async prepare(home) {
    home.cli('up', '--detach', '--no-agent');
    const play = () => ({ output: '', exitCode: null });
    fleet = await joinFleet({ socket: home.socket, token: home.token('agent'), machines, play });
    // The oldest of all: it stands last among those that run, on the node that stands last.
    home.cli('submit', '--name', 'far', '--node', 'n-259', '--', 'sleep', '600');
    home.cli('submit', '--name', 'near', '--node', 'n-001', '--', 'sleep', '600');
    const file = join(home.dir, 'many.orchion.yaml');
    writeFileSync(file, many);
    home.cli('run', file);
  },
});

function selected(page: VsCode['page'], spoken: string): Promise<void> {
  return page.locator(`[role=treeitem][aria-selected=true][aria-label^="${spoken}"]`).waitFor();
}

test('of many running jobs each can be reached, and their group says how many there are', async (context) => {
  const { page } = editor(context);
  await openOrchion(page);
  await row(page, /^ready: 260/).waitFor();
  await runCommand(page, 'Orchion: Focus on Jobs View');
  await row(page, new RegExp(`^Running: ${jobs + 2}`)).waitFor();
  // A click would close the group.
  await page.keyboard.press('Home');
  await page.keyboard.press('End');
  await row(page, /^Show more/).click();
  // The page is longer now: its end is another row.
  await row(page, /^Show more/).waitFor({ state: 'detached' });
  await page.keyboard.press('End');
  await row(page, /^Job far, running, on n-259/).waitFor();
});

test('the node of a job is revealed though it is far down, and though a filter hides it', async (context) => {
  const { page } = editor(context);
  await chooseOnRow(page, /^Job far, running, on n-259/, 'Reveal Node of Job');
  await selected(page, 'Node n-259');
  await runCommand(page, 'Orchion: Filter Nodes');
  await answer(page, /Show nodes whose/, 'n-00');
  await row(page, /^Node n-259/).waitFor({ state: 'detached' });
  await chooseOnRow(page, /^Job far, running, on n-259/, 'Reveal Node of Job');
  await toast(page, 'n-259 is hidden by the filter "n-00"').getByRole('button', { name: 'Show All Nodes' }).click();
  await selected(page, 'Node n-259');
});

test('a node is revealed out of a view that is closed', async (context) => {
  const { page } = editor(context);
  await runCommand(page, 'View: Show Explorer');
  await row(page, /^Node n-259/).waitFor({ state: 'detached' });
  await runCommand(page, 'Orchion: Reveal Node of Job');
  await answer(page, /Which job/, 'near');
  await selected(page, 'Node n-001');
});

test('a job is revealed among the jobs from the node that it runs on', async (context) => {
  const { page } = editor(context);
  await runCommand(page, 'Orchion: Focus on Jobs View');
  await page.keyboard.press('Home');
  await row(page, /^Node n-001/).click();
  await chooseOnRow(page, /^Job near, running$/, 'Reveal Job Among the Jobs');
  await selected(page, 'Job near, running, on n-001');
});
