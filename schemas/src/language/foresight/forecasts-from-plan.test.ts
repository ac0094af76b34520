import type { Explanation, PlannedStep } from '@orchion/domain';
import { expect, test } from 'vitest';
import { forecastsFrom } from './forecasts-from-plan.ts';

const explained: Explanation = {
  verdict: 'would_place',
  summary: 'on tower',
  nodeId: null,
  behind: null,
  queuePosition: null,
  nodes: [],
  nodesOmitted: 0,
};

function planned(key: string, over: Partial<PlannedStep> = {}): PlannedStep {
  return {
    key,
    stepId: key,
    cell: null,
    needs: [],
    isFinally: false,
    outlook: 'runs',
    message: '',
    cacheKey: null,
    resultOf: null,
    placement: null,
    ...over,
  };
}

const reading = {
  gpus: new Map(),
  standIns: { inputs: {}, decides: new Map<string, readonly string[]>() },
  titleOf: () => 'run 7',
};

test('cells are gathered at their step, each with the explanation that it shares', () => {
  const steps = [
    planned('fetch', { placement: 0 }),
    planned('train[0]', { cell: { size: 1 }, placement: 0 }),
    planned('train[1]', { cell: { size: 2 }, placement: 0 }),
  ];
  const forecasts = forecastsFrom({ steps, explanations: [explained] }, reading);
  expect(forecasts.map(({ stepId, of, parts }) => [stepId, of, parts.length])).toEqual([
    ['fetch', 'step', 1],
    ['train', 'cells', 2],
  ]);
  expect(forecasts[1]?.parts.map(({ explanation }) => explanation)).toEqual([explained, explained]);
});

test('a pipeline that is used is the steps in it, however deep', () => {
  const steps = [
    planned('prepare'),
    planned('prepare/fetch', { placement: 0 }),
    planned('prepare/inner'),
    planned('prepare/inner/clean', { placement: 0 }),
  ];
  const [forecast] = forecastsFrom({ steps, explanations: [explained] }, reading);
  expect(forecast).toMatchObject({ stepId: 'prepare', of: 'steps' });
  expect(forecast?.parts.map(({ key }) => key)).toEqual(['prepare/fetch', 'prepare/inner/clean']);
});

test('a kept result is named by its run', () => {
  // Ids are branded texts; this one stands for itself.
  const resultOf = { runId: 'run-1', stepKey: 'fetch' } as PlannedStep['resultOf'];
  const steps = [planned('fetch', { outlook: 'cached', resultOf })];
  expect(forecastsFrom({ steps, explanations: [] }, reading)[0]?.parts[0]).toMatchObject({ resultOf: 'run 7' });
});

test('what hangs on a value that nobody has given is not foreseen', () => {
  const standIns = { inputs: { room: '' }, decides: new Map([['train', ['room']]]) };
  const steps = [planned('train', { outlook: 'fails', message: 'a label has a value' })];
  expect(forecastsFrom({ steps, explanations: [] }, { ...reading, standIns })).toMatchObject([
    { stepId: 'train', parts: [{ outlook: 'unknown', message: 'hangs on inputs.room, which must be given' }] },
  ]);
});
