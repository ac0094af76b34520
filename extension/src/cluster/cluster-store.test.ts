import type { ClusterState, JobSeen, NodeSeen } from '@orchion/client';
import { expect, test } from 'vitest';
import { createClusterStore } from './cluster-store.ts';
import { aJob, byId, jobIdOf } from './test/builders.ts';

function stateOf(...jobs: readonly JobSeen[]): ClusterState<NodeSeen, JobSeen> {
  return { revision: 1, nodes: new Map(), jobs: byId(...jobs), runs: new Map(), steps: new Map() };
}

const noChange = {
  revision: 2,
  reset: false,
  snapshotComplete: false,
  nodes: [],
  nodesRemoved: [],
  jobs: [],
  jobsRemoved: [],
  runs: [],
  runsRemoved: [],
  steps: [],
  stepsRemoved: [],
};

/** A clock that stands until it is moved. */
function standingClock() {
  const due: (() => void)[] = [];
  return {
    timing: { delay: () => new Promise<void>((resolve) => due.push(resolve)) },
    async pass() {
      for (const resolve of due.splice(0)) resolve();
      await Promise.resolve();
    },
  };
}

test('the first change is told at once, a thousand after it are told once', async () => {
  const clock = standingClock();
  const store = createClusterStore(clock.timing);
  let told = 0;
  store.onChange(() => (told += 1));
  store.apply({ kind: 'snapshot', state: stateOf() });
  expect(told).toBe(1);
  for (let i = 0; i < 1000; i++) store.apply({ kind: 'change', state: stateOf(), changes: noChange });
  expect(told).toBe(1);
  await clock.pass();
  expect(told).toBe(2);
  await clock.pass();
  expect(told).toBe(2);
});

test('a job’s end is told once, and not of jobs that had ended before', () => {
  const store = createClusterStore(standingClock().timing);
  const ended: string[] = [];
  store.onEnded((job) => ended.push(job.id));
  const over = aJob('over', { state: 'failed', endedAt: 5 });
  store.apply({ kind: 'snapshot', state: stateOf(over, aJob('a')) });
  const after = stateOf(over, aJob('a', { state: 'succeeded', endedAt: 9 }));
  const changes = { ...noChange, jobs: [...after.jobs.values()] };
  store.apply({ kind: 'change', state: after, changes });
  store.apply({ kind: 'change', state: after, changes });
  expect(ended).toEqual([jobIdOf('a')]);
});

test('an end that came while the connection was cut is told by the snapshot after it', () => {
  const store = createClusterStore(standingClock().timing);
  const ended: string[] = [];
  store.onEnded((job) => ended.push(job.id));
  store.apply({ kind: 'snapshot', state: stateOf(aJob('a')) });
  store.apply({ kind: 'snapshot', state: stateOf(aJob('a', { state: 'failed', endedAt: 9 })) });
  expect(ended).toEqual([jobIdOf('a')]);
});
