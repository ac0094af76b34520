import { beforeEach, expect, test } from 'vitest';
import {
  trustId,
  type AgentHello,
  type AgentReport,
  type ClusterId,
  type Directive,
  type Welcome,
} from '@orchion/domain';
import { LinkError, type LinkEvents } from '../ports/link.ts';
import { directiveOf, refOf } from '../test/attempts.ts';
import { createManualClock, type ManualClock } from '../test/manual-clock.ts';
import { createSessionLoop, refusedRetryMs, type SessionLoop } from './session-loop.ts';

interface Opened {
  readonly hello: AgentHello;
  readonly events: LinkEvents;
  readonly reports: AgentReport[];
  closed: boolean;
}

let clock: ManualClock;
let opened: Opened[];
let loop: SessionLoop;
let problems: string[];
let directives: Directive[];
let connected: boolean[];
let clusterId: ClusterId | null;

beforeEach(() => {
  clock = createManualClock();
  opened = [];
  problems = [];
  directives = [];
  connected = [];
  clusterId = null;
  loop = createSessionLoop({
    clock,
    // In the middle: no jitter either way, and half of every backoff.
    random: { nextUint32: () => 2 ** 31 },
    link: {
      open(hello, events) {
        const session: Opened = { hello, events, reports: [], closed: false };
        opened.push(session);
        return {
          report: (report) => session.reports.push(report),
          close: () => {
            session.closed = true;
          },
        };
      },
      appendLogs: () => Promise.resolve([]),
    },
    log: {
      info: () => undefined,
      warn: (_fields, message) => problems.push(message),
      error: (_fields, message) => problems.push(message),
    },
    // What is in it is not this part's business.
    hello: () => ({ held: [] }) as unknown as AgentHello,
    held: () => [],
    observation: (ref) => ({
      ...ref,
      lease: 1,
      state: 'running',
      startedAt: 1,
      endedAt: null,
      end: null,
      logLengths: null,
      products: null,
    }),
    figures: () => ({ metrics: null, inventory: null }),
    clusterId: () => clusterId,
    onWelcome: () => undefined,
    onDirective: (directive) => directives.push(directive),
    onConnected: (isConnected) => connected.push(isConnected),
  });
});

const welcome = (rest: Partial<Welcome> = {}): Welcome => ({
  clusterId: trustId('cluster', 'cluster-000000000001'),
  sessionId: trustId('session', 'session-000000000001'),
  nodeName: 'tower',
  heartbeatIntervalMs: 2_000,
  leaseMs: 15_000,
  answersSentAtMs: clock.nowMs(),
  ...rest,
});
const latest = (): Opened => {
  const session = opened.at(-1);
  if (session === undefined) throw new Error('nothing was opened');
  return session;
};
function connect(): void {
  loop.start();
  latest().events.welcome(welcome());
}

test('after the welcome heartbeats come at the given interval, with everything held', async () => {
  connect();
  await clock.advance(6_000);
  expect(latest().reports.map((report) => [report.full, report.sentAtMs])).toEqual([
    [true, 1_002_000],
    [true, 1_004_000],
    [true, 1_006_000],
  ]);
  expect(connected).toEqual([true]);
});

test('the interval can be changed on the way', async () => {
  connect();
  latest().events.directive(directiveOf({ heartbeatIntervalMs: 500 }));
  await clock.advance(2_000);
  await clock.advance(1_000);
  expect(latest().reports).toHaveLength(3);
});

test('changes of one turn are told at once and together', async () => {
  connect();
  loop.changed(refOf(1));
  loop.changed(refOf(2));
  loop.changed(refOf(1));
  await clock.advance(0);
  expect(latest().reports.map((report) => [report.full, report.held.length])).toEqual([[false, 2]]);
});

test('changes before the welcome wait for it', async () => {
  loop.start();
  loop.changed(refOf(1));
  await clock.advance(10);
  expect(latest().reports).toEqual([]);
  latest().events.welcome(welcome());
  await clock.advance(0);
  expect(latest().reports).toHaveLength(1);
});

test('a lost connection is opened again, later each time up to a bound, told once', async () => {
  loop.start();
  const waits: number[] = [];
  for (let i = 0; i < 9; i++) {
    const failedAt = clock.nowMs();
    latest().events.closed(new LinkError('unavailable', 'nobody there'));
    const before = opened.length;
    while (opened.length === before) await clock.advance(25);
    waits.push(clock.nowMs() - failedAt);
  }
  expect(waits[0]).toBeLessThan(200);
  expect(waits.at(-1)).toBeGreaterThan(2_000);
  expect(Math.max(...waits)).toBeLessThan(5_200);
  expect(problems).toEqual(['nobody there']);
});

test('a refusal is told in its words and tried again slowly', async () => {
  loop.start();
  latest().events.closed(new LinkError('refused', 'the token is wrong'));
  await clock.advance(refusedRetryMs - 1);
  expect(opened).toHaveLength(1);
  await clock.advance(1);
  expect(opened).toHaveLength(2);
  expect(problems).toEqual(['the token is wrong']);
});

test('a connection that answers no heartbeat is left within the lease', async () => {
  connect();
  await clock.advance(9_000);
  latest().events.directive(directiveOf({ answersSentAtMs: clock.nowMs() }));
  await clock.advance(9_000);
  expect(opened).toHaveLength(1);
  await clock.advance(1_500);
  expect(opened.length).toBeGreaterThan(1);
  expect(opened[0]?.closed).toBe(true);
  expect(connected).toEqual([true, false]);
});

test('what a session that was left says is not heard', async () => {
  connect();
  const old = latest();
  await clock.advance(30_000);
  directives = [];
  old.events.directive(directiveOf({}));
  old.events.closed(new LinkError('unavailable', 'late'));
  expect(directives).toEqual([]);
  expect(problems).not.toContain('late');
});

test('the welcome of another cluster is refused, with what to do', async () => {
  clusterId = trustId('cluster', 'cluster-000000000009');
  connect();
  expect(latest().closed).toBe(true);
  expect(connected).toEqual([]);
  expect(problems[0]).toMatch(/belongs to cluster cluster-000000000009.*Point ORCHION_URL at the right orchestrator/);
});

test('after close nothing is armed and nothing is opened', async () => {
  connect();
  loop.close();
  expect(clock.armed).toBe(0);
  await clock.advance(60_000);
  expect(opened).toHaveLength(1);
});
