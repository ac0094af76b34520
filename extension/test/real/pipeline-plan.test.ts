// What a pipeline would do, before it does anything: hints that follow the cluster without the file being touched, the plan as
// a page, kept results, and files that are sent along.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { editorText, expectTerminal, lens, openFile, runCommand, webviewWith } from '@orchion/editor-harness';
import { expect, test, type TestContext } from 'vitest';
import { editorOfThisFile } from './story.ts';

const examples = join(import.meta.dirname, '..', '..', '..', 'examples');
const example = (name: string): string => readFileSync(join(examples, name), 'utf8');

const fleet = `apiVersion: orchion/v1
name: fleet
steps:
  prepare:
    labels: { room: lab }
    run: echo ready
  train:
    needs: prepare
    matrix: { room: [lab, attic], size: [1, 2] }
    labels: { room: '\${{ matrix.room }}' }
    run: echo training
`;

const kept = `apiVersion: orchion/v1
name: kept
steps:
  fetch:
    cache: true
    run: echo fetched
`;

const editor = editorOfThisFile({
  files: {
    'fleet.orchion.yaml': fleet,
    'kept.orchion.yaml': kept,
    'workspace.orchion.yaml': example('21-workspace.orchion.yaml'),
    'data/numbers.csv': '1,2\n3,4\n',
    'data/ignored.log': 'noise\n',
    '.gitignore': '*.log\n',
  },
  size: { width: 1440, height: 900 },
  prepare(home) {
    home.cli('up', '--detach');
    home.cli('agent', '--name', 'second', '--label', 'room=lab', '--detach');
  },
});

function expectText(page: ReturnType<typeof editor>['page'], part: string): Promise<void> {
  return expect.poll(() => editorText(page)).toContain(part);
}

/** What the file was checked against, as a screen reader hears it. */
function checked(context: TestContext, words: RegExp): Promise<void> {
  return editor(context).page.locator('[id="status.languageStatus"]').getByLabel(words).first().waitFor();
}

test('a hint changes when its node is cordoned, and the file is not touched', async (context) => {
  const { page, home } = editor(context);
  // No view was opened: a pipeline on the screen is enough to look for the orchestrator.
  await openFile(page, 'fleet.orchion.yaml');
  await expectText(page, '→ second');
  await checked(context, /Checked against 2 nodes/);
  home.cli('nodes', 'cordon', 'second');
  await expectText(page, 'waits: second is cordoned');
  home.cli('nodes', 'uncordon', 'second');
  await expectText(page, '→ second');
});

test('the cells of a matrix are summed up, and one that can never run is a warning', async (context) => {
  const { page } = editor(context);
  await expectText(page, '4 cells → second · 2 never run');
  await page.locator('.squiggly-warning').first().waitFor();
});

test('the plan is a page that follows the cluster', async (context) => {
  const { page, home } = editor(context);
  await lens(page, 'Plan').first().click();
  const plan = await webviewWith(page, 'table');
  await plan.getByRole('heading', { name: 'Plan of fleet.orchion.yaml' }).waitFor();
  await plan.getByRole('row', { name: /^prepare\s.*▶\srun/ }).waitFor();
  await plan.getByRole('heading', { name: 'Node by node' }).waitFor();
  home.cli('nodes', 'cordon', 'second');
  await plan.getByRole('row', { name: /^prepare\s.*◌\swait/ }).waitFor();
  home.cli('nodes', 'uncordon', 'second');
  await plan.getByRole('row', { name: /^prepare\s.*▶\srun/ }).waitFor();
  await runCommand(page, 'View: Close All Editors');
});

test('a step whose result was kept says whose it would use', async (context) => {
  const { page } = editor(context);
  await openFile(page, 'kept.orchion.yaml');
  await expectText(page, '→ ');
  await lens(page, '▷ Run').first().click();
  await lens(page, 'run 1: succeeded').first().waitFor();
  await expectText(page, 'cached: run 1');
});

test('files that a step asks for are sent along, and the run finds them', async (context) => {
  const { page } = editor(context);
  await openFile(page, 'workspace.orchion.yaml');
  await lens(page, '▷ Run').first().click();
  await lens(page, 'run 2: succeeded').first().waitFor();
  await lens(page, '✓ succeeded').first().click();
  await expectTerminal(page, /numbers\.csv/);
});
