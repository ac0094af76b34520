// What users send may be anything: the answer is a complete domain value, or the path of each wrong field. Never a throw.

import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { limits, noFiles } from '@orchion/domain';
import { describe, expect, test } from 'vitest';
import {
  JobSpecSchema,
  ListJobsRequestSchema,
  WireOnDisconnect,
  WireOnLost,
  SubmitJobRequestSchema,
  SubmitJobsRequestSchema,
  TailLogRequestSchema,
  jobQueryFromWire,
  jobSpecFromWire,
  logTailRequestFromWire,
  pageTokenAfter,
  submitFromWire,
  submitsFromWire,
  WireJobState,
} from '../index.ts';

// Enums on the wire are open: a newer sender may say what the generated types do not know.
const unknownValue = 99 as never;

type SpecInit = MessageInitShape<typeof JobSpecSchema>;

function decoded(init: SpecInit) {
  const answer = jobSpecFromWire(create(JobSpecSchema, { command: ['/usr/bin/env', 'true'], ...init }));
  if ('violations' in answer) throw new Error(`refused: ${JSON.stringify(answer.violations)}`);
  return answer.spec;
}

function fieldsOf(answer: object): string[] {
  if (!('violations' in answer)) return [];
  return (answer.violations as { field: string }[]).map(({ field }) => field);
}

describe('what a spec leaves out', () => {
  test('is filled in with the defaults', () => {
    expect(decoded({})).toStrictEqual({
      name: 'env',
      container: null,
      command: ['/usr/bin/env', 'true'],
      cwd: null,
      env: {},
      resources: { cpuMillis: 1000, memoryBytes: 0, diskBytes: 0, gpus: null, custom: {} },
      labels: {},
      node: null,
      priority: 0,
      timeoutMs: null,
      queueTimeoutMs: null,
      graceMs: limits.graceMsDefault,
      retry: {
        retriesMax: 0,
        exitCodes: null,
        backoffMs: limits.retryBackoffMsDefault,
        backoffMaxMs: limits.retryBackoffMaxMsDefault,
      },
      idempotent: false,
      onLost: 'hold',
      onDisconnect: 'continue',
      exclusive: false,
      logBytesMax: limits.logBytesMaxDefault,
      files: noFiles,
    });
  });

  const cases: [title: string, init: SpecInit, expected: object][] = [
    ['an idempotent job is retried when its node is lost', { idempotent: true }, { onLost: 'retry' }],
    ['what the user says goes before that', { idempotent: true, onLost: WireOnLost.FAIL }, { onLost: 'fail' }],
    ['an exclusive job stops when it is cut off', { exclusive: true }, { onDisconnect: 'stop' }],
    ['an explicit zero grace stays zero', { grace: { seconds: 0n } }, { graceMs: 0 }],
    ['an explicit zero log cap stays zero', { logBytesMax: 0n }, { logBytesMax: 0 }],
    ['an explicit zero of cores reserves nothing', { resources: { cpuMillis: 0 } }, { resources: { cpuMillis: 0 } }],
    ['resources without cores get one core', { resources: { memoryBytes: 5n } }, { resources: { cpuMillis: 1000 } }],
    ['a Windows path is named by its program', { command: ['C:\\bin\\tool.exe'] }, { name: 'tool.exe' }],
    ['a name is made fit to be shown', { command: ['./a\nb'] }, { name: 'ab' }],
    ['a program without a file name', { command: ['/'] }, { name: 'job' }],
    [
      'a first wait beyond the usual longest one',
      { retry: { retries: 1, backoff: { seconds: 600n } } },
      { retry: { backoffMs: 600_000, backoffMaxMs: 600_000 } },
    ],
  ];
  test.each(cases)('%s', (_title, init, expected) => {
    expect(decoded(init)).toMatchObject(expected);
  });
});

describe('a wrong field is named by its path', () => {
  const cases: [title: string, init: SpecInit, fields: string[]][] = [
    ['no command', { command: [] }, ['spec.command']],
    ['more bytes than a number can count', { resources: { memoryBytes: 2n ** 60n } }, ['spec.resources.memory_bytes']],
    ['too many cores', { resources: { cpuMillis: 4_096_001 } }, ['spec.resources.cpu_millis']],
    ['GPUs without an amount', { resources: { gpus: { model: 'x' } } }, ['spec.resources.gpus.count']],
    [
      'a whole GPU as a share',
      { resources: { gpus: { amount: { case: 'shareMillis', value: 1000 } } } },
      ['spec.resources.gpus.share_millis'],
    ],
    ['a counter that is too large', { resources: { custom: { seat: 2n ** 63n } } }, ['spec.resources.custom.seat']],
    ['an unknown on_lost', { onLost: unknownValue }, ['spec.on_lost']],
    ['an unknown on_disconnect', { onDisconnect: unknownValue }, ['spec.on_disconnect']],
    ['a timeout beyond counting', { timeout: { seconds: 2n ** 60n } }, ['spec.timeout']],
    ['a negative timeout', { timeout: { seconds: -1n } }, ['spec.timeout']],
    ['a reserved variable', { env: { ORCHION_X: '1' } }, ['spec.env.ORCHION_X']],
    [
      'exclusive, and yet goes on',
      { exclusive: true, onDisconnect: WireOnDisconnect.CONTINUE },
      ['spec.on_disconnect'],
    ],
    [
      'several at once',
      { onLost: unknownValue, priority: 5000, grace: { seconds: -1n } },
      ['spec.on_lost', 'spec.priority', 'spec.grace'],
    ],
  ];
  test.each(cases)('%s', (_title, init, fields) => {
    expect(fieldsOf(jobSpecFromWire(create(JobSpecSchema, { command: ['true'], ...init })))).toEqual(fields);
  });

  test('no spec at all', () => {
    expect(fieldsOf(submitFromWire(create(SubmitJobRequestSchema)))).toEqual(['spec']);
  });

  test('a request id with a space', () => {
    const message = create(SubmitJobRequestSchema, { spec: { command: ['true'] }, requestId: 'a b' });
    expect(fieldsOf(submitFromWire(message))).toEqual(['request_id']);
  });

  test('a spec that is wrong a thousand times is answered with a bounded list', () => {
    const retry = { exitCodes: Array.from({ length: 1000 }, () => 0) };
    const message = create(SubmitJobRequestSchema, { spec: { command: ['true'], retry } });
    expect(fieldsOf(submitFromWire(message))).toHaveLength(100);
  });

  test('the value of a variable is never repeated', () => {
    const answer = jobSpecFromWire(create(JobSpecSchema, { command: ['true'], env: { TOKEN: 'secret\0' } }));
    expect(fieldsOf(answer)).toEqual(['spec.env.TOKEN']);
    expect(JSON.stringify(answer)).not.toContain('secret');
  });
});

describe('a batch of submits', () => {
  test('names the job that is wrong', () => {
    const message = create(SubmitJobsRequestSchema, { jobs: [{ spec: { command: ['true'] } }, { spec: {} }] });
    expect(fieldsOf(submitsFromWire(message))).toEqual(['jobs[1].spec.command']);
  });

  test.each([0, limits.submitBatchMax + 1])('of %i jobs is refused', (length) => {
    const jobs = Array.from({ length }, () => ({ spec: { command: ['true'] } }));
    expect(fieldsOf(submitsFromWire(create(SubmitJobsRequestSchema, { jobs })))).toEqual(['jobs']);
  });

  test('that is wrong everywhere is answered with a bounded list', () => {
    const jobs = Array.from({ length: limits.submitBatchMax }, () => ({ spec: { command: [] } }));
    expect(fieldsOf(submitsFromWire(create(SubmitJobsRequestSchema, { jobs })))).toHaveLength(100);
  });
});

describe('a query for jobs', () => {
  test('without anything asks for the first page of all', () => {
    expect(jobQueryFromWire(create(ListJobsRequestSchema))).toStrictEqual({
      query: { states: null, nameContains: null, node: null, idPrefix: null, beforeSequence: null, limit: 100 },
    });
  });

  test('goes on where the page before ended', () => {
    const message = create(ListJobsRequestSchema, { pageToken: pageTokenAfter(7), states: [WireJobState.QUEUED] });
    expect(jobQueryFromWire(message)).toMatchObject({ query: { beforeSequence: 7, states: ['queued'] } });
  });

  const cases: [title: string, init: MessageInitShape<typeof ListJobsRequestSchema>, field: string][] = [
    ['an unspecified state', { states: [WireJobState.QUEUED, WireJobState.UNSPECIFIED] }, 'states[1]'],
    ['a page that is too large', { pageSize: 1001 }, 'page_size'],
    ['a token of somebody else', { pageToken: 'before-1; drop' }, 'page_token'],
    ['a token beyond counting', { pageToken: 'before-9999999999999999' }, 'page_token'],
    ['a name without end', { name: 'x'.repeat(129) }, 'name'],
  ];
  test.each(cases)('is refused for %s', (_title, init, field) => {
    expect(fieldsOf(jobQueryFromWire(create(ListJobsRequestSchema, init)))).toEqual([field]);
  });
});

describe('a request to tail a log', () => {
  const jobId = 'job-000000000000';
  const cases: [title: string, init: MessageInitShape<typeof TailLogRequestSchema>, field: string][] = [
    ['no job', {}, 'job_id'],
    ['a stream that does not exist', { jobId, stream: unknownValue }, 'stream'],
    ['an offset beyond counting', { jobId, cursor: { stderr: 2n ** 53n } }, 'cursor.stderr'],
    ['a time beyond counting', { jobId, since: { seconds: 2n ** 62n } }, 'since'],
  ];
  test.each(cases)('is refused for %s', (_title, init, field) => {
    expect(fieldsOf(logTailRequestFromWire(create(TailLogRequestSchema, init)))).toEqual([field]);
  });
});
