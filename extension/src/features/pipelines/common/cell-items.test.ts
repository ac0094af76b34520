import { initialStep, trustId, type StepRun } from '@orchion/domain';
import { expect, test } from 'vitest';
import { plainSay } from '../../../cluster/say.ts';
import { cellItems } from './cell-items.ts';

const runId = trustId('run', 'run-000000000001');

function stepRun(key: string, over: Partial<StepRun> = {}): StepRun {
  return {
    ...initialStep(runId, key.replace(/\[.*/, '')),
    key,
    state: 'succeeded',
    endedAt: 1,
    ...over,
  };
}

test('cells are told apart by their values and by how they went, all of them first', () => {
  const steps = [
    stepRun('fetch'),
    stepRun('train[0]', { cell: { size: 'small' } }),
    stepRun('train[1]', { cell: { size: 'large' }, state: 'failed', message: 'exit code 1' }),
  ];
  const last = { runId, number: 1, state: 'failed', startedAt: 0, endedAt: 1, steps, jobs: new Map() } as const;
  expect(cellItems(last, 'fetch', plainSay)).toEqual([]);
  expect(cellItems(last, 'train', plainSay)).toEqual([
    { label: '$(run-all) All 2 cells', description: '', stepKey: 'train' },
    { label: '$(pass) size=small', description: 'succeeded', stepKey: 'train[0]' },
    { label: '$(error) size=large', description: 'failed · exit code 1', stepKey: 'train[1]' },
  ]);
});
