import { jobStateOf, trustId, type JobId, type JobState } from '@orchion/domain';
import { describe, expect, test } from 'vitest';
import { sessionId, TestCluster } from './test/builders.ts';

function stateOf(cluster: TestCluster, id: JobId): JobState {
  const { job, attempts } = cluster.job(id);
  return jobStateOf(job.status, attempts.at(-1) ?? null);
}

describe('two live agents with one identity', () => {
  test('they are quarantined until one leaves', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    cluster.join(1, {}, { session: 2 });
    expect(cluster.node(1).node.quarantine).not.toBeNull();
    const id = cluster.submit();
    expect(cluster.placeOf(id)).toBeNull();
    cluster.leave(1, 2);
    cluster.run({ kind: 'time-passed', resumed: false });
    expect(cluster.node(1).node.quarantine).toBeNull();
    expect(cluster.placeOf(id)).toBe('n1');
  });

  test('one that is silent for a lease counts as gone', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    cluster.join(1, {}, { session: 2 });
    cluster.now += 10_000;
    cluster.report(1, [], { full: true, session: 1 });
    const batch = cluster.advance(5_000);
    expect(batch.closed).toEqual(['silent for a whole lease']);
    expect(cluster.node(1).node.liveness).toBe('ready');
    expect(cluster.node(1).session?.id).toBe(sessionId(1));
    expect(cluster.node(1).node.quarantine).not.toBeNull();
    cluster.report(1, [], { session: 1 });
    cluster.advance(10_000);
    expect(cluster.node(1).node.quarantine).toBeNull();
  });

  test('a quick restart of an agent is no quarantine', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    cluster.now += 11_000;
    cluster.join(1, {}, { session: 2 });
    expect(cluster.node(1).node.quarantine).toBeNull();
  });

  test('what one has lost is not lost, whatever it says', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    const id = cluster.submit({ onLost: 'retry', idempotent: true });
    cluster.report(1, [cluster.observation(id, 'running')]);
    const lost = { reason: 'node_lost' as const, exitCode: null, signal: null, message: 'the machine restarted' };
    const held = [cluster.observation(id, 'failed', lost)];
    cluster.join(1, {}, { held, session: 2 });
    cluster.report(1, held, { session: 2, full: true });
    expect(stateOf(cluster, id)).toBe('running');
  });

  test('a quarantine outlasts a cut connection of one of the two', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    cluster.join(1, {}, { session: 2 });
    cluster.report(1, [], { session: 1 });
    cluster.leave(1, 1);
    expect(cluster.node(1).node.quarantine).not.toBeNull();
    cluster.advance(8_000);
    cluster.report(1, [], { session: 2 });
    expect(cluster.node(1).node.quarantine).not.toBeNull();
    cluster.advance(8_000);
    expect(cluster.node(1).node.quarantine).toBeNull();
  });

  test('an agent that comes back after another one took its place is no restart', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    cluster.leave(1);
    cluster.join(1, {}, { session: 2 });
    expect(cluster.node(1).node.quarantine).toBeNull();
    cluster.leave(1, 2);
    cluster.join(1, {}, { session: 3, instanceId: trustId('instance', 'instance-000000000001') });
    expect(cluster.node(1).node.quarantine).not.toBeNull();
  });

  test('after a standstill of the orchestrator none of them counts as silent', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    cluster.join(1, {}, { session: 2 });
    cluster.now += 60_000;
    cluster.run({ kind: 'time-passed', resumed: true });
    expect(cluster.node(1).node.quarantine).not.toBeNull();
    expect(cluster.node(1).rival).not.toBeNull();
  });

  test('a node whose agent comes and goes is watched by one deadline', () => {
    const cluster = new TestCluster();
    for (let session = 1; session <= 50; session++) {
      cluster.join(1, {}, { session });
      cluster.leave(1, session);
    }
    let looks = 0;
    for (; cluster.state.agenda.take(Infinity) !== null; looks++);
    expect(looks).toBe(1);
  });
});
