import type { ExplanationSeen, FollowEvent, JobSeen } from '@orchion/client';
import { describe, expect, test } from 'vitest';
import { runCli } from '../run-cli.ts';
import type { JobJson, StatusJson } from '../shapes.ts';
import { aJob, anAttempt, aNode, fakeCluster, type FakeCluster } from '../test/fake-cluster.ts';
import { testWorld, type TestWorld } from '../test/test-world.ts';

async function run(cluster: FakeCluster, ...args: readonly string[]): Promise<{ code: number; world: TestWorld }> {
  const world = testWorld({ client: cluster.client });
  return { code: await runCli(world, args), world };
}

function clusterWith(...jobs: readonly JobSeen[]): FakeCluster {
  const cluster = fakeCluster();
  cluster.jobs.push(...jobs);
  return cluster;
}

describe('a job is found', () => {
  const cluster = clusterWith(aJob(1, { name: 'train' }), aJob(33, { name: 'eval' }), aJob(2, { name: 'eval' }));
  const [first] = cluster.jobs;
  const id = first?.id ?? '';

  test.each([
    ['by its id', id],
    ['by the beginning of its id', id.slice(0, 6)],
    ['by the beginning of its id without the prefix', id.slice(4, 6)],
    ['by its name', 'train'],
  ])('%s', async (_name, text) => {
    const { code, world } = await run(cluster, 'jobs', 'show', text, '--json');
    expect(code).toBe(0);
    expect((JSON.parse(world.out()) as JobJson).id).toBe(id);
  });

  test('but not by a name that two have: the candidates are named', async () => {
    const { code, world } = await run(cluster, 'cancel', 'eval');
    expect(code).toBe(4);
    for (const job of cluster.jobs.slice(1)) expect(world.err()).toContain(job.id);
  });

  test('but not by a part of its name', async () => {
    const { code, world } = await run(cluster, 'cancel', 'trai');
    expect(code).toBe(4);
    expect(world.err()).toMatch(/no job "trai"[\s\S]*orchion jobs/);
  });
});

test('jobs are a table for people', async () => {
  const failed = aJob(2, {
    name: 'eval',
    state: 'failed',
    message: 'exit code 3',
    startedAt: Date.parse('2026-01-31T11:59:10Z'),
    endedAt: Date.parse('2026-01-31T11:59:50Z'),
    attempts: [anAttempt(1, { exitCode: 3 })],
  });
  const waiting = aJob(1, { state: 'queued', message: 'needs 1 GPU, none is free' });
  const { world } = await run(clusterWith(failed, waiting), 'jobs');
  expect(world.out()).toBe(
    [
      'JOB               NAME   STATE     NODE   SUBMITTED  RAN  MESSAGE',
      'job-200000000000  eval   ✗ failed  tower  1m ago     40s  exit code 3',
      'job-100000000000  train  ◌ queued  -      1m ago     -    needs 1 GPU, none is free',
      '',
    ].join('\n'),
  );
});

test('a job in full names attempts, reasons and exit, and hides environment values', async () => {
  const job = aJob(1, {
    state: 'failed',
    attempts: [anAttempt(1, { reason: 'signal', signal: 'SIGSEGV' }), anAttempt(2, { exitCode: 3 })],
  });
  const { world } = await run(
    clusterWith({ ...job, spec: { ...job.spec, env: { TOKEN: 'secret' } } }),
    'jobs',
    'show',
    'train',
  );
  expect(world.out()).toMatch(/environment {2}TOKEN\n/);
  expect(world.out()).not.toContain('secret');
  expect(world.out()).toMatch(/1 {2}✗ failed {2}tower .* SIGSEGV\n/);
  expect(world.out()).toMatch(/2 {2}✗ failed {2}tower .* exit code 3\n/);
});

test('jobs show --json has what scripts were promised', async () => {
  const { world } = await run(
    clusterWith(aJob(1, { state: 'failed', attempts: [anAttempt(1, { exitCode: 3 })] })),
    'jobs',
    'show',
    'train',
    '--json',
  );
  expect(JSON.parse(world.out())).toMatchObject({
    id: 'job-100000000000',
    state: 'failed',
    submittedAt: '2026-01-31T11:59:00.000Z',
    attempts: [{ number: 1, node: 'tower', state: 'failed', exitCode: 3, reason: 'exit_code' }],
  });
});

test('filters reach the orchestrator', async () => {
  const cluster = clusterWith();
  await run(
    cluster,
    'jobs',
    '--state',
    'queued,running',
    '--state',
    'failed',
    '--name',
    'tr',
    '--node',
    'tower',
    '--limit',
    '5',
    '--page',
    'p',
  );
  expect(cluster.calls).toEqual([
    {
      name: 'jobs.list',
      argument: { states: ['queued', 'running', 'failed'], name: 'tr', node: 'tower', pageSize: 5, pageToken: 'p' },
    },
  ]);
});

test('a watch prints one JSON object a line', async () => {
  const { world } = await run(clusterWith(aJob(1)), 'jobs', '--watch', '--json');
  const lines = world
    .out()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(lines).toMatchObject([
    { revision: 12, kind: 'job', job: { id: 'job-100000000000', state: 'running' } },
    { revision: 13, kind: 'job', job: { id: 'job-100000000000', state: 'succeeded' } },
  ]);
});

describe('status', () => {
  test('shows everything on one screen', async () => {
    const { world } = await run(
      clusterWith(aJob(1, { state: 'queued', message: 'needs 1 GPU, none is free' }), aJob(2)),
      'status',
    );
    expect(world.out()).toBe(
      [
        'Orchestrator 0.1.0, pid 4141, started 2h ago',
        'unix:/run/orchion.sock',
        '',
        'Nodes',
        'NODE   STATE    JOBS  CPU IN USE  MEMORY IN USE  GPUS  SYSTEM',
        'tower  ● ready     1  - of 16     - of 64 GiB    -     linux x64',
        '',
        'Jobs',
        '1 queued, 1 running, 0 succeeded, 0 failed, 0 cancelled',
        '',
        'Waiting',
        'JOB               NAME   STATE     SINCE   WHY',
        'job-100000000000  train  ◌ queued  1m ago  needs 1 GPU, none is free',
        '',
      ].join('\n'),
    );
  });

  test('has as JSON what scripts were promised', async () => {
    const { world } = await run(clusterWith(aJob(1)), 'status', '--json');
    const status = JSON.parse(world.out()) as StatusJson;
    expect(status).toMatchObject({
      orchestrator: {
        pid: 4141,
        version: '0.1.0',
        socket: 'unix:/run/orchion.sock',
        startedAt: '2026-01-31T10:00:00.000Z',
      },
      nodes: [{ name: 'tower', liveness: 'ready', eligibility: 'schedulable', agentPid: 4242 }],
      jobs: { queued: 0, running: 1, succeeded: 0, failed: 0, cancelled: 0 },
    });
  });
});

describe('wait', () => {
  const after = (gets: number, ended: Partial<JobSeen>): FakeCluster => {
    const cluster = clusterWith(aJob(1));
    cluster.onGet = (count) => {
      if (count === gets) cluster.jobs[0] = aJob(1, ended);
    };
    return cluster;
  };

  test.each<[string, Partial<JobSeen>, number]>([
    ['success', { state: 'succeeded', attempts: [anAttempt(1, { exitCode: 0 })] }, 0],
    ['an exit code', { state: 'failed', attempts: [anAttempt(1, { exitCode: 42 })] }, 42],
    ['a signal', { state: 'failed', attempts: [anAttempt(1, { reason: 'signal', signal: 'SIGKILL' })] }, 137],
    ['a cancel', { state: 'cancelled' }, 123],
  ])('ends with the job: %s', async (_name, ended, code) => {
    expect((await run(after(5, ended), 'wait', 'train')).code).toBe(code);
  });

  test('gives up after --timeout', async () => {
    const { code, world } = await run(clusterWith(aJob(1)), 'wait', 'train', '--timeout', '30s');
    expect(code).toBe(8);
    expect(world.err()).toMatch(/still running after the time given with --timeout/);
  });
});

describe('logs', () => {
  const bytes = Buffer.from([0x1b, 0x5b, 0x32, 0x4a, 0xff, 0x00, 0x0d, 0x0a, 0xc3]);
  const chunk = (stream: 'stdout' | 'stderr', data: Uint8Array, offset = 0): FollowEvent => ({
    kind: 'chunk',
    attempt: 1,
    chunk: { kind: 'data', stream, offset, at: 0, bytes: data },
  });
  const gap: FollowEvent = {
    kind: 'chunk',
    attempt: 1,
    chunk: { kind: 'gap', stream: 'stdout', offset: 9, at: 0, length: 2048, reason: 'cap' },
  };

  test('are passed on byte for byte in a pipe', async () => {
    const cluster = clusterWith(aJob(1));
    cluster.log = [
      chunk('stdout', bytes),
      chunk('stdout', bytes, bytes.length),
      chunk('stderr', Buffer.from('oops\n')),
    ];
    const { code, world } = await run(cluster, 'logs', 'train');
    expect(code).toBe(0);
    expect(world.outBytes()).toEqual(Buffer.concat([bytes, bytes]));
    expect(world.err()).toBe('oops\n');
  });

  test('are made safe on a terminal', async () => {
    const cluster = clusterWith(aJob(1));
    cluster.log = [chunk('stdout', Buffer.from('\u001b[31mred\u001b[2J\u001b]0;title\u0007'))];
    const world = testWorld({ client: cluster.client, isTerminal: true });
    await runCli(world, ['logs', 'train']);
    expect(world.out()).toBe('\u001b[31mred\u001b[0m');
  });

  test('say where bytes are missing', async () => {
    const cluster = clusterWith(aJob(1));
    cluster.log = [gap];
    const { world } = await run(cluster, 'logs', 'train');
    expect(world.err()).toBe('orchion: 2 KiB of stdout are missing here: the log’s limit was reached\n');
  });

  test('are JSON lines on request, with Base64 only where it must be', async () => {
    const cluster = clusterWith(aJob(1));
    cluster.log = [
      chunk('stdout', Buffer.from('é\n')),
      chunk('stderr', Buffer.from([0xff])),
      gap,
      { kind: 'end', attempt: 1, cursor: { stdout: 0, stderr: 0 }, complete: true },
    ];
    const { world } = await run(cluster, 'logs', 'train', '--json');
    const lines = world
      .out()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toEqual([
      { kind: 'data', attempt: 1, stream: 'stdout', offset: 0, at: '1970-01-01T00:00:00.000Z', text: 'é\n' },
      { kind: 'data', attempt: 1, stream: 'stderr', offset: 0, at: '1970-01-01T00:00:00.000Z', base64: '/w==' },
      {
        kind: 'gap',
        attempt: 1,
        stream: 'stdout',
        offset: 9,
        at: '1970-01-01T00:00:00.000Z',
        length: 2048,
        reason: 'cap',
      },
      { kind: 'end', attempt: 1, complete: true },
    ]);
  });

  test('ask for what the options say', async () => {
    const cluster = clusterWith(aJob(1));
    await run(cluster, 'logs', 'train', '-f', '--since', '10m', '--stream', 'stderr', '--attempt', '2');
    expect(cluster.calls.at(-1)?.argument).toMatchObject({
      attempt: 2,
      stream: 'stderr',
      follow: true,
      sinceAt: Date.parse('2026-01-31T11:50:00Z'),
    });
  });
});

test('explain shows per node what it has and what is needed', async () => {
  const cluster = clusterWith(aJob(1, { state: 'queued' }));
  const explanation: ExplanationSeen = {
    verdict: 'waits',
    summary: 'Waits: no GPU is free.',
    nodeId: null,
    nodeName: null,
    behind: null,
    queuePosition: 2,
    nodes: [
      {
        nodeId: aNode(1).id,
        nodeName: 'tower',
        verdict: {
          kind: 'not_now',
          reason: { filter: 'gpu', message: 'needs 1 GPU, 0 are free', have: '0 of 2', need: '1' },
        },
        score: null,
      },
    ],
    nodesOmitted: 3,
  };
  cluster.explanation = explanation;
  const { world } = await run(cluster, 'explain', 'train');
  expect(world.out()).toBe(
    [
      'Waits: no GPU is free.',
      'Jobs before it in the queue: 2',
      '',
      'NODE   FITS       FILTER  HAS     NEEDS  WHY',
      'tower  ◌ not now  gpu     0 of 2  1      needs 1 GPU, 0 are free',
      'and 3 more nodes',
      '',
    ].join('\n'),
  );
});

describe('what cannot be done now', () => {
  test('cancelling an ended job has an exit code of its own', async () => {
    const { code, world } = await run(clusterWith(aJob(1, { state: 'succeeded' })), 'cancel', 'train');
    expect(code).toBe(5);
    expect(world.err()).toMatch(/has ended already/);
  });

  test('removing a node on which work runs', async () => {
    expect((await run(fakeCluster(), 'nodes', 'remove', 'tower')).code).toBe(5);
    const forced = await run(fakeCluster(), 'nodes', 'remove', 'tower', '--force', '--json');
    expect(JSON.parse(forced.world.out())).toEqual({ removed: aNode(1).id });
  });

  test('a node that there is not', async () => {
    expect((await run(fakeCluster(), 'nodes', 'show', 'nope')).code).toBe(4);
  });
});

test('a drain passes its deadline on', async () => {
  const cluster = fakeCluster();
  await run(cluster, 'nodes', 'drain', 'tower', '--deadline', '10m');
  expect(cluster.calls).toEqual([{ name: 'nodes.drain', argument: { deadlineMs: 600_000 } }]);
});
