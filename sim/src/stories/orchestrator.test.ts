import { limits, newId, trustId, type AgentHello, type JobId, type Observation } from '@orchion/domain';
import type { AgentSession, JobView } from '@orchion/orchestrator';
import { expect, test } from 'vitest';
import { createNetwork } from '../network.ts';
import { createOrchestratorHost, type OrchestratorHost } from '../orchestrator-host.ts';
import { inventoryOf } from '../sim-inventory.ts';
import { createWorld, type World } from '../world.ts';
import { specOf } from './scripted-agent.ts';

const hourMs = 3_600_000;
const nothingNew = { full: false, held: [], metrics: null, inventory: null };

test('a hello that another one of the same agent has overtaken changes nothing', async () => {
  const story = begin();
  const stale = story.hello({ sentAtMs: 1_000 });
  const session = story.open({ ...stale, sentAtMs: 9_000 });
  const jobId = await story.submit();
  await story.run(10);
  session.report({ ...nothingNew, sentAtMs: 10_000, held: [running(jobId)] });
  await story.run(10);
  // It says that the agent holds nothing: that was true when it was sent.
  story.open(stale);
  await story.run(10);
  expect(story.job(jobId)).toMatchObject({ state: 'running', attempts: [{ state: 'running' }] });
});

test('what one of two agents with one identity does not hold is not lost', async () => {
  const story = begin();
  const hello = story.hello({ sentAtMs: 1_000 });
  const session = story.open(hello);
  const jobId = await story.submit();
  await story.run(10);
  session.report({ ...nothingNew, sentAtMs: 2_000, held: [running(jobId)] });
  await story.run(10);
  const other = story.open({ ...hello, instanceId: newId('instance', story.world.random('other')) });
  other.report({ ...nothingNew, sentAtMs: 5, full: true });
  await story.run(10);
  expect(story.job(jobId).state).toBe('running');
});

test('a backoff does not grow by the hour that the wall clock was set back across a restart', async () => {
  const story = begin();
  const hello = story.hello({ sentAtMs: 1_000 });
  const session = story.open(hello);
  const jobId = await story.submit();
  await story.run(10);
  const end = { reason: 'refused', exitCode: null, signal: null, message: 'no room' } as const;
  const refused = { ...running(jobId), state: 'failed', startedAt: null, endedAt: 1, end } as const;
  session.report({ ...nothingNew, sentAtMs: 2_000, held: [refused] });
  await story.run(10);
  story.host.setWall(-hourMs);
  story.host.crash();
  await story.run(20_000);
  const node2 = story.hello({ sentAtMs: 1 });
  story.open({ ...node2, nodeId: newId('node', story.world.random('node 2')), nodeName: 'node-2' });
  await story.run(5_000);
  expect(story.job(jobId).attempts).toHaveLength(2);
});

test('a cancel that comes just after the end is told that the job has ended', async () => {
  const story = begin();
  const session = story.open(story.hello({ sentAtMs: 1_000 }));
  const jobId = await story.submit();
  await story.run(10);
  const end = { reason: 'exit_code', exitCode: 0, signal: null, message: 'exited' } as const;
  const held = [
    {
      ...running(jobId),
      state: 'succeeded',
      endedAt: 1,
      end,
      logLengths: { stdout: 0, stderr: 0 },
      products: null,
    } as const,
  ];
  session.report({ ...nothingNew, sentAtMs: 2_000, held });
  // So much is waiting that the cancel is decided in a turn after the report's.
  for (let i = 0; i < limits.inboxBatchMax; i++) session.report({ ...nothingNew, sentAtMs: 2_000 });
  const answer = story.host.call((orchestrator) => orchestrator.cancel(jobId, 'user'));
  await story.run(10);
  expect(await answer).toMatchObject({ kind: 'refused', code: 'failed_precondition' });
});

interface Story {
  readonly world: World;
  readonly host: OrchestratorHost;
  hello(changed: Partial<AgentHello>): AgentHello;
  open(hello: AgentHello): AgentSession;
  submit(): Promise<JobId>;
  job(jobId: JobId): JobView;
  run(ms: number): Promise<void>;
}

function begin(): Story {
  const world = createWorld(1, null);
  const network = createNetwork(world, { lost: 0, duplicated: 0, slow: 0, delayMs: 1, slowMs: 1 });
  const settings = { leaseMs: 15_000, lostAfterMs: 300_000, heartbeatIntervalMs: 2_000 };
  const host = createOrchestratorHost({
    world,
    settings,
    diskSyncMs: 1,
    onAwake: () => {},
    onHeard: () => {},
    onCommitted: () => {},
  });
  const route = network.route('node-1', () => false);
  const dice = world.random('story');
  const port = { welcome: () => {}, directive: () => {}, close: () => {} };
  host.start();
  const first: AgentHello = {
    nodeId: newId('node', dice),
    clusterId: null,
    nodeName: 'node-1',
    instanceId: newId('instance', dice),
    bootId: 'boot-1',
    agentPid: 1,
    labels: {},
    inventory: inventoryOf('node-1', dice, true),
    held: [],
    sentAtMs: 0,
  };
  const present = <T>(value: T | null): T => {
    if (value === null) throw new Error('the orchestrator runs in this story');
    return value;
  };
  return {
    world,
    host,
    hello: (changed) => ({ ...first, ...changed }),
    open: (hello) =>
      present(host.openSession(network.connect(route, { node: () => {}, orchestrator: () => {} }), hello, port)),
    async submit() {
      const request = { spec: specOf({}), requestId: trustId('request', 'story') };
      const answer = present(host.call((orchestrator) => orchestrator.submit([request], 'user')));
      await world.run(world.now() + 10);
      const outcome = await answer;
      const job = outcome.kind === 'ok' ? outcome.value.jobs[0] : undefined;
      if (job === undefined) throw new Error('the submit of this story is good');
      return job.job.id;
    },
    job(jobId) {
      const told = present(host.running).orchestrator.job(jobId);
      if (told.kind === 'refused') throw new Error(told.message);
      return told.value;
    },
    run: (ms) => world.run(world.now() + ms),
  };
}

function running(jobId: JobId): Observation {
  return {
    jobId,
    number: 1,
    lease: 1,
    state: 'running',
    startedAt: 1,
    endedAt: null,
    end: null,
    logLengths: null,
    products: null,
  };
}
