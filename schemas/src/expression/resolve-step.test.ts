import type { JobTemplate } from '@orchion/domain';
import { expect, test } from 'vitest';
import { nothingKnown } from './contexts.ts';
import { resolveStep } from './resolve-step.ts';

const plain: JobTemplate = {
  container: null,
  command: { kind: 'shell', line: 'echo hi' },
  env: [],
  workingDirectory: null,
  resources: { cpu: null, memory: null, disk: null, gpus: null, custom: {} },
  labels: {},
  node: null,
  priority: null,
  timeout: null,
  queueTimeout: null,
  grace: null,
  retries: null,
  idempotent: false,
  onLost: null,
  onDisconnect: null,
  exclusive: false,
  logBytesMax: null,
  workspace: null,
  fetch: [],
  leave: [],
};
const context = { ...nothingKnown, inputs: { n: 2, who: 'you' }, matrix: { gpu: '4090' } };

test('a shell line stops at its first failing command', () => {
  expect(resolveStep(plain, context)).toMatchObject({ spec: { command: ['sh', '-ec', 'echo hi'] } });
});

test('layers of the environment see the ones before them', () => {
  const env = [{ A: '${{ inputs.who }}' }, { A: '${{ env.A }}!', B: '${{ env.A }}' }];
  expect(resolveStep({ ...plain, env }, context)).toMatchObject({ spec: { env: { A: 'you!', B: 'you' } } });
});

test('amounts are parsed after their expressions', () => {
  const job: JobTemplate = {
    ...plain,
    command: { kind: 'argv', argv: ['echo', '${{ inputs.n }}'] },
    resources: {
      cpu: '${{ inputs.n }}',
      memory: '${{ inputs.n }}GiB',
      disk: null,
      gpus: { amount: '1', vendor: 'nvidia', model: '${{ matrix.gpu }}', vram: '24GB' },
      custom: { lic: '${{ inputs.n }}' },
    },
    timeout: '${{ inputs.n }}m',
    retries: { count: '${{ inputs.n }}', exitCodes: [75], backoff: '5s', backoffMax: null },
  };
  expect(resolveStep(job, context)).toMatchObject({
    spec: {
      command: ['echo', '2'],
      resources: {
        cpuMillis: 2000,
        memoryBytes: 2 * 1024 ** 3,
        gpus: { amount: { kind: 'whole', count: 1 }, vendor: 'nvidia', model: '4090', vramBytes: 24e9 },
        custom: { lic: 2 },
      },
      timeoutMs: 120_000,
      retry: { retriesMax: 2, exitCodes: [75], backoffMs: 5000 },
    },
  });
});

test.for<[string, Partial<JobTemplate>]>([
  ['timeout: "soon" is no duration', { timeout: 'soon' }],
  ['env.A: a map is no text', { env: [{ A: '${{ inputs }}' }] }],
  [
    'retries: text does not fit here',
    { retries: { count: '${{ inputs.who }}', exitCodes: null, backoff: null, backoffMax: null } },
  ],
  ['env.ORCHION_X: names starting with ORCHION_', { env: [{ ORCHION_X: 'a' }] }],
  ['priority: must be a whole number', { priority: 5000 }],
])('%s', ([expected, change]) => {
  expect(resolveStep({ ...plain, ...change }, context)).toMatchObject({
    problem: expect.stringContaining(expected) as string,
  });
});
