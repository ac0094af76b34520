import { trustId, type AgentHello, type Directive, type JobId, type Observation, type Welcome } from '@orchion/domain';
import { describe, expect, test } from 'vitest';
import { inventory, nodeId, spec } from '../core/test/builders.ts';
import type { Clock } from '../ports/clock.ts';
import { createMemoryLogStore } from '../store/log-memory/create-memory-log-store.ts';
import { createMemoryStore, type MemoryStore } from '../store/memory/create-memory-store.ts';
import type { MemoryDisk } from '../store/memory/memory-disk.ts';
import { createOrchestrator } from './create-orchestrator.ts';
import { pipelineTools } from '../platform/pipeline-tools.ts';
import type { AgentSession, FeedMessage, Orchestrator, Outcome } from './orchestrator.ts';

const clusterId = trustId('cluster', 'cluster-000000000001');

/** A clock that is set by hand; turns of the loop run as microtasks. */
class HandClock implements Clock {
  private time = 1_000_000;
  private alarm: { at: number; ring: () => void } | null = null;
  now(): number {
    return this.time;
  }
  setAlarm(at: number | null, ring: () => void): void {
    this.alarm = at === null ? null : { at, ring };
  }
  defer(run: () => void): void {
    queueMicrotask(run);
  }
  async advance(ms: number): Promise<void> {
    const until = this.time + ms;
    while (this.alarm !== null && this.alarm.at <= until) {
      const { at, ring } = this.alarm;
      this.alarm = null;
      this.time = Math.max(this.time, at);
      ring();
      await settled();
    }
    this.time = until;
  }
}

/** Lets everything that is already on its way happen. */
async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

interface World {
  readonly orchestrator: Orchestrator;
  readonly store: MemoryStore;
  readonly clock: HandClock;
  readonly fatal: unknown[];
}

function start(disk?: MemoryDisk, clock = new HandClock()): World {
  const store = createMemoryStore({ clusterId, ...(disk === undefined ? {} : { disk }) });
  const fatal: unknown[] = [];
  let last = 7;
  const orchestrator = createOrchestrator({
    store,
    logStore: createMemoryLogStore(),
    clock,
    pipelines: pipelineTools,
    ids: { nextUint32: () => (last = (Math.imul(last, 1664525) + 1013904223) >>> 0) },
    checkEvery: 1,
    onFatal: (error) => fatal.push(error),
  });
  return { orchestrator, store, clock, fatal };
}

interface TestAgent {
  readonly session: AgentSession;
  readonly welcomes: Welcome[];
  readonly directives: Directive[];
  readonly closed: string[];
}

async function join({ orchestrator }: World, hello: Partial<AgentHello> = {}): Promise<TestAgent> {
  const [welcomes, directives, closed]: [Welcome[], Directive[], string[]] = [[], [], []];
  const session = orchestrator.openSession(
    {
      nodeId: nodeId(1),
      clusterId: null,
      nodeName: 'tower',
      instanceId: trustId('instance', 'instance-000000000001'),
      bootId: 'boot',
      agentPid: 42,
      labels: {},
      inventory: inventory(),
      held: [],
      sentAtMs: 5,
      ...hello,
    },
    {
      welcome: (welcome) => welcomes.push(welcome),
      directive: (directive) => directives.push(directive),
      close: (reason) => closed.push(reason),
    },
  );
  await settled();
  return { session, welcomes, directives, closed };
}

function value<T>(outcome: Outcome<T>): T {
  if (outcome.kind === 'refused') throw new Error(`refused: ${outcome.message}`);
  return outcome.value;
}

async function submit({ orchestrator }: World, overrides = {}): Promise<JobId> {
  const { jobs } = value(await orchestrator.submit([{ spec: spec(overrides), requestId: null }], 'me'));
  const id = jobs[0]?.job.id;
  if (id === undefined) throw new Error('no job');
  return id;
}

function ended(launch: { jobId: JobId; number: number; lease: number }, code = 0): Observation {
  const { jobId, number, lease } = launch;
  return {
    jobId,
    number,
    lease,
    state: code === 0 ? 'succeeded' : 'failed',
    startedAt: 1,
    endedAt: 2,
    end: { reason: 'exit_code', exitCode: code, signal: null, message: `exited with code ${code}` },
    logLengths: { stdout: 0, stderr: 0 },
    products: null,
  };
}

const report = { sentAtMs: 6, full: false, metrics: null, inventory: null };

describe('a session', () => {
  test('is welcomed, given its launch, and told to forget what ended', async () => {
    const world = start();
    const agent = await join(world);
    expect(agent.welcomes).toMatchObject([{ clusterId, nodeName: 'tower', answersSentAtMs: 5, leaseMs: 15_000 }]);
    const id = await submit(world);
    const launch = agent.directives.flatMap(({ launches }) => launches)[0];
    if (launch === undefined) throw new Error('no launch');
    expect(launch.jobId).toBe(id);
    agent.session.report({ ...report, held: [ended(launch)] });
    await settled();
    expect(value(world.orchestrator.job(id)).state).toBe('succeeded');
    expect(agent.directives.at(-1)?.forget).toEqual([{ jobId: id, number: 1 }]);
    expect(world.orchestrator.status().counts).toMatchObject({ queued: 0, running: 0, succeeded: 1 });
  });

  test('an agent that falls silent is unreachable after its lease', async () => {
    const world = start();
    await join(world);
    await world.clock.advance(15_000);
    expect(world.orchestrator.nodes()[0]?.node.liveness).toBe('unreachable');
  });
});

describe('a restart', () => {
  test('finds every acknowledged job again, and holds nothing against anybody for a lease', async () => {
    const world = start();
    const agent = await join(world);
    const [first, second] = [await submit(world), await submit(world, { labels: { zone: 'attic' } })];
    // A crash: nothing is closed, the disk is opened anew.
    world.store.disk.holder = null;
    const again = start(world.store.disk, world.clock);
    expect(value(again.orchestrator.job(first)).attempts).toHaveLength(1);
    expect(value(again.orchestrator.job(second)).state).toBe('queued');
    await world.clock.advance(14_000);
    expect(again.orchestrator.nodes()[0]?.node.liveness).toBe('ready');
    const launch = agent.directives.flatMap(({ launches }) => launches)[0];
    if (launch === undefined) throw new Error('no launch');
    await join(again, { held: [ended(launch)] });
    expect(value(again.orchestrator.job(first)).state).toBe('succeeded');
  });

  test('a request id keeps meaning its job after the job has ended', async () => {
    const world = start();
    const agent = await join(world);
    const requestId = trustId('request', 'once');
    const ask = () => world.orchestrator.submit([{ spec: spec(), requestId }], 'me');
    const first = value(await ask()).jobs[0]?.job.id;
    const launch = agent.directives.flatMap(({ launches }) => launches)[0];
    if (launch === undefined) throw new Error('no launch');
    agent.session.report({ ...report, held: [ended(launch)] });
    await settled();
    expect(value(await ask()).jobs[0]?.job.id).toBe(first);
    const other = await world.orchestrator.submit([{ spec: spec({ command: ['false'] }), requestId }], 'me');
    expect(other).toMatchObject({ kind: 'refused', code: 'failed_precondition' });
  });
});

describe('a full disk', () => {
  test('refuses submits, goes on with reports and cancels, and recovers by itself', async () => {
    const world = start();
    const agent = await join(world);
    const [running, waiting] = [await submit(world), await submit(world, { labels: { zone: 'attic' } })];
    world.store.disk.full = true;
    // The first commit that finds the disk full gives the ballast up.
    const launch = agent.directives.flatMap(({ launches }) => launches)[0];
    if (launch === undefined) throw new Error('no launch');
    const refused = world.orchestrator.submit([{ spec: spec(), requestId: null }], 'me');
    agent.session.report({ ...report, held: [ended(launch)] });
    expect(await refused).toMatchObject({ kind: 'refused', code: 'resource_exhausted' });
    await settled();
    expect(value(world.orchestrator.job(running)).state).toBe('succeeded');
    expect(value(await world.orchestrator.cancel(waiting, 'me')).state).toBe('cancelled');
    expect(world.orchestrator.status().problems[0]).toContain('disk is full');
    world.store.disk.full = false;
    await world.clock.advance(10_000);
    agent.session.report({ ...report, full: true, held: [] });
    await settled();
    await submit(world);
    expect(world.orchestrator.status().problems).toEqual([]);
  });

  test('an I/O error is fatal and answers nobody falsely', async () => {
    const world = start();
    world.store.failNextCommit('io');
    const outcome = await world.orchestrator.submit([{ spec: spec(), requestId: null }], 'me');
    expect(outcome.kind).toBe('refused');
    expect(world.fatal).toHaveLength(1);
  });
});

describe('watchers', () => {
  const follow = (orchestrator: Orchestrator, from: number) => {
    const control = new AbortController();
    const seen: FeedMessage[] = [];
    const done = (async () => {
      for await (const message of orchestrator.watch(from, control.signal)) seen.push(message);
    })();
    return { seen, stop: () => (control.abort(), done) };
  };

  test('begin with a snapshot, then see every commit; a resumed one sees only what it missed', async () => {
    const world = start();
    const before = await submit(world);
    const watcher = follow(world.orchestrator, 0);
    await settled();
    expect(watcher.seen[0]).toMatchObject({ reset: true, snapshotComplete: true });
    expect(watcher.seen[0]?.jobs.map(({ job }) => job.id)).toEqual([before]);
    const known = watcher.seen[0]?.revision ?? 0;
    const after = await submit(world);
    await settled();
    expect(watcher.seen.slice(1).flatMap(({ jobs }) => jobs.map(({ job }) => job.id))).toContain(after);
    await watcher.stop();
    const resumed = follow(world.orchestrator, known);
    await settled();
    expect(resumed.seen[0]?.reset).toBe(false);
    expect(resumed.seen.flatMap(({ jobs }) => jobs.map(({ job }) => job.id))).toEqual([after]);
    await resumed.stop();
  });

  test('a revision of before the restart is answered with a snapshot', async () => {
    const world = start();
    await submit(world);
    await submit(world);
    world.store.disk.holder = null;
    const again = start(world.store.disk);
    const watcher = follow(again.orchestrator, 1);
    await settled();
    expect(watcher.seen[0]).toMatchObject({ reset: true });
    await watcher.stop();
  });
});

describe('words', () => {
  test('a waiting job says why, a submit that can never run warns', async () => {
    const world = start();
    const outcome = value(await world.orchestrator.submit([{ spec: spec(), requestId: null }], 'me'));
    expect(outcome.warnings).toEqual(['no node has joined yet: the job waits until one does']);
    await join(world);
    const never = spec({ labels: { zone: 'attic' } });
    const second = value(await world.orchestrator.submit([{ spec: never, requestId: null }], 'me'));
    expect(second.warnings[0]).toContain('needs label zone=attic');
    const id = second.jobs[0]?.job.id;
    if (id === undefined) throw new Error('no job');
    expect(value(world.orchestrator.explain(id))).toMatchObject({ verdict: 'never', queuePosition: 0 });
    expect(value(world.orchestrator.preview(spec())).verdict).toBe('would_place');
  });

  test('wrong specs are refused with every field', async () => {
    const world = start();
    const wrong = spec({ command: [], priority: 5000 });
    const outcome = await world.orchestrator.submit([{ spec: wrong, requestId: null }], 'me');
    expect(outcome).toMatchObject({ kind: 'refused', code: 'invalid' });
    const fields = outcome.kind === 'refused' ? outcome.violations.map(({ field }) => field) : [];
    expect(fields).toEqual(['spec.command', 'spec.priority']);
  });
});

test('what an attempt may have left and not told of is named by when it was placed, also while its node is silent', async () => {
  const world = start();
  const { contentReferences } = world.orchestrator;
  const agent = await join(world);
  await submit(world);
  expect(contentReferences.unreportedSince()).toBeNull();
  await world.clock.advance(1_000);
  const placedAt = world.clock.now();
  const leave = [{ name: 'data', paths: ['data'], when: 'success', isRequired: true }];
  const id = await submit(world, { onLost: 'hold', files: { fetch: [], leave, collectsOutputs: false } });
  expect(contentReferences.unreportedSince()).toBe(placedAt);
  await world.clock.advance(48 * 3_600_000);
  expect(value(world.orchestrator.job(id)).state).toBe('unknown');
  expect(contentReferences.unreportedSince()).toBe(placedAt);
  const again = await join(world, { sentAtMs: 48 * 3_600_000 });
  expect(agent.directives.length).toBeGreaterThan(0);
  again.session.report({ ...report, sentAtMs: 48 * 3_600_001, held: [ended({ jobId: id, number: 1, lease: 2 })] });
  await settled();
  expect(contentReferences.unreportedSince()).toBeNull();
});
