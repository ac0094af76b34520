import { initialStep, type RunHead, type RunId, type StepRun } from '@orchion/domain';
import { expect, test } from 'vitest';
import { plainSay } from '../../../cluster/say.ts';
import { aJob, anAttempt, byId, jobIdOf } from '../../../cluster/test/builders.ts';
import { runRows, type RunRowsInput } from './run-rows.ts';
import { stepsInOrder } from './run-steps.ts';

const runId = (name: string): RunId => `run-${name.padEnd(12, '0')}` as RunId;

function aRun(name: string, changes: Partial<RunHead> & { status?: RunHead['status'] } = {}): RunHead {
  const status = {
    state: 'running',
    startedAt: 1,
    endedAt: null,
    cancelRequestedAt: null,
    message: '',
    outputs: {},
  } as const;
  return {
    id: runId(name),
    number: 1,
    group: null,
    cancelInProgress: false,
    principal: 'local',
    submittedAt: 0,
    rerunOf: null,
    parent: null,
    status,
    pipelineName: name,
    file: `${name}.orchion.yaml`,
    ...changes,
  };
}

function aStep(run: string, key: string, changes: Partial<StepRun> = {}): StepRun {
  return {
    ...initialStep(runId(run), key.replace(/\[.*/, '')),
    key,
    cell: key.includes('[') ? { size: key } : null,
    ...changes,
  };
}

function rowsOf(runs: readonly RunHead[], steps: readonly StepRun[], more: Partial<RunRowsInput> = {}) {
  const rows = runRows(
    {
      files: [],
      runs: new Map(runs.map((run) => [run.id, run])),
      stepsOf: (id) => {
        const own = steps.filter((step) => step.runId === id);
        return own.length === 0 ? undefined : own;
      },
      jobs: new Map(),
      runsShown: 30,
      hasOlder: false,
      clock: (at) => `t${at}`,
      ...more,
    },
    plainSay,
  );
  const told = (id: string): string => `${rows.row(id)?.icon} ${rows.row(id)?.label}: ${rows.row(id)?.description}`;
  return { rows, told };
}

test('files of the workspace stand first, each with its latest result', () => {
  const ended = { ...aRun('x').status, state: 'failed', endedAt: 9 } as const;
  const { rows, told } = rowsOf(
    [aRun('train', { number: 1 }), aRun('train', { id: runId('b'), number: 2, status: ended })],
    [],
    {
      files: [
        { path: 'train.orchion.yaml', name: 'Train' },
        { path: 'lib/new.orchion.yaml', name: 'new' },
      ],
    },
  );
  expect(rows.roots).toEqual(['group files', 'group runs']);
  expect(rows.children('group files').map(told)).toEqual([
    'file-code Train: train.orchion.yaml · failed · t9',
    'file-code new: lib/new.orchion.yaml · never run',
  ]);
});

test('a run shows its steps as they are, a submitted one as its job', () => {
  const job = aJob('queued', { message: 'needs 24 GiB of VRAM' });
  const on = aJob('runs', { state: 'running', attempts: [anAttempt('tower')] });
  const { rows, told } = rowsOf(
    [aRun('train')],
    [
      aStep('train', 'fetch', { state: 'succeeded', startedAt: 1000, endedAt: 3000 }),
      aStep('train', 'gpu', { state: 'submitted', jobId: jobIdOf('queued') }),
      aStep('train', 'cpu', { state: 'submitted', jobId: jobIdOf('runs') }),
      aStep('train', 'publish', { message: 'waits for gpu, cpu' }),
    ],
    { jobs: byId(job, on) },
  );
  const run = `run ${runId('train')}`;
  expect(told(run)).toBe('play-circle train · run 1: running · 1 of 4 steps');
  expect(rows.children(run).map(told)).toEqual([
    'pass fetch: 2s',
    'clock gpu: needs 24 GiB of VRAM',
    'play-circle cpu: on tower',
    'circle-outline publish: waits for gpu, cpu',
  ]);
  const [, gpu = ''] = rows.children(run);
  expect(rows.row(gpu)?.command).toBe('orchion.runs.openStep');
  expect(rows.parent(gpu)).toBe(run);
});

test('cells stand below their step, which looks as the worst of them', () => {
  const { rows, told } = rowsOf(
    [aRun('m')],
    [
      aStep('m', 'train[0]', { state: 'succeeded', endedAt: 1 }),
      aStep('m', 'train[1]', { state: 'failed', endedAt: 2, message: 'exit code 3' }),
    ],
  );
  const [cells = ''] = rows.children(`run ${runId('m')}`);
  expect(told(cells)).toBe('error train: 1 succeeded, 1 failed');
  expect(rows.children(cells).map(told)).toEqual(['pass size=train[0]: ', 'error size=train[1]: exit code 3']);
  expect(rows.parent(rows.children(cells)[1] ?? '')).toBe(cells);
});

test('a run that a step started stands below that step', () => {
  const { rows, told } = rowsOf(
    [aRun('outer'), aRun('inner', { parent: { runId: runId('outer'), stepKey: 'call' } })],
    [aStep('outer', 'call', { state: 'submitted', childRunId: runId('inner') }), aStep('inner', 'work')],
  );
  expect(rows.children('group runs')).toEqual([`run ${runId('outer')}`]);
  const [call = ''] = rows.children(`run ${runId('outer')}`);
  const [work = ''] = rows.children(call);
  expect(told(work)).toBe('circle-outline work: ');
  expect(rows.parent(work)).toBe(call);
});

test('older runs come in pages', () => {
  const many = Array.from({ length: 5 }, (_, i) => aRun(`r${i}`, { number: i }));
  const { rows } = rowsOf(many, [], { runsShown: 3 });
  expect(rows.children('group runs')).toEqual([...['r4', 'r3', 'r2'].map((name) => `run ${runId(name)}`), 'more']);
  expect(rows.row('more')?.command).toBe('orchion.runs.more');
});

test('without files and runs there is no row, so that the view can say what to do', () => {
  expect(rowsOf([], []).rows.roots).toEqual([]);
});

test('steps are in the order of the file, cells by their number, whatever the watch told first', () => {
  const detail = { run: { ...aRun('a'), details: null }, steps: ['b', 'train', 'a'].map((key) => aStep('a', key)) };
  const watched = new Map(['a', 'train[10]', 'train[2]'].map((key) => [key, aStep('a', key, { state: 'ready' })]));
  expect(stepsInOrder(watched, detail)?.map(({ key, state }) => `${key} ${state}`)).toEqual([
    'b waiting',
    'train[2] ready',
    'train[10] ready',
    'a ready',
  ]);
  expect(stepsInOrder(undefined, undefined)).toBeUndefined();
});
