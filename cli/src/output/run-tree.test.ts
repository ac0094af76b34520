import { newId, type StepRun } from '@orchion/domain';
import { expect, test } from 'vitest';
import { aRun } from '../test/fake-runs.ts';
import { testNow } from '../test/test-world.ts';
import { createLiveBlock, cutToWidth } from './live-block.ts';
import { treeLines } from './run-tree.ts';
import { styleFor } from './style.ts';

const style = styleFor({ isTerminal: false }, {});
const childId = newId('run', { nextUint32: () => 9 });

function linesOf(steps: Readonly<Record<string, Partial<StepRun>>>, linesMax = 20): readonly string[] {
  const { run, steps: rows } = aRun(1, steps);
  const child = { ...aRun(9, { inner: { state: 'submitted' } }) };
  const all = new Map([
    [run.id, new Map(rows.map((row) => [row.key, row]))],
    [childId, new Map(child.steps.map((row) => [row.key, row]))],
  ]);
  return treeLines({ jobs: new Map(), steps: all }, run.id, { style, now: testNow, linesMax });
}

test('cells stand below each other, and the steps of a used pipeline below the step', () => {
  expect(
    linesOf({
      prepare: { state: 'succeeded' },
      'fit[0]': { state: 'submitted', cell: { lr: 1 } },
      use: { state: 'submitted', childRunId: childId },
    }),
  ).toEqual([
    '✓ succeeded  prepare',
    '  ▶ submitted  fit[0] (lr=1)',
    '▶ submitted  use',
    '  ▶ submitted  inner',
    '1 of 4 steps have ended, 3 run or wait for a node',
  ]);
});

test('of many steps what failed and what runs is shown, and how many are left out', () => {
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`w${i}`, {}]));
  const lines = linesOf({ ...many, bad: { state: 'failed', message: 'why' }, on: { state: 'submitted' } }, 4);
  expect(lines).toEqual([
    expect.stringContaining('w0'),
    '✗ failed  bad  why',
    '▶ submitted  on',
    '1 of 32 steps have ended, 1 run or wait for a node, 29 not shown',
  ]);
});

test('a line is cut by what is seen of it', () => {
  expect(cutToWidth('\u001b[31mred\u001b[39m and more', 5)).toBe('\u001b[31mred\u001b[39m a');
});

test('a block is drawn in the place of the one before, and leaves nothing', async () => {
  let written = '';
  const sink = {
    isTerminal: true,
    columns: 40,
    write: async (data: string | Uint8Array) => void (written += String(data)),
  };
  const block = createLiveBlock(sink);
  await block.show(['a', 'b']);
  await block.show(['c']);
  await block.clear();
  expect(written).toBe('a\nb\n\u001b[2A\r\u001b[Jc\n\u001b[1A\r\u001b[J');
});
