import type { RunId, StepRun } from '@orchion/domain';
import { createModel, graphOf } from '@orchion/schemas/language';
import { describe, expect, test } from 'vitest';
import type { ClusterStore } from '../../../cluster/cluster-store.ts';
import { plainSay } from '../../../cluster/say.ts';
import { graphViewOf } from './graph-of-file.ts';
import { lastRunOf } from './runs-of-file.ts';

type RunSeen = Parameters<ClusterStore['runs']['forEach']>[0] extends (run: infer R, ...rest: never[]) => void
  ? R
  : never;

// A branded text that stands for itself.
const runId = (id: string): RunId => id as RunId;

function run(id: string, number: number, over: Partial<RunSeen> = {}): readonly [string, RunSeen] {
  const seen: RunSeen = {
    id: runId(id),
    number,
    pipelineName: 'p',
    file: 'p.orchion.yaml',
    group: null,
    cancelInProgress: false,
    principal: 'me',
    submittedAt: 0,
    rerunOf: null,
    parent: null,
    details: null,
    status: { state: 'succeeded', startedAt: 0, endedAt: 1000, cancelRequestedAt: null, message: '', outputs: {} },
    ...over,
  };
  return [id, seen];
}

function step(stepId: string, state: StepRun['state']): StepRun {
  return {
    runId: runId('b'),
    key: stepId,
    stepId,
    cell: null,
    state,
    message: 'exit code 1',
    jobId: null,
    childRunId: null,
    isForgiven: false,
    outputs: {},
    artifacts: [],
    cacheKey: null,
    resultOf: null,
    readyAt: 0,
    startedAt: 0,
    endedAt: 2000,
  };
}

describe('the last run of a file', () => {
  const steps = new Map([['b', new Map([['fetch', step('fetch', 'failed')]])]]);

  test('is its newest, not one that another run started', () => {
    const parent = { runId: runId('x'), stepKey: 's' };
    const runs = new Map([run('a', 1), run('b', 2), run('c', 3, { file: 'q.yaml' }), run('d', 4, { parent })]);
    expect(lastRunOf({ runs, steps }, 'p.orchion.yaml')).toMatchObject({
      runId: 'b',
      number: 2,
      steps: [{ stepId: 'fetch' }],
    });
  });

  test('is none where it was never run', () => {
    expect(lastRunOf({ runs: new Map([run('a', 1)]), steps }, 'other.yaml')).toBeNull();
  });
});

test('a graph shows a run where there is one, else what is foreseen', () => {
  const text = 'steps:\n  fetch:\n    run: ./fetch.sh\n  train:\n    needs: fetch\n    run: ./train.sh\n';
  const model = createModel({ fileName: 'p.orchion.yaml', text });
  const last = lastRunOf(
    { runs: new Map([run('b', 2)]), steps: new Map([['b', new Map([['fetch', step('fetch', 'failed')]])]]) },
    'p.orchion.yaml',
  );
  const graph = graphOf(model, { forecasts: [], live: null, last, now: 5000 });
  const shown = (showsRun: boolean): readonly string[] =>
    graphViewOf({ title: 'p', graph, showsRun }, plainSay).steps.map(
      ({ id, tone, detail }) => `${id} ${tone} ${detail}`,
    );
  expect(shown(true)).toEqual(['fetch failed 2s · exit code 1', 'train idle ./train.sh']);
  expect(shown(false)).toEqual(['fetch idle ./fetch.sh', 'train idle ./train.sh']);
});
