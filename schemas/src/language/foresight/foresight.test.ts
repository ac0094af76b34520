import {
  initialStep,
  type Explanation,
  type FilterVerdict,
  type JobId,
  type NodeId,
  type RunId,
  type StepRun,
  type StepState,
} from '@orchion/domain';
import { describe, expect, test } from 'vitest';
import { createModel } from '../model.ts';
import type { LiveValues } from '../live-values.ts';
import { codeLenses } from './code-lenses.ts';
import { outcomeOf, type ForecastPart, type LastRun, type StepForecast } from './forecast.ts';
import { forecastWords, shortModel } from './forecast-words.ts';
import { gutterMarks } from './gutter-marks.ts';
import { forecastOfJob } from './forecasts-from-plan.ts';
import { graphOf, stepAt } from './graph.ts';
import { forecastHover } from './forecast-hover.ts';
import { inlayHints, placementDiagnostics } from './inlay-hints.ts';

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

function part(over: Partial<ForecastPart> = {}): ForecastPart {
  const rest = { cell: null, message: '', explanation: null, gpus: null, resultOf: '' };
  return { key: 'train', outlook: 'runs', ...rest, ...over };
}

function forecast(...parts: readonly Partial<ForecastPart>[]): StepForecast {
  const of = parts.length === 1 ? 'step' : 'cells';
  return { stepId: 'train', of, parts: parts.map((one, i) => part({ key: `train[${i}]`, cell: { size: i }, ...one })) };
}

const gpus = { amount: { kind: 'whole', count: 1 }, vendor: null, model: '4090', vramBytes: 0 } as const;
const onTower = { explanation: explanation('would_place', { tower: { kind: 'fits' } }) };
const onMini = { explanation: explanation('would_place', { mini: { kind: 'fits' } }) };
const waiting = { explanation: explanation('waits', { mini: short('never'), tower: short('not_now') }) };
const never = { explanation: explanation('never', { mini: short('never', '2 GPUs', '1') }) };
const cached = { outlook: 'cached', resultOf: 'run 7', message: 'the result of train in run-7 would be used' } as const;

const cordoned: FilterVerdict = {
  kind: 'not_now',
  reason: { filter: 'eligibility', message: 'is cordoned', have: 'cordoned', need: 'schedulable' },
};

describe('a forecast in words', () => {
  test.for<[string, readonly Partial<ForecastPart>[], string]>([
    ['a place', [onTower], '→ tower'],
    ['its devices', [{ ...onTower, gpus }], '→ tower · 1 × RTX 4090'],
    ['why it would wait', [waiting], 'waits: needs 24 GB of VRAM, best is tower with 9.1 free'],
    ['why it never runs', [never], 'never: needs 2 GPUs, best is mini with 1'],
    ['what a node is', [{ explanation: explanation('waits', { tower: cordoned }) }], 'waits: tower is cordoned'],
    ['no nodes at all', [{ explanation: explanation('waits', {}) }], 'waits: one sentence'],
    ['a kept result', [cached], 'cached: run 7'],
    [
      'a condition',
      [{ outlook: 'skipped', message: 'its condition does not hold' }],
      'skipped: its condition does not hold',
    ],
    [
      'what is not known yet',
      [{ outlook: 'unknown', message: 'its matrix comes from fetch' }],
      'its matrix comes from fetch',
    ],
    ['cells in one place', [onTower, onTower], '2 cells → tower'],
    [
      'cells with devices',
      [
        { ...onTower, gpus },
        { ...onTower, gpus },
      ],
      '2 cells → tower · 1 × RTX 4090',
    ],
    ['cells in many places', [onMini, onTower, onTower], '3 cells → tower 2, mini 1'],
    [
      'cells that fare differently',
      [onTower, cached, waiting, cached],
      '4 cells → tower · 2 cached · 1 wait: needs 24 GB of VRAM, best is tower with 9.1 free',
    ],
    ['cells that all fare alike', [cached, cached], '2 cells · all cached'],
  ])('%s', ([, parts, expected]) => {
    expect(forecastWords(forecast(...parts), live)).toBe(expected);
  });

  test('the steps of a pipeline that is used are counted as steps', () => {
    const steps: StepForecast = { stepId: 'use', of: 'steps', parts: [part(onTower), part(onMini)] };
    expect(forecastWords(steps, live)).toBe('2 steps → tower 1, mini 1');
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
    const [hint] = inlayHints(model, whole, [forecast(waiting)], live);
    expect(hint).toMatchObject({ position: { line: 3, character: 8 }, stepId: 'train' });
    expect(hint?.tooltip).toContain('| mini | never | needs 24 GB of VRAM, 9.1 free |');
  });

  test('only of the lines that are asked for, and of steps that exist', () => {
    const placed = forecast(onTower);
    expect(
      inlayHints(model, { start: { line: 0, character: 0 }, end: { line: 2, character: 0 } }, [placed], live),
    ).toEqual([]);
    expect(inlayHints(model, whole, [{ ...placed, stepId: 'gone' }], live)).toEqual([]);
  });

  test('a job file has one for its job', () => {
    const job = createModel({ fileName: 'j.yaml', text: 'apiVersion: orchion/v1\nkind: Job\nrun: x\n' });
    const [hint] = inlayHints(job, whole, [forecastOfJob(onTower.explanation, gpus)], live);
    expect(hint).toMatchObject({ label: '→ tower · 1 × RTX 4090', position: { line: 1, character: 9 } });
  });

  test('a step that no node can ever run is a warning on its name', () => {
    expect(placementDiagnostics(model, [forecast(never)])).toMatchObject([
      {
        range: { start: { line: 3, character: 2 }, end: { line: 3, character: 7 } },
        severity: 'warning',
        message: 'no node of this cluster can ever run it: one sentence',
      },
    ]);
    expect(placementDiagnostics(model, [forecast(onTower, never, never)])[0]?.message).toContain('2 of its 3 cells');
    expect(placementDiagnostics(model, [forecast(waiting)])).toEqual([]);
  });

  test('so is one that would fail before it goes anywhere', () => {
    const fails = { outlook: 'fails', message: 'matrix: x is no list' } as const;
    expect(placementDiagnostics(model, [forecast(fails)])).toMatchObject([
      { code: 'would-fail', message: 'it would fail: matrix: x is no list' },
    ]);
  });
});

describe('the hover of a forecast', () => {
  test('says what is not known, and whose result would be used', () => {
    expect(forecastHover(forecast({ outlook: 'unknown', message: 'not known' }), live)).toBe('not known');
    expect(forecastHover(forecast(cached), live)).toBe('The result of run 7 would be used again.');
  });

  test('lists the cells, and each explanation once', () => {
    const text = forecastHover(forecast(onTower, onTower, cached), live);
    expect(text).toContain('| size=1 | → tower |');
    expect(text).toContain('| size=2 | cached: run 7 |');
    expect(text.match(/one sentence/g)).toHaveLength(1);
  });
});

function stepRun(stepId: string, state: StepState, over: Partial<StepRun> = {}): StepRun {
  return {
    ...initialStep(runId, stepId),
    state,
    jobId: 'job_1' as JobId,
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
  jobs: new Map([['train[1]', 'running']]),
  steps: [
    stepRun('fetch', 'succeeded'),
    stepRun('train', 'failed', { key: 'train[0]', message: 'exit code 1', startedAt: 60_000, endedAt: 90_000 }),
    stepRun('train', 'submitted', { key: 'train[1]', startedAt: 70_000, endedAt: null }),
  ],
};

test('a step of many cells counts as its worst, over all of its time', () => {
  expect(outcomeOf(last, 'train', 100_000)).toMatchObject({ state: 'running', cells: 2, durationMs: 40_000 });
  const ended = { ...last, steps: last.steps.slice(0, 2) };
  expect(outcomeOf(ended, 'train', 100_000)).toMatchObject({
    state: 'failed',
    message: 'exit code 1',
    durationMs: 30_000,
  });
  expect(outcomeOf(last, 'tell', 100_000)).toBeNull();
});

test('a step whose job has no node yet is queued, whatever was submitted', () => {
  const waits = { ...last, jobs: new Map([['train[1]', 'queued'] as const]) };
  expect(outcomeOf(waits, 'train', 100_000)).toMatchObject({ state: 'queued' });
});

test('beside each step of the run stands its state', () => {
  expect(gutterMarks(model, last, 100_000).map(({ range, state }) => [range.start.line, state])).toEqual([
    [1, 'succeeded'],
    [3, 'running'],
  ]);
  expect(gutterMarks(model, null, 100_000)).toEqual([]);
});

describe('code lenses', () => {
  const shown = (run: LastRun | null): readonly string[] =>
    codeLenses(model, run, 100_000).map(({ title, stepId, range }) => `${range.start.line} ${stepId ?? ''} ${title}`);

  test('without a run nothing can be begun from a step', () => {
    expect(shown(null)).toEqual(['0  ▷ Run', '0  Plan', '0  Graph']);
  });

  test('while one goes on they tell how it goes', () => {
    expect(shown(last)).toEqual([
      '0  ▷ Run',
      '0  Plan',
      '0  Graph',
      '0  run 7: running · 1m 40s',
      '1 fetch ✓ succeeded 1m',
      '3 train ▶ running 40s · 2 cells',
    ]);
  });

  test('after one they tell how it went, and what of it can be run again', () => {
    const steps = [...last.steps.slice(0, 2), stepRun('train', 'cancelled', { key: 'train[1]', endedAt: 90_000 })];
    expect(shown({ ...last, state: 'failed', endedAt: 90_000, steps })).toEqual([
      '0  ▷ Run',
      '0  Plan',
      '0  Graph',
      '0  Run what failed',
      '0  run 7: failed · 1m 30s',
      '1 fetch Run from here',
      '1 fetch Only this step',
      '1 fetch ✓ succeeded 1m',
      '3 train Run from here',
      '3 train Only this step …',
      '3 train ✗ failed 1m 30s · 2 cells',
    ]);
  });

  test('a job file is submitted', () => {
    const job = createModel({ fileName: 'j.yaml', text: 'kind: Job\nrun: x\n' });
    expect(codeLenses(job, null, 0)).toMatchObject([{ title: '▷ Submit', range: { start: { line: 0 } } }]);
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
