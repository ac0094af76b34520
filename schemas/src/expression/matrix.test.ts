import type { MatrixSpec } from '@orchion/domain';
import { expect, test } from 'vitest';
import { nothingKnown } from './contexts.ts';
import { expandMatrix } from './matrix.ts';

const plain: MatrixSpec = { axes: {}, include: [], exclude: [], failFast: true, maxParallel: null };

function cellsOf(spec: Partial<MatrixSpec>, needs = {}): unknown {
  const expanded = expandMatrix({ ...plain, ...spec }, { ...nothingKnown, needs });
  return 'problem' in expanded ? expanded.problem : expanded.cells;
}

test('every combination is a cell, the first axis slowest', () => {
  expect(cellsOf({ axes: { os: ['a', 'b'], n: [1, 2] } })).toEqual([
    { os: 'a', n: 1 },
    { os: 'a', n: 2 },
    { os: 'b', n: 1 },
    { os: 'b', n: 2 },
  ]);
});

test('exclude takes away what has all its values', () => {
  expect(cellsOf({ axes: { os: ['a', 'b'], n: [1, 2] }, exclude: [{ os: 'a' }, { os: 'b', n: 2 }] })).toEqual([
    { os: 'b', n: 1 },
  ]);
});

test('include follows GitHub’s documented example', () => {
  const cells = cellsOf({
    axes: { fruit: ['apple', 'pear'], animal: ['cat', 'dog'] },
    include: [
      { color: 'green' },
      { color: 'pink', animal: 'cat' },
      { fruit: 'apple', shape: 'circle' },
      { fruit: 'banana' },
      { fruit: 'banana', animal: 'cat' },
    ],
  });
  expect(cells).toEqual([
    { fruit: 'apple', animal: 'cat', color: 'pink', shape: 'circle' },
    { fruit: 'apple', animal: 'dog', color: 'green', shape: 'circle' },
    { fruit: 'pear', animal: 'cat', color: 'pink' },
    { fruit: 'pear', animal: 'dog', color: 'green' },
    { fruit: 'banana' },
    { fruit: 'banana', animal: 'cat' },
  ]);
});

test('include alone makes one cell each', () => {
  expect(cellsOf({ include: [{ a: 1 }, { a: 2 }] })).toEqual([{ a: 1 }, { a: 2 }]);
});

test('a whole matrix, or one axis, may come from a step before', () => {
  const needs = { plan: { outputs: { matrix: '{"n":[1,2],"include":[{"n":3}]}', list: '["x"]', none: '[]' } } };
  expect(cellsOf({ axes: '${{ fromJSON(needs.plan.outputs.matrix) }}' }, needs)).toEqual([
    { n: 1 },
    { n: 2 },
    { n: 3 },
  ]);
  expect(cellsOf({ axes: { n: '${{ fromJSON(needs.plan.outputs.list) }}' } }, needs)).toEqual([{ n: 'x' }]);
  expect(cellsOf({ axes: { n: '${{ fromJSON(needs.plan.outputs.none) }}' } }, needs)).toEqual([]);
});

test('what is no matrix is told', () => {
  expect(cellsOf({ axes: "${{ 'text' }}" })).toBe('the matrix is text; it must be a map of lists');
  expect(cellsOf({ axes: { n: '${{ 3 }}' } })).toBe('the axis n is a number; it must be a list');
  expect(cellsOf({ axes: { n: Array.from({ length: 300 }, (_, i) => i) } })).toContain('at most 256');
  const long = Array.from({ length: 256 }, (_, i) => i);
  expect(cellsOf({ axes: { a: long, b: long, c: long, d: long } })).toContain('at most 256');
});

test('settings are resolved', () => {
  const expanded = expandMatrix(
    { ...plain, axes: { a: [1] }, failFast: '${{ false }}', maxParallel: '${{ 2 }}' },
    nothingKnown,
  );
  expect(expanded).toEqual({ cells: [{ a: 1 }], failFast: false, maxParallel: 2 });
});
