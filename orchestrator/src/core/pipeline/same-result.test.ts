import type { RunId } from '@orchion/domain';
import { describe, expect, test } from 'vitest';
import { matrixOf, PipelineCluster, pipelineOf } from '../test/pipeline-builders.ts';

const cached = {
  cache: { key: null, restoreKeys: [], paths: [] },
  outputs: { n: { type: 'number' as const, description: '' } },
};
const one = pipelineOf({ a: cached, b: { needs: ['a'], condition: 'needs.a.outputs.n == 5' } });

function startMany(cluster: PipelineCluster, count: number): readonly RunId[] {
  return Array.from({ length: count }, () => cluster.start(one));
}

function statesOf(cluster: PipelineCluster, runs: readonly RunId[]): readonly string[] {
  return runs.map((run) => cluster.step(run, 'a').state);
}

describe('steps of several runs that compute the same result', () => {
  test('wait for the first one, say so, and take what it made in the very batch that tells of its end', () => {
    const cluster = new PipelineCluster();
    const runs = startMany(cluster, 3);
    expect(statesOf(cluster, runs)).toEqual(['submitted', 'ready', 'ready']);
    expect(cluster.step(runs[1]!, 'a')).toMatchObject({
      jobId: null,
      message: 'waits: run #1 step a computes the same result',
    });
    cluster.end(runs[0]!, 'a', 0, { n: '5' });
    expect(statesOf(cluster, runs)).toEqual(['succeeded', 'cached', 'cached']);
    expect(runs.map((run) => cluster.step(run, 'b').state)).toEqual(['submitted', 'submitted', 'submitted']);
    expect(cluster.step(runs[2]!, 'a').resultOf).toEqual({ runId: runs[0], stepKey: 'a' });
    expect(cluster.state.sameResults.size).toBe(0);
  });

  test('go on with the next one where the first fails', () => {
    const cluster = new PipelineCluster();
    const runs = startMany(cluster, 3);
    cluster.end(runs[0]!, 'a', 1);
    expect(statesOf(cluster, runs)).toEqual(['failed', 'submitted', 'ready']);
    expect(cluster.step(runs[2]!, 'a').message).toBe('waits: run #2 step a computes the same result');
    cluster.end(runs[1]!, 'a', 0, { n: '5' });
    expect(statesOf(cluster, runs)).toEqual(['failed', 'succeeded', 'cached']);
  });

  test('go on with the next one where the first writes what it must not', () => {
    const cluster = new PipelineCluster();
    const runs = startMany(cluster, 2);
    cluster.end(runs[0]!, 'a', 0, { n: 'five' });
    expect(statesOf(cluster, runs)).toEqual(['failed', 'submitted']);
  });

  test('go on with the next one where the first is cancelled, and do without one that is', () => {
    const cluster = new PipelineCluster();
    const runs = startMany(cluster, 4);
    cluster.report(1, [cluster.observation(cluster.jobOf(runs[0]!, 'a'), 'running')]);
    cluster.run({ kind: 'cancel-run', runId: runs[1]!, force: false, principal: 'me' });
    cluster.run({ kind: 'cancel-run', runId: runs[0]!, force: false, principal: 'me' });
    expect(statesOf(cluster, runs)).toEqual(['submitted', 'cancelled', 'ready', 'ready']);
    cluster.stop(runs[0]!, 'a');
    expect(statesOf(cluster, runs)).toEqual(['cancelled', 'cancelled', 'submitted', 'ready']);
  });

  test('wait on after a restart', () => {
    const cluster = new PipelineCluster();
    const runs = startMany(cluster, 3);
    const running = cluster.observation(cluster.jobOf(runs[0]!, 'a'), 'running');
    cluster.report(1, [running]);
    cluster.restart();
    cluster.join(1, { cpuCoresLogical: 1000 }, { session: 2, held: [running] });
    expect(statesOf(cluster, runs)).toEqual(['submitted', 'ready', 'ready']);
    const end = { reason: 'exit_code' as const, exitCode: 1, signal: null, message: 'exited with code 1' };
    cluster.report(1, [cluster.observation(running.jobId, 'failed', end)], { session: 2 });
    expect(statesOf(cluster, runs)).toEqual(['failed', 'submitted', 'ready']);
  });

  test('do not wait for a node that was given up', () => {
    const cluster = new PipelineCluster();
    const runs = startMany(cluster, 2);
    cluster.report(1, [cluster.observation(cluster.jobOf(runs[0]!, 'a'), 'running')]);
    cluster.leave(1);
    cluster.advance(20_000);
    expect(statesOf(cluster, runs)).toEqual(['submitted', 'ready']);
    cluster.advance(300_000);
    expect(statesOf(cluster, runs)).toEqual(['submitted', 'submitted']);
  });
});

describe('steps of one run that compute the same result', () => {
  test('run once, also as cells of which one may run at a time', () => {
    const cluster = new PipelineCluster();
    const cells = { ...cached, matrix: matrixOf({ x: [1, 2, 3] }, { maxParallel: 1 }) };
    const run = cluster.start(pipelineOf({ a: cells, other: cached }));
    expect(cluster.states(run)).toEqual({ 'a[0]': 'submitted', 'a[1]': 'ready', 'a[2]': 'ready', other: 'ready' });
    cluster.end(run, 'a[0]', 0, { n: '5' });
    expect(cluster.states(run)).toEqual({ 'a[0]': 'succeeded', 'a[1]': 'cached', 'a[2]': 'cached', other: 'cached' });
    expect(cluster.runEntry(run).run.status.state).toBe('succeeded');
  });

  test('of which the first fails end as they would without a cache', () => {
    const cluster = new PipelineCluster();
    const cells = { ...cached, matrix: matrixOf({ x: [1, 2, 3] }, { failFast: false }) };
    const run = cluster.start(pipelineOf({ a: cells }));
    for (const key of ['a[0]', 'a[1]', 'a[2]']) cluster.end(run, key, 1);
    expect(cluster.states(run)).toEqual({ 'a[0]': 'failed', 'a[1]': 'failed', 'a[2]': 'failed' });
  });

  test('end together where the first failure cancels its siblings', () => {
    const cluster = new PipelineCluster();
    const run = cluster.start(pipelineOf({ a: { ...cached, matrix: matrixOf({ x: [1, 2] }) } }));
    cluster.end(run, 'a[0]', 1);
    expect(cluster.states(run)).toEqual({ 'a[0]': 'failed', 'a[1]': 'cancelled' });
  });
});
