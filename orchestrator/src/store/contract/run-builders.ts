/** Builders of runs, steps and kept results for the store suites: complete, and different wherever a store could mix up. */
import {
  initialStep,
  trustDigest,
  trustId,
  type CacheEntry,
  type PipelineSpec,
  type Run,
  type RunId,
  type RunState,
  type RunStatus,
  type StepRun,
} from '@orchion/domain';
import { jobIdOf, requestIdOf } from './builders.ts';

/** 'run-00000000002a' for 42. */
export const runIdOf = (n: number): RunId => trustId('run', `run-${n.toString(36).padStart(12, '0')}`);
const tree = (digit: string) => trustDigest(digit.repeat(64));

const pipeline: PipelineSpec = {
  name: 'Train',
  inputs: { n: { type: 'number', description: 'how many', isRequired: false, default: 3, options: [] } },
  outputs: { model: '${{ steps.a.outputs.model }}' },
  concurrency: { group: 'train-${{ inputs.n }}', cancelInProgress: '${{ inputs.n > 3 }}', queue: 'all' },
  steps: [
    {
      id: 'a',
      name: 'first',
      needs: [],
      condition: 'inputs.n > 1',
      isFinally: false,
      matrix: {
        axes: { x: [1, 'two', null], y: '${{ inputs.n }}' },
        include: '${{ x }}',
        exclude: [{ x: 1 }],
        failFast: true,
        maxParallel: 2,
      },
      continueOnError: '${{ true }}',
      outputs: { model: { type: 'json', description: '' } },
      cache: { key: 'k', restoreKeys: ['k-'], paths: ['data'] },
      work: {
        kind: 'job',
        job: {
          container: { image: 'python:${{ matrix.py }}', pull: 'always', user: null, network: 'none' },
          command: { kind: 'shell', line: 'echo "naïve” \u{1f680}"' },
          env: [{ A: '1' }, { B: '${{ env.A }}' }],
          workingDirectory: null,
          resources: {
            cpu: '2',
            memory: '1GiB',
            disk: null,
            gpus: { amount: '0.5', vendor: 'nvidia', model: null, vram: '8GiB' },
            custom: { matlab: 1 },
          },
          labels: { zone: 'attic' },
          node: null,
          priority: 5,
          timeout: '10m',
          queueTimeout: null,
          grace: null,
          retries: { count: 2, exitCodes: [75], backoff: '1s', backoffMax: null },
          idempotent: true,
          onLost: 'retry',
          onDisconnect: null,
          exclusive: false,
          logBytesMax: null,
          workspace: { include: ['**'], exclude: [] },
          fetch: [{ from: 'z', name: null, into: 'in' }],
          leave: [{ name: 'model', paths: ['out'], when: 'always', isRequired: false }],
        },
      },
    },
    {
      id: 'b',
      name: null,
      needs: ['a'],
      condition: null,
      isFinally: true,
      matrix: null,
      continueOnError: false,
      outputs: {},
      cache: null,
      work: {
        kind: 'pipeline',
        file: './other.orchion.yaml',
        pipeline: { name: 'other', inputs: {}, outputs: {}, concurrency: null, steps: [] },
        inputs: { deep: { list: [1, { two: null }] } },
      },
    },
  ],
};

export function runStatusOf(state: RunState, endedAt: number | null = null): RunStatus {
  return { state, startedAt: 5, endedAt, cancelRequestedAt: null, message: `It is ${state}.`, outputs: { model: 'm' } };
}

/** The n-th run: id, request id and number all follow from n. */
export function runOf(n: number, overrides: Partial<Run> = {}): Run {
  return {
    id: runIdOf(n),
    requestId: requestIdOf(1000 + n),
    number: n,
    pipeline,
    source: { file: 'train.orchion.yaml', text: 'name: Train', used: { 'other.orchion.yaml': 'name: other' } },
    inputs: { n: 3, list: ['a', null] },
    workspaces: { '[[],[]]': tree('c') },
    group: 'train-3',
    cancelInProgress: false,
    principal: 'ada',
    submittedAt: 1_700_000_000_000.5 + n,
    rerunOf: { runId: runIdOf(99), scope: { kind: 'only', stepKey: 'a[1]' } },
    parent: null,
    status: runStatusOf('running'),
    ...overrides,
  };
}

export function stepOf(n: number, key: string, overrides: Partial<StepRun> = {}): StepRun {
  return {
    ...initialStep(runIdOf(n), key.replace(/\[.*/, '')),
    key,
    cell: { x: 'two', y: 3 },
    state: 'submitted',
    message: 'why',
    jobId: jobIdOf(n),
    outputs: { model: 'out' },
    artifacts: [{ name: 'model', tree: tree('d'), files: 3, bytes: 2 ** 33 }],
    cacheKey: 'paths:k',
    resultOf: { runId: runIdOf(98), stepKey: 'a' },
    readyAt: 7.5,
    ...overrides,
  };
}

export function cacheEntryOf(key: string, overrides: Partial<CacheEntry> = {}): CacheEntry {
  return {
    key,
    madeBy: { runId: runIdOf(1), stepKey: 'a[1]' },
    pipelineName: 'Train',
    outputs: { model: 'out' },
    artifacts: [{ name: 'model', tree: tree('e'), files: 3, bytes: 2 ** 33 }],
    bytes: 10,
    madeAt: 100,
    usedAt: 100,
    ...overrides,
  };
}
