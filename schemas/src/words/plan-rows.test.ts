import type { Explanation, PlannedStep } from '@orchion/domain';
import { expect, test } from 'vitest';
import { planRows } from './plan-rows.ts';

function explanation(verdict: Explanation['verdict']): Explanation {
  return { verdict, summary: '', nodeId: null, behind: null, queuePosition: null, nodes: [], nodesOmitted: 0 };
}

function planned(over: Partial<PlannedStep>): PlannedStep {
  const rest = {
    cell: null,
    needs: [],
    isFinally: false,
    message: '',
    cacheKey: null,
    resultOf: null,
    placement: null,
  };
  return { key: 'train', stepId: 'train', outlook: 'runs', ...rest, ...over };
}

test.for<[string, Partial<PlannedStep>, string]>([
  ['that goes somewhere', { placement: 0 }, '▶ run'],
  ['that waits for room', { placement: 1 }, '◌ wait'],
  ['that no node can run', { placement: 2 }, '✗ never run'],
  ['with a kept result', { outlook: 'cached' }, '≡ be cached'],
  ['that hangs on others', { outlook: 'unknown' }, '? not known yet'],
])('a step %s', ([, step, expected]) => {
  const explanations = [explanation('would_place'), explanation('waits'), explanation('never')];
  const [row] = planRows({ steps: [planned(step)], explanations });
  expect(`${row?.would.sign} ${row?.would.words}`).toBe(expected);
});

test('a cell has its values, and needs are one text', () => {
  const steps = [
    planned({ key: 'train[1]', cell: { size: 1 }, needs: ['fetch', 'clean'], isFinally: true, message: 'on tower' }),
  ];
  expect(planRows({ steps, explanations: [] })).toMatchObject([
    { key: 'train[1]', cell: { size: 1 }, isFinally: true, needs: 'fetch, clean', why: 'on tower', placement: null },
  ]);
});
