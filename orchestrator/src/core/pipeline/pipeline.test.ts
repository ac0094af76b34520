import { trustId, type PipelineSpec, type RunId } from '@orchion/domain';
import { describe, expect, test } from 'vitest';
import { matrixOf, PipelineCluster, pipelineOf } from '../test/pipeline-builders.ts';
import { stepsOf } from './run-entry.ts';

describe('the order of steps', () => {
  test('a step runs once what it needs has ended well, in the very batch that tells of it', () => {
    const cluster = new PipelineCluster();
    const run = cluster.start(pipelineOf({ a: {}, b: { needs: ['a'] }, c: { needs: ['a', 'b'] } }));
    expect(cluster.states(run)).toEqual({ a: 'submitted', b: 'waiting', c: 'waiting' });
    const batch = cluster.end(run, 'a');
    expect(cluster.states(run)).toEqual({ a: 'succeeded', b: 'submitted', c: 'waiting' });
    expect(batch.directives.get('n1')?.launches.map(({ jobId }) => jobId)).toEqual([cluster.jobOf(run, 'b')]);
    cluster.end(run, 'b');
    cluster.end(run, 'c');
    expect(cluster.runEntry(run).run.status).toMatchObject({ state: 'succeeded' });
    expect(cluster.state.runs.size).toBe(0);
  });

  test('what needs a failed step is skipped, and the run fails', () => {
    const cluster = new PipelineCluster();
    const run = cluster.start(pipelineOf({ a: {}, b: { needs: ['a'] }, c: { needs: ['b'] }, d: {} }));
    cluster.end(run, 'a', 3);
    expect(cluster.states(run)).toEqual({ a: 'failed', b: 'skipped', c: 'skipped', d: 'submitted' });
    expect(cluster.step(run, 'b').message).toBe('a, which it needs, failed');
    cluster.end(run, 'd');
    expect(cluster.runEntry(run).run.status).toMatchObject({ state: 'failed', message: 'a failed' });
  });

  test('a failure that is forgiven counts as success for what needs it and for the run', () => {
    const cluster = new PipelineCluster();
    const run = cluster.start(pipelineOf({ a: { continueOnError: true }, b: { needs: ['a'] } }));
    cluster.end(run, 'a', 1);
    expect(cluster.states(run)).toEqual({ a: 'failed', b: 'submitted' });
    cluster.end(run, 'b');
    expect(cluster.runEntry(run).run.status.state).toBe('succeeded');
  });

  test('finally steps run after everything, whatever came of it', () => {
    const cluster = new PipelineCluster();
    const run = cluster.start(
      pipelineOf({ a: {}, b: { needs: ['a'] }, tidy: { isFinally: true }, last: { isFinally: true, needs: ['tidy'] } }),
    );
    cluster.end(run, 'a', 1);
    expect(cluster.states(run)).toEqual({ a: 'failed', b: 'skipped', tidy: 'submitted', last: 'waiting' });
    cluster.end(run, 'tidy');
    cluster.end(run, 'last');
    expect(cluster.runEntry(run).run.status.state).toBe('failed');
  });

  test('status functions see what came before, also beyond the nearest step', () => {
    const cluster = new PipelineCluster();
    const run = cluster.start(
      pipelineOf({
        a: {},
        always: { needs: ['a'], condition: 'always()' },
        after: { needs: ['always'] },
        repair: { needs: ['always'], condition: 'failure()' },
        never: { needs: ['a'], condition: 'success()' },
      }),
    );
    cluster.end(run, 'a', 1);
    expect(cluster.states(run)).toMatchObject({ always: 'submitted', never: 'skipped' });
    cluster.end(run, 'always');
    expect(cluster.states(run)).toMatchObject({ after: 'skipped', repair: 'submitted' });
  });

  test('a chain of a thousand skipped steps ends in one batch', () => {
    const cluster = new PipelineCluster();
    const steps = Object.fromEntries(
      Array.from({ length: 1000 }, (_, i) => [`s${i}`, { needs: i === 0 ? [] : [`s${i - 1}`] }]),
    );
    const run = cluster.start(pipelineOf(steps));
    cluster.end(run, 's0', 1);
    expect(cluster.runEntry(run).run.status.state).toBe('failed');
  });
});

describe('values', () => {
  test('a step reads what another wrote', () => {
    const cluster = new PipelineCluster();
    const run = cluster.start(
      pipelineOf({
        a: { outputs: { n: { type: 'number', description: '' } } },
        b: { needs: ['a'], condition: 'needs.a.outputs.n > 3' },
        c: { needs: ['a'], condition: 'needs.a.outputs.n < 3' },
      }),
    );
    cluster.end(run, 'a', 0, { n: '5' });
    expect(cluster.states(run)).toMatchObject({ b: 'submitted', c: 'skipped' });
    expect(cluster.step(run, 'c').message).toBe('its condition does not hold');
  });

  test('an output that is not of its type fails the step', () => {
    const cluster = new PipelineCluster();
    const run = cluster.start(pipelineOf({ a: { outputs: { n: { type: 'number', description: '' } } } }));
    cluster.end(run, 'a', 0, { n: 'five' });
    expect(cluster.step(run, 'a').state).toBe('failed');
    expect(cluster.step(run, 'a').message).toContain('the output n');
  });
});

describe('a matrix', () => {
  test('its cells run beside each other, and what needs them sees a list of their outputs', () => {
    const cluster = new PipelineCluster();
    const run = cluster.start(
      pipelineOf({
        a: { matrix: matrixOf({ x: [1, 2] }), outputs: { n: { type: 'number', description: '' } } },
        b: { needs: ['a'], condition: 'needs.a.outputs.n[1] == 20' },
      }),
    );
    expect(cluster.states(run)).toEqual({ 'a[0]': 'submitted', 'a[1]': 'submitted', b: 'waiting' });
    cluster.end(run, 'a[0]', 0, { n: '10' });
    cluster.end(run, 'a[1]', 0, { n: '20' });
    expect(cluster.step(run, 'b').state).toBe('submitted');
  });

  test('only so many run at once', () => {
    const cluster = new PipelineCluster();
    const run = cluster.start(pipelineOf({ a: { matrix: matrixOf({ x: [1, 2, 3] }, { maxParallel: 2 }) } }));
    expect(cluster.states(run)).toEqual({ 'a[0]': 'submitted', 'a[1]': 'submitted', 'a[2]': 'ready' });
    cluster.end(run, 'a[1]');
    expect(cluster.states(run)).toEqual({ 'a[0]': 'submitted', 'a[1]': 'succeeded', 'a[2]': 'submitted' });
  });

  test('the first failure ends the others, unless it says otherwise', () => {
    for (const failFast of [true, false]) {
      const cluster = new PipelineCluster();
      const run = cluster.start(
        pipelineOf({ a: { matrix: matrixOf({ x: [1, 2, 3] }, { failFast, maxParallel: 2 }) } }),
      );
      cluster.end(run, 'a[0]', 1);
      expect(cluster.step(run, 'a[2]').state).toBe(failFast ? 'cancelled' : 'submitted');
      expect(cluster.job(cluster.jobOf(run, 'a[1]')).job.status.cancelRequestedAt !== null).toBe(failFast);
    }
  });

  test('one from what a step wrote', () => {
    const cluster = new PipelineCluster();
    const run = cluster.start(
      pipelineOf({
        a: { outputs: { list: { type: 'json', description: '' } } },
        b: { needs: ['a'], matrix: matrixOf({}, { axes: { x: '${{ needs.a.outputs.list }}' } }) },
      }),
    );
    cluster.end(run, 'a', 0, { list: '["p","q","r"]' });
    expect(cluster.states(run)).toEqual({
      a: 'succeeded',
      'b[0]': 'submitted',
      'b[1]': 'submitted',
      'b[2]': 'submitted',
    });
    expect(cluster.step(run, 'b[2]').cell).toEqual({ x: 'r' });
  });
});

describe('cancelling a run', () => {
  test('what waits ends at once, what runs is asked to, what cleans up goes on', () => {
    const cluster = new PipelineCluster();
    const run = cluster.start(
      pipelineOf({
        a: {},
        b: { needs: ['a'] },
        c: { needs: ['a'], condition: 'cancelled()' },
        tidy: { isFinally: true },
      }),
    );
    cluster.report(1, [cluster.observation(cluster.jobOf(run, 'a'), 'running')]);
    cluster.run({ kind: 'cancel-run', runId: run, force: false, principal: 'me' });
    expect(cluster.states(run)).toEqual({ a: 'submitted', b: 'cancelled', c: 'waiting', tidy: 'waiting' });
    cluster.stop(run, 'a');
    expect(cluster.states(run)).toEqual({ a: 'cancelled', b: 'cancelled', c: 'submitted', tidy: 'waiting' });
    cluster.end(run, 'c');
    expect(cluster.step(run, 'tidy').state).toBe('submitted');
    cluster.end(run, 'tidy');
    expect(cluster.runEntry(run).run.status.state).toBe('cancelled');
  });

  test('by force everything ends', () => {
    const cluster = new PipelineCluster();
    const run = cluster.start(pipelineOf({ a: {}, tidy: { isFinally: true } }));
    cluster.report(1, [cluster.observation(cluster.jobOf(run, 'a'), 'running')]);
    cluster.run({ kind: 'cancel-run', runId: run, force: true, principal: 'me' });
    cluster.stop(run, 'a');
    expect(cluster.states(run)).toEqual({ a: 'cancelled', tidy: 'cancelled' });
    expect(cluster.runEntry(run).run.status.state).toBe('cancelled');
  });
});

describe('concurrency groups', () => {
  const grouped = (queue: 'latest' | 'all', cancelInProgress = false) =>
    pipelineOf({ a: {} }, { concurrency: { group: 'g', cancelInProgress, queue } });
  const stateOf = (cluster: PipelineCluster, id: ReturnType<PipelineCluster['start']>) =>
    cluster.runEntry(id).run.status.state;

  test('one runs, the others wait their turn', () => {
    const cluster = new PipelineCluster();
    const runs = [1, 2, 3].map(() => cluster.start(grouped('all')));
    expect(runs.map((run) => stateOf(cluster, run))).toEqual(['running', 'pending', 'pending']);
    cluster.end(runs[0]!, 'a');
    expect(runs.map((run) => stateOf(cluster, run))).toEqual(['succeeded', 'running', 'pending']);
  });

  test('only the newest waits where the queue says so', () => {
    const cluster = new PipelineCluster();
    const runs = [1, 2, 3].map(() => cluster.start(grouped('latest')));
    expect(runs.map((run) => stateOf(cluster, run))).toEqual(['running', 'cancelled', 'pending']);
  });

  test('a new run may end the one that runs', () => {
    const cluster = new PipelineCluster();
    const first = cluster.start(grouped('latest', true));
    cluster.report(1, [cluster.observation(cluster.jobOf(first, 'a'), 'running')]);
    const second = cluster.start(grouped('latest', true));
    expect([first, second].map((run) => stateOf(cluster, run))).toEqual(['running', 'pending']);
    cluster.stop(first, 'a');
    expect([first, second].map((run) => stateOf(cluster, run))).toEqual(['cancelled', 'running']);
  });

  test('a run whose work is on a lost node does not hold its group', () => {
    const cluster = new PipelineCluster();
    const first = cluster.start(grouped('all'));
    cluster.report(1, [cluster.observation(cluster.jobOf(first, 'a'), 'running')]);
    const second = cluster.start(grouped('all'));
    cluster.leave(1);
    cluster.advance(20_000);
    expect(stateOf(cluster, second)).toBe('pending');
    cluster.advance(300_000);
    expect([first, second].map((run) => stateOf(cluster, run))).toEqual(['running', 'running']);
  });
});

describe('a pipeline that another uses', () => {
  const child = pipelineOf({ inner: {} }, { name: 'child', outputs: { answer: '${{ steps.inner.result }}' } });
  const using = { work: { kind: 'pipeline' as const, file: './child.orchion.yaml', pipeline: child, inputs: {} } };

  test('gives nothing for an output that was never written', () => {
    const cluster = new PipelineCluster();
    const silent = { ...child, outputs: { answer: '${{ steps.inner.outputs.never }}', n: '${{ 5 }}' } };
    const run = cluster.start(pipelineOf({ a: { work: { ...using.work, pipeline: silent } } }));
    cluster.end(cluster.step(run, 'a').childRunId!, 'inner');
    expect(cluster.step(run, 'a').outputs).toEqual({ answer: '', n: '5' });
  });

  test('is a run of its own, whose end and outputs are the step’s', () => {
    const cluster = new PipelineCluster();
    const run = cluster.start(
      pipelineOf({ a: using, b: { needs: ['a'], condition: "needs.a.outputs.answer == 'success'" } }),
    );
    const childId = cluster.step(run, 'a').childRunId!;
    cluster.end(childId, 'inner');
    expect(cluster.runEntry(childId).run.status.state).toBe('succeeded');
    expect(cluster.states(run)).toEqual({ a: 'succeeded', b: 'submitted' });
  });

  test('is cancelled with its parent', () => {
    const cluster = new PipelineCluster();
    const run = cluster.start(pipelineOf({ a: using }));
    const childId = cluster.step(run, 'a').childRunId!;
    cluster.report(1, [cluster.observation(cluster.jobOf(childId, 'inner'), 'running')]);
    cluster.run({ kind: 'cancel-run', runId: run, force: false, principal: 'me' });
    cluster.stop(childId, 'inner');
    expect(cluster.runEntry(run).run.status.state).toBe('cancelled');
    expect(cluster.runEntry(childId).run.status.state).toBe('cancelled');
  });
});

describe('the step cache', () => {
  const cached = {
    cache: { key: null, restoreKeys: [], paths: [] },
    outputs: { n: { type: 'number' as const, description: '' } },
  };

  test('a second run of the same step uses its kept result', () => {
    const cluster = new PipelineCluster();
    const first = cluster.start(pipelineOf({ a: cached }));
    cluster.end(first, 'a', 0, { n: '5' });
    const second = cluster.start(pipelineOf({ a: cached, b: { needs: ['a'], condition: 'needs.a.outputs.n == 5' } }));
    expect(cluster.states(second)).toEqual({ a: 'cached', b: 'submitted' });
    expect(cluster.step(second, 'a').resultOf).toEqual({ runId: first, stepKey: 'a' });
  });

  test('a failure is not kept', () => {
    const cluster = new PipelineCluster();
    const first = cluster.start(pipelineOf({ a: cached }));
    cluster.end(first, 'a', 1);
    expect(cluster.states(cluster.start(pipelineOf({ a: cached })))).toEqual({ a: 'submitted' });
  });
});

describe('a rerun', () => {
  test('of what failed runs only that and what comes after it', () => {
    const cluster = new PipelineCluster();
    const pipeline = pipelineOf({
      a: {},
      b: { needs: ['a'] },
      c: { needs: ['b'], condition: "needs.b.result == 'success'" },
    });
    const first = cluster.start(pipeline);
    cluster.end(first, 'a');
    cluster.end(first, 'b', 1);
    const previous = { run: cluster.runEntry(first).run, steps: stepsOf(cluster.runEntry(first)) };
    const rerunOf = { runId: first, scope: { kind: 'failed' as const } };
    const second = cluster.start(pipeline, { rerunOf }, { previous });
    expect(cluster.states(second)).toEqual({ a: 'succeeded', b: 'submitted', c: 'waiting' });
    expect(cluster.step(second, 'a').resultOf).toEqual({ runId: first, stepKey: 'a' });
    cluster.end(second, 'b');
    cluster.end(second, 'c');
    expect(cluster.runEntry(second).run.status.state).toBe('succeeded');
  });
});

describe('a rerun of what failed in a pipeline that another uses', () => {
  const inner = pipelineOf({ x: {}, y: { needs: ['x'] } }, { name: 'child' });
  const child = {
    ...inner,
    inputs: { n: { type: 'string', description: '', default: '', isRequired: false, options: [] } },
  };
  const use = (inputs = {}) => ({
    work: { kind: 'pipeline' as const, file: './child.orchion.yaml', pipeline: child as PipelineSpec, inputs },
  });
  const again = (cluster: PipelineCluster, first: RunId) => {
    const { run } = cluster.runEntry(first);
    const previous = { run, steps: stepsOf(cluster.runEntry(first)) };
    return cluster.start(run.pipeline, { rerunOf: { runId: first, scope: { kind: 'failed' } } }, { previous });
  };
  const childOf = (cluster: PipelineCluster, run: RunId, key = 'a') => cluster.step(run, key).childRunId!;

  test('takes over what went well there, as often as it takes', () => {
    const cluster = new PipelineCluster();
    let run = cluster.start(pipelineOf({ a: use(), b: { needs: ['a'] } }));
    const firstChild = childOf(cluster, run);
    cluster.end(firstChild, 'x');
    cluster.end(firstChild, 'y', 1);
    for (const code of [1, 0]) {
      run = again(cluster, run);
      const repeated = childOf(cluster, run);
      expect(cluster.states(repeated)).toEqual({ x: 'succeeded', y: 'submitted' });
      expect(cluster.step(repeated, 'x').resultOf).toEqual({ runId: firstChild, stepKey: 'x' });
      cluster.end(repeated, 'y', code);
    }
    expect(cluster.states(run)).toEqual({ a: 'succeeded', b: 'submitted' });
  });

  test('begins it anew where something before it runs again', () => {
    const cluster = new PipelineCluster();
    const first = cluster.start(pipelineOf({ p: {}, a: { ...use(), needs: ['p'], condition: 'always()' } }));
    cluster.end(first, 'p', 1);
    cluster.end(childOf(cluster, first), 'x');
    cluster.end(childOf(cluster, first), 'y', 1);
    const run = again(cluster, first);
    cluster.end(run, 'p');
    expect(cluster.states(childOf(cluster, run))).toEqual({ x: 'submitted', y: 'waiting' });
  });

  test('begins it anew where it is given other inputs now', () => {
    const cluster = new PipelineCluster();
    const first = cluster.start(pipelineOf({ a: use({ n: '${{ run.number }}' }) }));
    cluster.end(childOf(cluster, first), 'x');
    cluster.end(childOf(cluster, first), 'y', 1);
    expect(cluster.states(childOf(cluster, again(cluster, first)))).toEqual({ x: 'submitted', y: 'waiting' });
  });
});

describe('a start', () => {
  const event = (cluster: PipelineCluster, id: string) => {
    const run = {
      id: trustId('run', id),
      requestId: trustId('request', 'same'),
      pipeline: pipelineOf({ a: {} }),
      source: { file: 'x', text: '', used: {} },
      inputs: {},
      workspaces: {},
      principal: 'test',
      rerunOf: null,
      parent: null,
    };
    return cluster.run({ kind: 'start-run', run, previous: null, known: null }).answers[0];
  };

  test('with the same request id twice is the same run', () => {
    const cluster = new PipelineCluster();
    const first = event(cluster, 'run-00000000000a');
    expect(first).toEqual({ kind: 'run-started', runId: 'run-00000000000a' });
    expect(event(cluster, 'run-00000000000b')).toEqual(first);
    expect(cluster.state.runs.size).toBe(1);
  });

  test('with a request id of another run is refused', () => {
    const cluster = new PipelineCluster();
    event(cluster, 'run-00000000000a');
    const run = cluster.runEntry(trustId('run', 'run-00000000000a')).run;
    const other = { ...run, id: trustId('run', 'run-00000000000b'), inputs: { n: 1 } };
    const [answer] = cluster.run({ kind: 'start-run', run: other, previous: null, known: null }).answers;
    expect(answer).toMatchObject({ kind: 'refused', code: 'failed_precondition' });
  });

  test('while the disk is full is refused', () => {
    const cluster = new PipelineCluster();
    cluster.state.diskFull = true;
    expect(event(cluster, 'run-00000000000a')).toMatchObject({ kind: 'refused', code: 'resource_exhausted' });
  });
});
