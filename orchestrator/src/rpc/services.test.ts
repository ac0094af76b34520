import { create } from '@bufbuild/protobuf';
import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { trustId, type AgentHello, type AgentReport } from '@orchion/domain';
import {
  AgentService,
  ClusterService,
  FieldViolationsSchema,
  JobService,
  LogService,
  NodeService,
  SessionRequestSchema,
  WireJobState,
  agentMessageToWire,
  logDeliveryToWire,
  orchestratorMessageFromWire,
  type OrchestratorMessage,
  type SessionRequest,
} from '@orchion/proto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inventory, spec } from '../core/test/builders.ts';
import { protocols, serveApi, type ApiUnderTest, type Protocol } from './test/api-under-test.ts';

let api: ApiUnderTest;
beforeEach(async () => {
  api = await serveApi();
});
afterEach(() => api[Symbol.asyncDispose]());

const hello: AgentHello = {
  nodeId: trustId('node', 'node-000000000001'),
  clusterId: null,
  nodeName: 'tower',
  instanceId: trustId('instance', 'instance-000000000001'),
  bootId: 'boot-1',
  agentPid: 4711,
  labels: {},
  inventory: inventory(),
  held: [],
  sentAtMs: 1000,
};

/** An agent at the other end of a session: what it was told, and what it says. */
function openSession(protocol: Protocol = 'grpc', token = api.agent) {
  const outgoing: SessionRequest[] = [];
  let wake: () => void = () => {};
  let isOver = false;
  const told: OrchestratorMessage[] = [];
  async function* say(): AsyncIterable<SessionRequest> {
    for (;;) {
      const next = outgoing.shift();
      if (next !== undefined) yield next;
      else if (isOver) return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  const stop = new AbortController();
  const client = createClient(AgentService, api.transport(protocol, token));
  const ended = (async (): Promise<ConnectError | null> => {
    try {
      for await (const message of client.session(say(), { signal: stop.signal })) {
        told.push(orchestratorMessageFromWire(message));
      }
      return null;
    } catch (error) {
      return ConnectError.from(error);
    }
  })();
  const send = (message: SessionRequest): void => {
    outgoing.push(message);
    wake();
  };
  return {
    told,
    ended,
    send,
    hello: (overrides: Partial<AgentHello> = {}) =>
      send(agentMessageToWire({ kind: 'hello', hello: { ...hello, ...overrides } })),
    report: (report: Partial<AgentReport> = {}) =>
      send(
        agentMessageToWire({
          kind: 'report',
          report: { sentAtMs: 2000, full: true, held: [], metrics: null, inventory: null, ...report },
        }),
      ),
    end: () => {
      isOver = true;
      wake();
    },
    cut: () => stop.abort(),
  };
}

function asError(reason: unknown): ConnectError {
  return ConnectError.from(reason);
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('did not come true within 5 s');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe.each(protocols)('over %s', (protocol) => {
  test('a job is submitted, seen, listed, explained and cancelled', async () => {
    const jobs = createClient(JobService, api.transport(protocol, api.admin));
    const { job, revision } = await jobs.submitJob({ spec: { command: ['echo', 'hello'], env: { A: 'b' } } });
    expect(job).toMatchObject({ state: WireJobState.QUEUED, principal: 'admin', spec: { env: { A: 'b' } } });
    expect(revision).toBeGreaterThan(0n);
    const jobId = job?.id ?? '';
    expect((await jobs.getJob({ jobId })).job?.spec?.command).toEqual(['echo', 'hello']);
    const listed = await jobs.listJobs({});
    expect(listed.jobs.map(({ id }) => id)).toEqual([jobId]);
    expect(listed.jobs[0]?.spec?.env).toEqual({});
    expect((await jobs.explainJob({ jobId })).explanation?.summary).not.toBe('');
    const cancelled = await jobs.cancelJob({ jobId });
    expect(cancelled.job?.state).toBe(WireJobState.CANCELLED);
    const again = jobs.cancelJob({ jobId });
    await expect(again).rejects.toMatchObject({ code: Code.FailedPrecondition });
    const retried = await jobs.retryJob({ jobId });
    expect(retried.job?.retryOf).toBe(jobId);
  });

  test('wrong fields come back with their paths', async () => {
    const jobs = createClient(JobService, api.transport(protocol, api.admin));
    const error = await jobs
      .submitJob({ spec: { command: [], cwd: 'relative', priority: 5000 } })
      .then(() => null, asError);
    expect(error?.code).toBe(Code.InvalidArgument);
    const fields = error
      ?.findDetails(FieldViolationsSchema)
      .flatMap(({ violations }) => violations.map((v) => v.field));
    expect(fields).toEqual(['spec.command', 'spec.cwd', 'spec.priority']);
  });

  test('a job that is not there is NOT_FOUND', async () => {
    const jobs = createClient(JobService, api.transport(protocol, api.admin));
    await expect(jobs.getJob({ jobId: 'job-zzzzzzzzzzzz' })).rejects.toMatchObject({ code: Code.NotFound });
    await expect(jobs.getJob({ jobId: 'nonsense' })).rejects.toMatchObject({ code: Code.NotFound });
  });

  test('a watch begins with a snapshot and follows changes', async () => {
    const transport = api.transport(protocol, api.admin);
    const stop = new AbortController();
    const seen: string[] = [];
    const watching = (async () => {
      const watch = createClient(ClusterService, transport).watch({}, { signal: stop.signal });
      for await (const message of watch)
        seen.push(...message.jobs.map(({ state }) => WireJobState[state]), `${message.reset}`);
    })().catch(() => {});
    await until(() => seen.length === 1);
    expect(seen).toEqual(['true']);
    await createClient(JobService, transport).submitJob({ spec: { command: ['x'] } });
    await until(() => seen.length === 3);
    expect(seen).toEqual(['true', 'QUEUED', 'false']);
    stop.abort();
    await watching;
  });

  test('a stop of the orchestrator ends a watch', async () => {
    const watch = createClient(ClusterService, api.transport(protocol, api.admin)).watch({});
    const iterator = watch[Symbol.asyncIterator]();
    await iterator.next();
    const rest = (async () => {
      while ((await iterator.next()).done !== true);
    })().catch(() => {});
    await api.orchestrator.stop();
    api.stopStreams();
    await rest;
  });
});

test('pages of jobs follow each other, newest first', async () => {
  const jobs = createClient(JobService, api.transport('connect', api.admin));
  const { jobIds } = await jobs.submitJobs({ jobs: Array.from({ length: 7 }, () => ({ spec: { command: ['x'] } })) });
  const seen: string[] = [];
  let pageToken = '';
  do {
    const page = await jobs.listJobs({ pageSize: 3, pageToken });
    expect(page.jobs.length).toBeLessThanOrEqual(3);
    seen.push(...page.jobs.map(({ id }) => id));
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  expect(seen).toEqual([...jobIds].reverse());
});

test('an environment of 10 MB is refused with a clear error, and the connection stays', async () => {
  const env = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`V${i}`, 'x'.repeat(100_000)]));
  for (const protocol of protocols) {
    const jobs = createClient(JobService, api.transport(protocol, api.admin));
    await expect(jobs.submitJob({ spec: { command: ['x'], env } })).rejects.toMatchObject({
      code: Code.ResourceExhausted,
    });
    const fewer = Object.fromEntries(Object.entries(env).slice(0, 50));
    const error = await jobs.submitJob({ spec: { command: ['x'], env: fewer } }).then(() => null, asError);
    expect(error?.code).toBe(Code.InvalidArgument);
    expect(error?.rawMessage).toMatch(/spec\.env: has \d+ bytes in all, at most 1048576/);
    expect((await jobs.listJobs({})).jobs).toEqual([]);
  }
});

describe('nodes', () => {
  test('are drained and given back', async () => {
    const session = openSession();
    session.hello();
    await until(() => session.told.length > 0);
    const nodes = createClient(NodeService, api.transport('connect', api.admin));
    expect((await nodes.listNodes({})).nodes.map(({ name }) => name)).toEqual(['tower']);
    expect((await nodes.getNode({ node: 'tower' })).node?.agentPid).toBe(4711);
    expect((await nodes.drainNode({ node: 'tower' })).node?.eligibility).toBeGreaterThan(1);
    await nodes.cordonNode({ node: 'tower' });
    await nodes.uncordonNode({ node: 'tower' });
    await expect(nodes.drainNode({ node: 'tower', deadline: { seconds: -1n } })).rejects.toMatchObject({
      code: Code.InvalidArgument,
    });
    await expect(nodes.getNode({ node: 'nowhere' })).rejects.toMatchObject({ code: Code.NotFound });
    await nodes.removeNode({ node: 'tower', force: true });
    expect((await nodes.listNodes({})).nodes).toEqual([]);
    session.cut();
    await session.ended;
  });
});

describe('the status', () => {
  test('names the process, its addresses and the counts', async () => {
    const cluster = createClient(ClusterService, api.transport('connect', api.admin));
    await createClient(JobService, api.transport('connect', api.admin)).submitJob({ spec: { command: ['x'] } });
    const status = await cluster.getStatus({});
    expect(status.orchestrator).toMatchObject({
      pid: process.pid,
      version: '1.2.3',
      addresses: [`unix:${api.socketPath}`],
    });
    expect(status.jobs?.queued).toBe(1n);
    expect(status.waiting).toHaveLength(1);
  });

  test('a shutdown with stop_jobs cancels every job first', async () => {
    await createClient(JobService, api.transport('connect', api.admin)).submitJobs({
      jobs: Array.from({ length: 5 }, () => ({ spec: { command: ['x'] } })),
    });
    await createClient(ClusterService, api.transport('connect', api.admin)).shutdown({ stopJobs: true });
    expect(api.isShutDown()).toBe(true);
    expect(api.orchestrator.status().counts).toMatchObject({ queued: 0, cancelled: 5 });
  });
});

describe.each(['grpc', 'connect over http/2'] as const)('an agent’s session over %s', (protocol) => {
  test('is welcomed, gets its launches, and reports are heard', async () => {
    const session = openSession(protocol);
    session.hello();
    await until(() => session.told.some(({ kind }) => kind === 'welcome'));
    expect(api.orchestrator.node('tower')).toMatchObject({ kind: 'ok', value: { connected: true } });
    await api.orchestrator.submit([{ spec: spec(), requestId: null }], 'admin');
    await until(() => launchesOf(session.told).length === 1);
    session.report();
    await until(() => session.told.some((m) => m.kind === 'directive' && m.directive.answersSentAtMs === 2000));
    session.end();
    expect(await session.ended).toBe(null);
    await until(() => {
      const node = api.orchestrator.node('tower');
      return node.kind === 'ok' && !node.value.connected;
    });
  });

  test('that is cut is told to the orchestrator', async () => {
    const session = openSession(protocol);
    session.hello();
    await until(() => session.told.length > 0);
    session.cut();
    await session.ended;
    await until(() => {
      const node = api.orchestrator.node('tower');
      return node.kind === 'ok' && !node.value.connected;
    });
  });

  test('that does not begin with hello is refused', async () => {
    const session = openSession(protocol);
    session.report();
    expect(await session.ended).toMatchObject({ code: Code.InvalidArgument });
  });

  test('that says what no agent can mean is ended with the field’s path', async () => {
    const session = openSession(protocol);
    session.hello();
    await until(() => session.told.length > 0);
    session.send(
      create(SessionRequestSchema, { message: { case: 'report', value: { held: [{ jobId: 'nonsense' }] } } }),
    );
    const error = await session.ended;
    expect(error?.code).toBe(Code.InvalidArgument);
    expect(error?.rawMessage).toContain('report.held[0].state');
  });

  test('ends with UNAVAILABLE when the orchestrator stops, so that the agent comes back', async () => {
    const session = openSession(protocol);
    session.hello();
    await until(() => session.told.length > 0);
    await api.orchestrator.stop();
    expect(await session.ended).toMatchObject({ code: Code.Unavailable });
  });
});

describe('logs', () => {
  const jobId = trustId('job', 'job-000000000001');
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
  const append = (offset: number) =>
    createClient(AgentService, api.transport('connect', api.agent)).appendLogs(
      logDeliveryToWire({
        nodeId: hello.nodeId,
        logs: [
          {
            attempt: { jobId, number: 1 },
            chunks: [{ kind: 'data', stream: 'stdout', offset, at: 1, bytes }],
          },
        ],
      }),
    );

  test('are appended and followed byte for byte', async () => {
    expect((await append(0)).acks[0]?.durable?.stdout).toBe(256n);
    const seen: number[] = [];
    const logs = createClient(LogService, api.transport('connect', api.admin));
    const reading = (async () => {
      for await (const { event } of logs.tailLog({ jobId, follow: true })) {
        if (event.case === 'chunk') seen.push(...event.value.data);
        if (event.case === 'end') return event.value.complete;
      }
      return null;
    })();
    await until(() => seen.length === 256);
    await append(256);
    await until(() => seen.length === 512);
    api.logHub.finish();
    expect(await reading).toBe(true);
    expect(seen).toEqual([...bytes, ...bytes]);
  });

  test('of a job that is not there are NOT_FOUND', async () => {
    const tail = createClient(LogService, api.transport('connect', api.admin)).tailLog({ jobId: 'job-zzzzzzzzzzzz' });
    await expect(tail[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: Code.NotFound });
  });
});

describe('a bug', () => {
  test('is told with an error id and without its text, and is in the log', async () => {
    await using broken = await serveApi({
      wrap: (orchestrator) => ({
        ...orchestrator,
        nodes: () => {
          throw new Error('the secret inside');
        },
      }),
    });
    const error = await createClient(NodeService, broken.transport('connect', broken.admin))
      .listNodes({}, { headers: { 'x-request-id': 'my-request' } })
      .then(() => null, asError);
    expect(error?.code).toBe(Code.Internal);
    expect(error?.rawMessage).not.toContain('secret');
    const errorId = /error id ([0-9a-f]{8})/.exec(error?.rawMessage ?? '')?.[1];
    const line = broken.lines.find(({ level }) => level === 'error');
    expect(line?.fields).toMatchObject({
      errorId,
      requestId: 'my-request',
      method: 'orchion.v1.NodeService/ListNodes',
    });
    expect(error?.metadata.get('x-request-id')).toBe('my-request');
    expect(broken.calls).toContainEqual({ method: 'orchion.v1.NodeService/ListNodes', code: 'internal' });
  });
});

function launchesOf(told: readonly OrchestratorMessage[]): readonly unknown[] {
  return told.flatMap((message) => (message.kind === 'directive' ? message.directive.launches : []));
}
