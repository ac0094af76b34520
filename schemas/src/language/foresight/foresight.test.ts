import type { Explanation, FilterVerdict, JobId, NodeId, RunId, StepRun, StepState } from '@orchion/domain';
import { describe, expect, test } from 'vitest';
import { createModel } from '../model.ts';
import type { LiveValues } from '../live-values.ts';
import { codeLenses } from './code-lenses.ts';
import { outcomeOf, type LastRun, type StepForecast } from './forecast.ts';
import { forecastWords, shortModel } from './forecast-words.ts';
import { graphOf, stepAt } from './graph.ts';
import { forecastHover, inlayHints, placementDiagnostics } from './inlay-hints.ts';

const text = `steps:
  fetch:
    run: ./fetch.sh
  train:
    name: Train it
    needs: [fetch, fetch, nowhere]
    matrix: { size: [1, 2] }
    run: ./train.sh

finally:
  tell:
    run: echo done
`;
const model = createModel({ fileName: 'a.orchion.yaml', text });
const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

// Ids are branded texts; these stand for themselves.
const nodeId = (name: string): NodeId => `node_${name}` as NodeId;
const runId = 'run_1' as RunId;

const live: LiveValues = {
  nodes: [
    {
      name: 'tower',
      summary: '',
      labels: {},
      gpus: [{ vendor: 'nvidia', model: 'NVIDIA GeForce RTX 4090', vramBytes: 24 * 2 ** 30 }],
      custom: [],
    },
  ],
  images: [],
  models: [],
};

function explanation(verdict: Explanation['verdict'], verdicts: Readonly<Record<string, FilterVerdict>>): Explanation {
  const nodes = Object.entries(verdicts).map(([name, one]) => {
    return { nodeId: nodeId(name), nodeName: name, verdict: one, score: null };
  });
  const fits = nodes.find((node) => node.verdict.kind === 'fits')?.nodeId ?? null;
  return { verdict, summary: 'one sentence', nodeId: fits, behind: null, queuePosition: null, nodes, nodesOmitted: 0 };
}

const short = (kind: 'not_now' | 'never', need = '24 GB of VRAM', have = '9.1 free'): FilterVerdict => ({
  kind,
  reason: { filter: 'gpu', message: `needs ${need}, ${have}`, have, need },
});

function forecast(over: Partial<StepForecast> = {}): StepForecast {
  return { stepId: 'train', verdict: 'placed', explanation: null, gpus: null, cells: 1, message: '', ...over };
}

const gpus = { amount: { kind: 'whole', count: 1 }, vendor: null, model: '4090', vramBytes: 0 } as const;

describe('a forecast in words', () => {
  test.for<[string, Partial<StepForecast>, string]>([
    ['a place', { explanation: explanation('would_place', { tower: { kind: 'fits' } }) }, '→ tower'],
    [
      'its devices',
      { explanation: explanation('would_place', { tower: { kind: 'fits' } }), gpus },
      '→ tower · 1 × RTX 4090',
    ],
    ['a matrix', { explanation: explanation('would_place', { tower: { kind: 'fits' } }), cells: 6 }, '→ 6 × tower'],
    [
      'why it would wait',
      { explanation: explanation('waits', { mini: short('never'), tower: short('not_now') }) },
      'waits: needs 24 GB of VRAM, best is tower with 9.1 free',
    ],
    [
      'why it never runs',
      { explanation: explanation('never', { mini: short('never', '2 GPUs', '1') }) },
      'never: needs 2 GPUs, best is mini with 1',
    ],
    ['no nodes at all', { explanation: explanation('waits', {}) }, 'waits: one sentence'],
    ['a kept result', { verdict: 'cached', message: 'run 7' }, 'cached: run 7'],
    [
      'what is not known yet',
      { verdict: 'unknown', message: 'its matrix comes from fetch' },
      'its matrix comes from fetch',
    ],
  ])('%s', ([, over, expected]) => {
    expect(forecastWords(forecast(over), live)).toBe(expected);
  });

  test.for([
    ['NVIDIA GeForce RTX 4090', 'RTX 4090'],
    ['NVIDIA H100 80GB HBM3', 'H100 80GB HBM3'],
    ['AMD Radeon RX 7900 XTX', 'RX 7900 XTX'],
    ['Apple M3 Max', 'M3 Max'],
  ])('%s is known as %s', ([model_, expected]) => {
    expect(shortModel(model_ as string)).toBe(expected);
  });
});

describe('inlay hints', () => {
  test('stand behind the step’s line, and tell every node', () => {
    const waits = forecast({ explanation: explanation('waits', { tower: short('not_now'), mini: short('never') }) });
    const [hint] = inlayHints(model, whole, [waits], live);
    expect(hint).toMatchObject({ position: { line: 3, character: 8 }, stepId: 'train' });
    expect(hint?.tooltip).toContain('| mini | never | needs 24 GB of VRAM, 9.1 free |');
  });

  test('only of the lines that are asked for, and of steps that exist', () => {
    const placed = forecast({ explanation: explanation('would_place', { tower: { kind: 'fits' } }) });
    expect(
      inlayHints(model, { start: { line: 0, character: 0 }, end: { line: 2, character: 0 } }, [placed], live),
    ).toEqual([]);
    expect(inlayHints(model, whole, [{ ...placed, stepId: 'gone' }], live)).toEqual([]);
  });

  test('a step that no node can ever run is a warning on its name', () => {
    const never = forecast({ explanation: explanation('never', { mini: short('never') }) });
    expect(placementDiagnostics(model, [never])).toMatchObject([
      { range: { start: { line: 3, character: 2 }, end: { line: 3, character: 7 } }, severity: 'warning' },
    ]);
    expect(placementDiagnostics(model, [forecast({ explanation: explanation('waits', {}) })])).toEqual([]);
    expect(forecastHover(forecast({ message: 'not known' }))).toBe('not known');
  });
});

function stepRun(stepId: string, state: StepState, over: Partial<StepRun> = {}): StepRun {
  return {
    runId,
    key: stepId,
    stepId,
    cell: null,
    state,
    message: '',
    jobId: 'job_1' as JobId,
    childRunId: null,
    isForgiven: false,
    outputs: {},
    artifacts: [],
    cacheKey: null,
    resultOf: null,
    readyAt: 0,
    startedAt: 0,
    endedAt: 60_000,
    ...over,
  };
}

const last: LastRun = {
  runId,
  number: 7,
  state: 'running',
  startedAt: 0,
  endedAt: null,
  steps: [
    stepRun('fetch', 'succeeded'),
    stepRun('train', 'failed', { key: 'train[0]', message: 'exit code 1', startedAt: 60_000, endedAt: 90_000 }),
    stepRun('train', 'submitted', { key: 'train[1]', startedAt: 70_000, endedAt: null }),
  ],
};

test('a step of many cells counts as its worst, over all of its time', () => {
  expect(outcomeOf(last, 'train', 100_000)).toMatchObject({ state: 'submitted', cells: 2, durationMs: 40_000 });
  const ended = { ...last, steps: last.steps.slice(0, 2) };
  expect(outcomeOf(ended, 'train', 100_000)).toMatchObject({
    state: 'failed',
    message: 'exit code 1',
    durationMs: 30_000,
  });
  expect(outcomeOf(last, 'tell', 100_000)).toBeNull();
});

describe('code lenses', () => {
  const shown = (run: LastRun | null): readonly string[] =>
    codeLenses(model, run, 100_000).map(({ title, stepId, range }) => `${range.start.line} ${stepId ?? ''} ${title}`);

  test('without a run nothing can be begun from a step', () => {
    expect(shown(null)).toEqual(['0  ▷ Run', '0  Plan']);
  });

  test('with one they tell how it went', () => {
    expect(shown(last)).toEqual([
      '0  ▷ Run',
      '0  Plan',
      '0  run 7: running · 1m 40s',
      '1 fetch Run from here',
      '1 fetch Only this step',
      '1 fetch ✓ succeeded 1m',
      '3 train Run from here',
      '3 train Only this step',
      '3 train ▶ submitted 40s · 2 cells',
    ]);
  });

  test('a job file has none', () => {
    expect(codeLenses(createModel({ fileName: 'j.yaml', text: 'kind: Job\nrun: x\n' }), null, 0)).toEqual([]);
  });
});

test('the graph has each step once, with needs that exist', () => {
  const { nodes } = graphOf(model, { forecasts: [], live, last, now: 100_000 });
  expect(
    nodes.map(({ id, label, needs, isFinally, hasMatrix }) => ({ id, label, needs, isFinally, hasMatrix })),
  ).toEqual([
    { id: 'fetch', label: 'fetch', needs: [], isFinally: false, hasMatrix: false },
    { id: 'train', label: 'Train it', needs: ['fetch'], isFinally: false, hasMatrix: true },
    { id: 'tell', label: 'tell', needs: [], isFinally: true, hasMatrix: false },
  ]);
});

test.for([
  [0, null],
  [1, 'fetch'],
  [2, 'fetch'],
  [3, 'train'],
  [7, 'train'],
  [10, 'tell'],
  [11, 'tell'],
])('line %i is in step %s', ([line, expected]) => {
  expect(stepAt(model, { line: line as number, character: 4 })).toBe(expected);
});
