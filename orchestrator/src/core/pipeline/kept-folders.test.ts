import { trustDigest, trustId, type Artifact, type CacheEntry, type RunId } from '@orchion/domain';
import { describe, expect, test } from 'vitest';
import { exitCode } from '../test/builders.ts';
import { jobTemplate, PipelineCluster, pipelineOf } from '../test/pipeline-builders.ts';
import { keptFoldersName } from './job-of-step.ts';

const treeOf = (n: number) => trustDigest(String(n).repeat(64));

/** The key is what the run is given; without one of its own, folders come from keys that begin with `deps-`. */
const pipeline = pipelineOf(
  {
    build: {
      cache: { key: 'deps-${{ inputs.v }}', restoreKeys: ['deps-2', 'deps-'], paths: ['store'] },
      work: {
        kind: 'job',
        job: jobTemplate({ leave: [{ name: 'out', paths: ['out'], when: 'success', isRequired: true }] }),
      },
    },
  },
  { inputs: { v: { type: 'string', description: '', default: '', isRequired: false, options: [] } } },
);

function start(cluster: PipelineCluster, v: string): RunId {
  return cluster.start(pipeline, { inputs: { v } });
}

/** The step ends well, having left its artifact and its folders. */
function endWell(cluster: PipelineCluster, run: RunId, folders: number, code = 0): void {
  const jobId = cluster.jobOf(run, 'build');
  const left = (name: string, n: number): Artifact => ({ name, tree: treeOf(n), files: 1, bytes: 10 });
  const artifacts = [left('out', 9), ...(code === 0 ? [left(keptFoldersName, folders)] : [])];
  const state = code === 0 ? 'succeeded' : 'failed';
  const observation = cluster.observation(jobId, state, exitCode(code));
  cluster.report(1, [{ ...observation, products: { outputs: {}, artifacts } }]);
}

/** The folders that are put back before the step runs. */
function restored(cluster: PipelineCluster, run: RunId): readonly string[] {
  return cluster.job(cluster.jobOf(run, 'build')).job.spec.files.fetch.map(({ tree }) => tree);
}

function leaves(cluster: PipelineCluster, run: RunId): readonly string[] {
  return cluster.job(cluster.jobOf(run, 'build')).job.spec.files.leave.map(({ name }) => name);
}

describe('folders that are kept', () => {
  test('are there the next time under the same key, and are not kept again', () => {
    const cluster = new PipelineCluster();
    const first = start(cluster, '1');
    expect([restored(cluster, first), leaves(cluster, first)]).toEqual([[], ['out', keptFoldersName]]);
    endWell(cluster, first, 1);
    expect(cluster.step(first, 'build').artifacts.map(({ name }) => name)).toEqual(['out']);
    const second = start(cluster, '1');
    expect(cluster.step(second, 'build').state).toBe('submitted');
    expect([restored(cluster, second), leaves(cluster, second)]).toEqual([[treeOf(1)], ['out']]);
  });

  test('are those of the first beginning of a key that fits, the newest of them', () => {
    const cluster = new PipelineCluster();
    for (const [v, folders] of [
      ['21', 1],
      ['22', 2],
      ['3', 3],
    ] as const) {
      endWell(cluster, start(cluster, v), folders);
      cluster.now += 1000;
    }
    expect(restored(cluster, start(cluster, '29'))).toEqual([treeOf(2)]);
    expect(leaves(cluster, start(cluster, '29'))).toEqual(['out', keptFoldersName]);
  });

  test('are not kept where the step fails', () => {
    const cluster = new PipelineCluster();
    endWell(cluster, start(cluster, '1'), 1, 1);
    expect(cluster.cache.size).toBe(0);
  });

  test('count as used when they are put back, also for another key', () => {
    const cluster = new PipelineCluster();
    endWell(cluster, start(cluster, '1'), 1);
    const usedAt = (): number => cluster.cache.get('paths:deps-1')?.usedAt ?? 0;
    for (const v of ['1', '7']) {
      cluster.now += 1000;
      start(cluster, v);
      expect(usedAt()).toBe(cluster.now);
    }
  });

  test('of one batch are there for the step that begins in it', () => {
    const cluster = new PipelineCluster();
    const two = pipelineOf(
      { a: { ...pipeline.steps[0]!, id: 'a' }, b: { ...pipeline.steps[0]!, id: 'b', needs: ['a'] } },
      { inputs: pipeline.inputs },
    );
    const run = cluster.start(two, { inputs: { v: '1' } });
    const observation = cluster.observation(cluster.jobOf(run, 'a'), 'succeeded', exitCode(0));
    const artifacts: Artifact[] = [{ name: keptFoldersName, tree: treeOf(4), files: 1, bytes: 1 }];
    cluster.report(1, [{ ...observation, products: { outputs: {}, artifacts } }]);
    const { fetch } = cluster.job(cluster.jobOf(run, 'b')).job.spec.files;
    expect(fetch.map(({ tree }) => tree)).toEqual([treeOf(4)]);
  });

  test('are none where a key comes to nothing', () => {
    const cluster = new PipelineCluster();
    const nameless = pipelineOf({ build: { cache: { key: '${{ inputs.gone }}', restoreKeys: [], paths: ['store'] } } });
    const run = cluster.start(nameless);
    expect(cluster.step(run, 'build')).toMatchObject({
      state: 'failed',
      message: 'cache.key: has 0 characters, must have 1 to 512',
    });
  });
});

test('a kept result that is removed is made again', () => {
  const cluster = new PipelineCluster();
  const cached = pipelineOf({ a: { cache: { key: 'k', restoreKeys: [], paths: [] } } });
  cluster.end(cluster.start(cached), 'a');
  expect(cluster.states(cluster.start(cached))).toEqual({ a: 'cached' });
  const kept: readonly CacheEntry[] = [...cluster.cache.values()];
  expect(kept.map(({ key, madeBy }) => [key, madeBy.runId])).toEqual([
    ['result:k', trustId('run', 'run-000000000001')],
  ]);
  cluster.run({ kind: 'forget-cache', keys: ['result:k'], principal: 'me' });
  expect(cluster.states(cluster.start(cached))).toEqual({ a: 'submitted' });
});
