import { jobStateOf, type JobId } from '@orchion/domain';
import { describe, expect, test } from 'vitest';
import { exitCode, TestCluster } from './test/builders.ts';

const stateOf = (cluster: TestCluster, id: JobId) => {
  const { job, attempts } = cluster.job(id);
  return jobStateOf(job.status, attempts.at(-1) ?? null);
};

function running(cluster: TestCluster, overrides = {}): JobId {
  const id = cluster.submit(overrides);
  cluster.report(1, [cluster.observation(id, 'running')]);
  return id;
}

describe('a job’s way', () => {
  test('a submit is placed in the same batch and its launch carries everything', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    const job = cluster.newJob({ command: ['echo', 'hi'] });
    const batch = cluster.run({ kind: 'submit', jobs: [job], principal: 'me' });
    expect(batch.answers).toEqual([{ kind: 'submitted', jobIds: [job.id] }]);
    const launch = batch.directives.get('n1')?.launches[0];
    expect(launch).toMatchObject({ jobId: job.id, number: 1, lease: 1, spec: { command: ['echo', 'hi'] } });
    expect(batch.directives.get('n1')?.wanted).toEqual([{ jobId: job.id, number: 1, lease: 1, stop: null }]);
    expect(stateOf(cluster, job.id)).toBe('queued');
  });

  test('it runs, exits with 0, succeeds, and only then the agent may forget it', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    const id = running(cluster);
    expect(stateOf(cluster, id)).toBe('running');
    const batch = cluster.report(1, [cluster.observation(id, 'succeeded', exitCode(0))]);
    expect(stateOf(cluster, id)).toBe('succeeded');
    expect(batch.directives.get('n1')?.forget).toEqual([{ jobId: id, number: 1 }]);
    expect(cluster.node(1).usage.cpuMillis).toBe(0);
    // Said again, since the answer may have been lost: forgotten again, and nothing else.
    const again = cluster.report(1, [{ ...cluster.observation(id, 'succeeded', exitCode(0)) }]);
    expect(again.directives.get('n1')?.forget).toEqual([{ jobId: id, number: 1 }]);
    expect(again.changes).toEqual([]);
  });

  test('a report of an old lease is dropped and counted', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    const id = running(cluster);
    const stale = { ...cluster.observation(id, 'stopping'), lease: 99 };
    expect(cluster.report(1, [stale]).dropped).toBe(1);
    expect(stateOf(cluster, id)).toBe('running');
    const staleEnd = { ...cluster.observation(id, 'failed', exitCode(1)), lease: 99 };
    cluster.report(1, [staleEnd]);
    expect(stateOf(cluster, id)).toBe('running');
  });

  test('a report of a replaced session is dropped', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    const id = running(cluster);
    cluster.leave(1);
    cluster.join(1, {}, { session: 7, held: [cluster.observation(id, 'running')] });
    expect(cluster.report(1, [cluster.observation(id, 'failed', exitCode(1))]).dropped).toBe(1);
    expect(stateOf(cluster, id)).toBe('running');
  });

  test('the same request id twice gives the same job, with another spec it is refused', () => {
    const cluster = new TestCluster();
    const first = cluster.newJob({}, 'once');
    const second = cluster.newJob({}, 'once');
    const other = cluster.newJob({ command: ['false'] }, 'once');
    cluster.run({ kind: 'submit', jobs: [first], principal: 'me' });
    const batch = cluster.run(
      { kind: 'submit', jobs: [second], principal: 'me' },
      { kind: 'submit', jobs: [other], principal: 'me' },
    );
    expect(batch.answers[0]).toEqual({ kind: 'submitted', jobIds: [first.id] });
    expect(batch.answers[1]).toMatchObject({ kind: 'refused', code: 'failed_precondition' });
    expect(cluster.state.jobs.size).toBe(1);
  });

  test('a batch in which one job is refused leaves no job behind', () => {
    const cluster = new TestCluster();
    cluster.run({ kind: 'submit', jobs: [cluster.newJob({}, 'taken')], principal: 'me' });
    const jobs = [cluster.newJob({}), cluster.newJob({ command: ['false'] }, 'taken')];
    cluster.run({ kind: 'submit', jobs, principal: 'me' });
    expect(cluster.state.jobs.size).toBe(1);
  });
});

describe('failures', () => {
  test('a program failure is retried as often as asked, after a growing backoff', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    const retry = { retriesMax: 1, exitCodes: null, backoffMs: 1_000, backoffMaxMs: 60_000 };
    const id = running(cluster, { retry });
    cluster.report(1, [cluster.observation(id, 'failed', exitCode(3))]);
    expect(stateOf(cluster, id)).toBe('queued');
    expect(cluster.placeOf(id)).toBeNull();
    cluster.advance(999);
    expect(cluster.placeOf(id)).toBeNull();
    cluster.advance(1);
    expect(cluster.placeOf(id)).toBe('n1');
    cluster.report(1, [cluster.observation(id, 'failed', exitCode(3))]);
    expect(stateOf(cluster, id)).toBe('failed');
    expect(cluster.job(id).attempts.map(({ state }) => state)).toEqual(['failed', 'failed']);
  });

  test('a refusal is not a failure: the job goes to another node', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    const id = cluster.submit();
    cluster.join(2);
    const end = { reason: 'refused' as const, exitCode: null, signal: null, message: 'no disk' };
    cluster.report(1, [{ ...cluster.observation(id, 'failed', end), startedAt: null }]);
    cluster.advance(1_000);
    expect(cluster.placeOf(id)).toBe('n2');
  });

  test('a configuration failure is never retried', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    const retry = { retriesMax: 5, exitCodes: null, backoffMs: 0, backoffMaxMs: 0 };
    const id = cluster.submit({ retry });
    const end = { reason: 'executor_error' as const, exitCode: null, signal: null, message: 'no such command' };
    cluster.report(1, [cluster.observation(id, 'failed', end)]);
    expect(stateOf(cluster, id)).toBe('failed');
    expect(cluster.job(id).job.status.outcome?.message).toBe('no such command');
  });

  test('a queue timeout ends a job that waits too long, not one that runs', () => {
    const cluster = new TestCluster();
    const waiting = cluster.submit({ queueTimeoutMs: 5_000 });
    cluster.advance(5_000);
    expect(stateOf(cluster, waiting)).toBe('failed');
    cluster.join(1);
    const id = running(cluster, { queueTimeoutMs: 5_000 });
    cluster.advance(5_000);
    expect(stateOf(cluster, id)).toBe('running');
  });
});

describe('silence', () => {
  test('a silent node makes its jobs unknown, and its return makes them run again', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    const id = running(cluster);
    cluster.leave(1);
    cluster.advance(15_000);
    expect(cluster.node(1).node.liveness).toBe('unreachable');
    expect(stateOf(cluster, id)).toBe('unknown');
    cluster.join(1, {}, { session: 2, held: [cluster.observation(id, 'running')] });
    expect(stateOf(cluster, id)).toBe('running');
    expect(cluster.node(1).node.liveness).toBe('ready');
  });

  test('on-lost decides when the node is given up: hold waits, retry runs elsewhere, fail fails', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    const hold = running(cluster, { onLost: 'hold' });
    const retry = running(cluster, { onLost: 'retry', idempotent: true });
    const fail = running(cluster, { onLost: 'fail' });
    cluster.leave(1);
    cluster.advance(15_000);
    cluster.advance(300_000);
    expect(cluster.node(1).node.liveness).toBe('lost');
    expect([hold, retry, fail].map((id) => stateOf(cluster, id))).toEqual(['unknown', 'queued', 'failed']);
    cluster.join(2);
    cluster.advance(1_000);
    expect(cluster.placeOf(retry)).toBe('n2');
    // The old copies are not wanted any more when the node is back; the held one goes on.
    const held = [
      { ...cluster.observation(hold, 'running') },
      { ...cluster.observation(retry, 'running'), number: 1, lease: 2 },
    ];
    const batch = cluster.join(1, {}, { session: 5, held });
    expect(batch.directives.get('n1')?.full).toBe(true);
    expect(batch.directives.get('n1')?.wanted.map(({ jobId }) => jobId)).toEqual([hold]);
    expect(stateOf(cluster, hold)).toBe('running');
    expect(cluster.placeOf(retry)).toBe('n2');
  });

  test('a launch that never arrived is sent again with the next heartbeat', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    const id = cluster.submit();
    const batch = cluster.report(1, [], { full: true });
    expect(batch.directives.get('n1')?.launches.map(({ jobId }) => jobId)).toEqual([id]);
    expect(cluster.job(id).attempts).toHaveLength(1);
  });

  test('an attempt that had started and is unknown to its agent is lost, never launched again', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    const id = running(cluster);
    const batch = cluster.report(1, [], { full: true });
    expect(batch.directives.get('n1')?.launches).toEqual([]);
    expect(cluster.job(id).attempts[0]?.state).toBe('lost');
    expect(stateOf(cluster, id)).toBe('failed');
  });

  test('when more than half of the nodes vanish together nothing is given up', () => {
    const cluster = new TestCluster();
    for (const n of [1, 2, 3]) cluster.join(n);
    const id = cluster.submit({ onLost: 'fail' });
    const n = Number(cluster.placeOf(id)?.slice(1));
    cluster.report(n, [cluster.observation(id, 'running')]);
    for (const each of [1, 2, 3]) cluster.leave(each);
    cluster.advance(15_000);
    cluster.advance(300_000);
    cluster.advance(600_000);
    expect(stateOf(cluster, id)).toBe('unknown');
    expect(cluster.state.massLoss).toContain('3 of 3 nodes');
  });

  test('after the orchestrator’s own standstill nothing is held against a node for a whole lease', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    cluster.now += 60_000;
    cluster.run({ kind: 'time-passed', resumed: true });
    expect(cluster.node(1).node.liveness).toBe('ready');
    cluster.advance(15_000);
    expect(cluster.node(1).node.liveness).toBe('unreachable');
  });

  test('a user may give a silent attempt up: the job runs elsewhere, and the late result does not count', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    const id = running(cluster);
    cluster.leave(1);
    cluster.advance(15_000);
    const late = cluster.observation(id, 'succeeded', exitCode(0));
    cluster.join(2);
    cluster.run({ kind: 'retry-unknown', jobId: id, principal: 'me' });
    expect(cluster.placeOf(id)).toBe('n2');
    cluster.join(1, {}, { session: 9, held: [late] });
    expect(stateOf(cluster, id)).toBe('queued');
    expect(cluster.job(id).attempts.map(({ state }) => state)).toEqual(['lost', 'placed']);
  });
});

describe('cancel', () => {
  test('a waiting job is cancelled at once', () => {
    const cluster = new TestCluster();
    const id = cluster.submit();
    cluster.run({ kind: 'cancel', jobId: id, principal: 'me' });
    expect(stateOf(cluster, id)).toBe('cancelled');
  });

  test('a running job is asked to stop, and is cancelled when it has ended', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    const id = running(cluster);
    const batch = cluster.run({ kind: 'cancel', jobId: id, principal: 'me' });
    expect(batch.directives.get('n1')?.wanted).toMatchObject([{ jobId: id, stop: 'cancelled' }]);
    expect(stateOf(cluster, id)).toBe('running');
    const end = { reason: 'cancelled' as const, exitCode: null, signal: 'SIGTERM', message: 'cancelled' };
    cluster.report(1, [cluster.observation(id, 'cancelled', end)]);
    expect(stateOf(cluster, id)).toBe('cancelled');
  });

  test('a result that came first counts', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    const id = running(cluster);
    cluster.run({ kind: 'cancel', jobId: id, principal: 'me' });
    cluster.report(1, [cluster.observation(id, 'succeeded', exitCode(0))]);
    expect(stateOf(cluster, id)).toBe('succeeded');
  });

  test('a job on a silent node is cancelled when the node is back, or given up', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    const [back, gone] = [running(cluster), running(cluster)];
    cluster.leave(1);
    cluster.advance(15_000);
    for (const jobId of [back, gone]) cluster.run({ kind: 'cancel', jobId, principal: 'me' });
    expect(stateOf(cluster, back)).toBe('unknown');
    const batch = cluster.join(
      1,
      {},
      {
        session: 3,
        held: [cluster.observation(back, 'running'), cluster.observation(gone, 'running')],
      },
    );
    expect(batch.directives.get('n1')?.wanted.map(({ stop }) => stop)).toEqual(['cancelled', 'cancelled']);
    cluster.leave(1, 3);
    cluster.advance(15_000);
    cluster.advance(300_000);
    expect([back, gone].map((id) => stateOf(cluster, id))).toEqual(['cancelled', 'cancelled']);
  });

  test('a cancel before the launch was taken ends it as never started', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    const id = cluster.submit();
    cluster.run({ kind: 'cancel', jobId: id, principal: 'me' });
    const batch = cluster.report(1, [], { full: true });
    expect(stateOf(cluster, id)).toBe('cancelled');
    expect(batch.directives.get('n1')?.launches).toEqual([]);
  });
});

describe('an attempt that its agent no longer knows', () => {
  test('may have run where it had begun to start: it is lost, and not launched again', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    const id = cluster.submit();
    cluster.report(1, [cluster.observation(id, 'starting')]);
    const batch = cluster.report(1, [], { full: true });
    expect(batch.directives.get('n1')?.launches).toEqual([]);
    expect(cluster.job(id).attempts.at(-1)).toMatchObject({ state: 'lost', end: { reason: 'node_lost' } });
  });

  test('is launched again where it had never taken it', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    const id = cluster.submit();
    const batch = cluster.report(1, [], { full: true });
    expect(batch.directives.get('n1')?.launches).toMatchObject([{ jobId: id, number: 1 }]);
  });
});

describe('nodes', () => {
  test('a cordoned node takes nothing new, an uncordoned one does', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    const nodeId = cluster.node(1).node.id;
    cluster.run({ kind: 'node-command', nodeId, principal: 'me', command: { kind: 'cordon' } });
    const id = cluster.submit();
    expect(cluster.placeOf(id)).toBeNull();
    cluster.run({ kind: 'node-command', nodeId, principal: 'me', command: { kind: 'uncordon' } });
    expect(cluster.placeOf(id)).toBe('n1');
  });

  test('a drain lets work finish, stops it at the deadline, and ends cordoned', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    const id = running(cluster, { onLost: 'retry', idempotent: true });
    const nodeId = cluster.node(1).node.id;
    cluster.run({ kind: 'node-command', nodeId, principal: 'me', command: { kind: 'drain', deadlineMs: 60_000 } });
    expect(cluster.node(1).node.eligibility).toBe('draining');
    for (let i = 0; i < 5; i++) {
      cluster.advance(10_000);
      cluster.report(1, [cluster.observation(id, 'running')], { full: true });
    }
    const batch = cluster.advance(10_000);
    expect(batch.directives.get('n1')?.wanted).toMatchObject([{ jobId: id, stop: 'preempted' }]);
    const end = { reason: 'preempted' as const, exitCode: null, signal: 'SIGTERM', message: 'drained' };
    cluster.report(1, [cluster.observation(id, 'failed', end)]);
    expect(cluster.node(1).node.eligibility).toBe('cordoned');
    expect(stateOf(cluster, id)).toBe('queued');
  });

  test('a node that holds work is removed only by force', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    const id = running(cluster);
    const nodeId = cluster.node(1).node.id;
    const remove = (force: boolean) =>
      cluster.run({ kind: 'node-command', nodeId, principal: 'me', command: { kind: 'remove', force } });
    expect(remove(false).answers[0]).toMatchObject({ kind: 'refused', code: 'failed_precondition' });
    expect(remove(true).closed).toEqual(['the node was removed']);
    expect(stateOf(cluster, id)).toBe('failed');
    expect(cluster.state.nodes.size).toBe(0);
  });

  test('an agent of another cluster is refused in words', () => {
    const cluster = new TestCluster();
    const other = 'cluster-00000000000z';
    const batch = cluster.join(1, {}, { clusterId: other as never });
    expect(batch.closed[0]).toContain(other);
    expect(cluster.state.nodes.size).toBe(0);
  });

  test('a name is taken over from a node that is gone, not from one that lives', () => {
    const cluster = new TestCluster();
    cluster.join(1, {}, { nodeName: 'tower' });
    expect(cluster.join(2, {}, { nodeName: 'tower' }).closed[0]).toContain('exists already');
    cluster.leave(1);
    cluster.join(3, {}, { nodeName: 'tower' });
    expect([...cluster.state.nodes.values()].map(({ node }) => node.name)).toEqual(['tower']);
  });
});
