import { initialStep, type RunId, type StepRun } from '@orchion/domain';
import { createModel, graphOf } from '@orchion/schemas/language';
import { describe, expect, test } from 'vitest';
import type { ClusterStore } from '../../../cluster/cluster-store.ts';
import { plainSay } from '../../../cluster/say.ts';
import { aJob, byId, jobIdOf } from '../../../cluster/test/builders.ts';
import { graphViewOf } from './graph-of-file.ts';
import { lastRunFrom, newestRunOf } from './runs-of-file.ts';

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
    ...initialStep(runId('b'), stepId),
    state,
    message: 'exit code 1',
    readyAt: 0,
    startedAt: 0,
    endedAt: 2000,
  };
}

describe('the last run of a file', () => {
  const steps = new Map([['b', new Map([['fetch', step('fetch', 'submitted')]])]]);
  const [, b] = run('b', 2);

  test('is its newest, not one that another run started', () => {
    const parent = { runId: runId('x'), stepKey: 's' };
    const runs = [run('a', 1), run('b', 2), run('c', 3, { file: 'q.yaml' }), run('d', 4, { parent })];
    expect(
      newestRunOf(
        runs.map(([, one]) => one),
        'p.orchion.yaml',
      ),
    ).toMatchObject({ id: 'b' });
  });

  test('is none where it was never run', () => {
    expect(newestRunOf([b], 'other.yaml')).toBeNull();
  });

  test('says what the jobs of its live steps do', () => {
    const jobs = byId(aJob('one', { state: 'queued' }));
    const live = { ...step('fetch', 'submitted'), endedAt: null, jobId: jobIdOf('one') };
    const last = lastRunFrom(b, { steps: new Map([['b', new Map([['fetch', live]])]]), jobs }, undefined);
    expect(last.jobs).toEqual(new Map([['fetch', 'queued']]));
    expect(lastRunFrom(b, { steps, jobs }, undefined).jobs.size).toBe(0);
  });

  test('has the steps that it had before the watch began', () => {
    const detail = { run: b, steps: [step('fetch', 'succeeded')] };
    expect(lastRunFrom(b, { steps: new Map(), jobs: new Map() }, detail).steps).toMatchObject([{ state: 'succeeded' }]);
  });
});

test('a graph shows a run where there is one, else what is foreseen', () => {
  const text = 'steps:\n  fetch:\n    run: ./fetch.sh\n  train:\n    needs: fetch\n    run: ./train.sh\n';
  const model = createModel({ fileName: 'p.orchion.yaml', text });
  const steps = new Map([['b', new Map([['fetch', step('fetch', 'failed')]])]]);
  const last = lastRunFrom(run('b', 2)[1], { steps, jobs: new Map() }, undefined);
  const graph = graphOf(model, { forecasts: [], live: null, last, now: 5000 });
  const shown = (showsRun: boolean): readonly string[] =>
    graphViewOf({ title: 'p', graph, showsRun }, plainSay).steps.map(
      ({ id, tone, detail }) => `${id} ${tone} ${detail}`,
    );
  expect(shown(true)).toEqual(['fetch failed 2s · exit code 1', 'train idle ./train.sh']);
  expect(shown(false)).toEqual(['fetch idle ./fetch.sh', 'train idle ./train.sh']);
});
