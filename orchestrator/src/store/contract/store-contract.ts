/** What every store must do. Each implementation's test calls `describeStore` with a harness on a fresh disk. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Change } from '../../core/change.ts';
import type { JobQuery, Store, StoredJob } from '../../ports/store.ts';
import {
  attemptOf,
  endedAttemptOf,
  endedStatusOf,
  jobIdOf,
  jobOf,
  nodeIdOf,
  nodeOf,
  requestIdOf,
  specOf,
  statusOf,
} from './builders.ts';
import type { StoreHarness } from './store-harness.ts';

export const everyJob: JobQuery = {
  states: null,
  nameContains: null,
  nodeId: null,
  idPrefix: null,
  beforeSequence: null,
  limit: 1000,
};

export function describeStore(name: string, create: () => StoreHarness): void {
  describe(`${name} keeps the contract of stores:`, () => {
    let harness: StoreHarness;
    let store: Store;
    beforeEach(() => {
      harness = create();
      store = harness.open();
    });
    afterEach(() => {
      store.close();
      harness.dispose();
    });
    const reopen = (): void => {
      store.close();
      store = harness.open();
    };
    const numbersOf = (query: Partial<JobQuery>): readonly number[] =>
      store.jobs({ ...everyJob, ...query }).map((stored) => stored.job.sequence);

    test('a new store is empty, at revision 0, and keeps its cluster id', () => {
      const first = store.load();
      expect(first).toMatchObject({ revision: 0, nodes: [], jobs: [], quarantined: [] });
      expect(first.counters).toEqual({ nextSequence: 1, nextLease: 1, nextRun: 1 });
      reopen();
      expect(store.load()).toEqual(first);
    });

    test('the trees that kept attempts left are named once each, as long as their jobs are kept', () => {
      const [first, second] = [jobOf(1), jobOf(2)];
      const left = endedAttemptOf(first.id, 1, 'succeeded');
      let revision = 0;
      const commit = (...changes: readonly Change[]) => (revision = store.commit(changes, revision));
      commit(
        { kind: 'job-insert', job: first },
        { kind: 'job-insert', job: second },
        { kind: 'attempt-put', attempt: { ...left, products: null } },
        { kind: 'attempt-put', attempt: left },
        { kind: 'attempt-put', attempt: endedAttemptOf(second.id, 1, 'failed') },
      );
      const tree = left.products?.artifacts[0]?.tree;
      expect(store.keptTrees()).toEqual([tree]);
      commit({ kind: 'job-delete', jobId: first.id });
      expect(store.keptTrees()).toEqual([tree]);
      commit({ kind: 'job-delete', jobId: second.id });
      expect(store.keptTrees()).toEqual([]);
    });

    test('what was committed is what a new opening loads', () => {
      expect(store.commit(everyKindOfChange(), 0)).toBe(1);
      const job = jobOf(1, { status: statusOf({ attempts: 2, cancelRequestedAt: 5 }), retryOf: jobIdOf(9) });
      const attempts = [endedAttemptOf(jobIdOf(1), 1, 'lost'), attemptOf(jobIdOf(1), 2, { state: 'running' })];
      const before = store.load();
      expect(before.jobs).toEqual([{ job, attempts }]);
      expect(before.nodes).toEqual([nodeOf(1)]);
      expect(before.counters).toEqual({ nextSequence: 77, nextLease: 78, nextRun: 79 });
      expect(store.job(jobIdOf(1))).toEqual({ job, attempts });
      reopen();
      expect(store.load()).toEqual(before);
      expect(store.job(jobIdOf(1))).toEqual({ job, attempts });
    });

    test('a job with an outcome is not loaded but still found', () => {
      const status = endedStatusOf('failed', 50);
      store.commit(
        [
          { kind: 'job-insert', job: jobOf(1) },
          { kind: 'attempt-put', attempt: attemptOf(jobIdOf(1), 1) },
        ],
        0,
      );
      store.commit([{ kind: 'job-status', jobId: jobIdOf(1), status }], 1);
      expect(store.load().jobs).toEqual([]);
      expect(store.job(jobIdOf(1))).toEqual({ job: jobOf(1, { status }), attempts: [attemptOf(jobIdOf(1), 1)] });
    });

    test('a commit on another revision is a conflict and stores nothing', () => {
      store.commit([{ kind: 'job-insert', job: jobOf(1) }], 0);
      const before = store.load();
      for (const stale of [0, 2]) {
        expect(() => store.commit([{ kind: 'job-insert', job: jobOf(2) }], stale)).toThrow(
          expect.objectContaining({ name: 'StoreError', code: 'conflict' }),
        );
      }
      expect(store.load()).toEqual(before);
      expect(store.commit([{ kind: 'job-insert', job: jobOf(2) }], 1)).toBe(2);
    });

    test('a commit that fails at its k-th step stores nothing, for every k', () => {
      const changes = everyKindOfChange();
      let failAt = 1;
      for (; failAt < 1000; failAt++) {
        harness.dispose();
        store.close();
        harness = create();
        let steps = -1;
        store = harness.open(() => {
          if (steps >= 0 && ++steps === failAt) throw new Error(`planned failure of step ${failAt}`);
        });
        store.commit(
          [
            { kind: 'job-insert', job: jobOf(5) },
            { kind: 'node-put', node: nodeOf(1) },
          ],
          0,
        );
        const before = snapshotOf(store);
        steps = 0;
        let failed = false;
        try {
          store.commit(changes, 1);
        } catch (error) {
          failed = true;
          expect(String(error)).toContain('planned failure');
        }
        if (!failed) break;
        steps = -1;
        expect(snapshotOf(store)).toEqual(before);
        // The very same commit goes through afterwards: the store is usable.
        expect(store.commit(changes, 1)).toBe(2);
        const after = snapshotOf(store);
        reopen();
        expect(snapshotOf(store)).toEqual(after);
      }
      // Ten changes and the transaction around them are at least a dozen places to fail at.
      expect(failAt).toBeGreaterThan(12);
      expect(failAt).toBeLessThan(1000);
    });

    test('a crash loses nothing that was committed', () => {
      store.commit(everyKindOfChange(), 0);
      store.commit([{ kind: 'job-insert', job: jobOf(8) }], 1);
      const before = snapshotOf(store);
      harness.crash();
      store = harness.open();
      expect(snapshotOf(store)).toEqual(before);
      expect(store.commit([], 2)).toBe(3);
    });

    test('a second opener is refused as long as the first one is there', () => {
      expect(() => harness.open()).toThrow(expect.objectContaining({ name: 'StoreError', code: 'locked' }));
      expect(store.commit([], 0)).toBe(1);
      reopen();
      expect(store.load().revision).toBe(1);
    });

    test('a job is found by its request id as long as it is kept', () => {
      store.commit([{ kind: 'job-insert', job: jobOf(1) }], 0);
      expect(store.jobOfRequest(requestIdOf(1))).toBe(jobIdOf(1));
      expect(store.jobOfRequest(requestIdOf(2))).toBeNull();
      reopen();
      expect(store.jobOfRequest(requestIdOf(1))).toBe(jobIdOf(1));
      store.commit([{ kind: 'job-delete', jobId: jobIdOf(1) }], 1);
      expect(store.jobOfRequest(requestIdOf(1))).toBeNull();
    });

    test('a second job with the same id or request id is a bug, and nothing of the commit is stored', () => {
      store.commit([{ kind: 'job-insert', job: jobOf(1) }], 0);
      for (const job of [
        jobOf(2, { requestId: requestIdOf(1) }),
        jobOf(2, { id: jobIdOf(1) }),
        jobOf(2, { sequence: 1 }),
      ]) {
        const changes: Change[] = [
          { kind: 'node-put', node: nodeOf(1) },
          { kind: 'job-insert', job },
        ];
        expect(() => store.commit(changes, 1)).toThrow(expect.objectContaining({ name: 'BugError' }));
      }
      expect(store.load()).toMatchObject({ revision: 1, nodes: [] });
    });

    test('a change of a job that is not there is a bug', () => {
      const lost: Change[] = [
        { kind: 'job-status', jobId: jobIdOf(1), status: statusOf() },
        { kind: 'attempt-put', attempt: attemptOf(jobIdOf(1), 1) },
      ];
      for (const change of lost) {
        expect(() => store.commit([change], 0)).toThrow(expect.objectContaining({ name: 'BugError' }));
      }
      // What is to be gone may be gone already.
      expect(
        store.commit(
          [
            { kind: 'job-delete', jobId: jobIdOf(1) },
            { kind: 'node-delete', nodeId: nodeIdOf(1) },
          ],
          0,
        ),
      ).toBe(1);
    });

    test('jobs are listed newest first, a page after the other', () => {
      store.commit(
        [3, 1, 4, 2, 5].map((n) => ({ kind: 'job-insert', job: jobOf(n) })),
        0,
      );
      expect(numbersOf({ limit: 2 })).toEqual([5, 4]);
      expect(numbersOf({ limit: 2, beforeSequence: 4 })).toEqual([3, 2]);
      expect(numbersOf({ limit: 2, beforeSequence: 2 })).toEqual([1]);
      expect(numbersOf({ limit: 2, beforeSequence: 1 })).toEqual([]);
      expect(numbersOf({ limit: 0 })).toEqual([]);
    });

    test('a listed job comes with its latest attempt only', () => {
      store.commit(everyKindOfChange(), 0);
      const [listed] = store.jobs(everyJob);
      expect(listed?.attempts).toEqual([attemptOf(jobIdOf(1), 2, { state: 'running' })]);
    });

    test('each filter picks its jobs, alone and together', () => {
      store.commit(jobsInEveryState(), 0);
      expect(numbersOf({ states: ['queued'] })).toEqual([2, 1]);
      expect(numbersOf({ states: ['running'] })).toEqual([8, 3]);
      expect(numbersOf({ states: ['unknown'] })).toEqual([4]);
      expect(numbersOf({ states: ['failed', 'succeeded'] })).toEqual([6, 5]);
      expect(numbersOf({ states: ['cancelled', 'queued', 'queued'], limit: 2 })).toEqual([7, 2]);
      expect(numbersOf({ states: [] })).toEqual([]);
      expect(numbersOf({ nodeId: nodeIdOf(1) })).toEqual([6, 5, 4, 2]);
      expect(numbersOf({ nodeId: nodeIdOf(2) })).toEqual([8, 3]);
      expect(numbersOf({ nodeId: nodeIdOf(3) })).toEqual([]);
      expect(numbersOf({ nodeId: nodeIdOf(1), states: ['failed', 'unknown'] })).toEqual([6, 4]);
      expect(numbersOf({ nodeId: nodeIdOf(1), states: ['queued'] })).toEqual([2]);
      expect(numbersOf({ nameContains: 'ünd' })).toEqual([7, 3]);
      expect(numbersOf({ nameContains: '100%' })).toEqual([8]);
      expect(numbersOf({ nameContains: 'ünd', states: ['cancelled'] })).toEqual([7]);
      expect(numbersOf({ idPrefix: 'job-' })).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
      expect(numbersOf({ idPrefix: 'job-0' })).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
      expect(numbersOf({ idPrefix: jobIdOf(5) })).toEqual([5]);
      expect(numbersOf({ idPrefix: 'job-00000000000', beforeSequence: 4, limit: 2 })).toEqual([3, 2]);
      expect(numbersOf({ idPrefix: 'job-1' })).toEqual([]);
      expect(numbersOf({ idPrefix: 'job-_' })).toEqual([]);
    });

    test('a report of an older attempt does not move the job', () => {
      store.commit(everyKindOfChange(), 0);
      store.commit(
        [{ kind: 'attempt-put', attempt: attemptOf(jobIdOf(1), 1, { state: 'unknown', nodeId: nodeIdOf(7) }) }],
        1,
      );
      expect(numbersOf({ states: ['running'], nodeId: nodeIdOf(1) })).toEqual([1]);
    });

    test('ended jobs are counted through every change', () => {
      expect(store.countsOfEnded()).toEqual({ succeeded: 0, failed: 0, cancelled: 0 });
      store.commit(jobsInEveryState(), 0);
      expect(store.countsOfEnded()).toEqual({ succeeded: 1, failed: 1, cancelled: 1 });
      store.commit(
        [
          { kind: 'job-status', jobId: jobIdOf(1), status: endedStatusOf('failed', 99) },
          { kind: 'job-status', jobId: jobIdOf(1), status: endedStatusOf('failed', 99) },
          { kind: 'job-delete', jobId: jobIdOf(7) },
          { kind: 'job-insert', job: jobOf(9, { status: endedStatusOf('succeeded', 100) }) },
        ],
        1,
      );
      expect(store.countsOfEnded()).toEqual({ succeeded: 2, failed: 2, cancelled: 0 });
      reopen();
      expect(store.countsOfEnded()).toEqual({ succeeded: 2, failed: 2, cancelled: 0 });
    });

    test('retention finds what ended too long ago or is one too many, oldest first', () => {
      const ends = [30, 10, 20, 20, 40];
      const jobs = ends.map((at, i) => jobOf(i + 1, { status: endedStatusOf('succeeded', at) }));
      store.commit(
        [...jobs, jobOf(6)].map((job) => ({ kind: 'job-insert', job })),
        0,
      );
      const expired = (endedBefore: number, keepMax: number, limit = 10): readonly string[] =>
        store.expired({ endedBefore, keepMax, limit });
      expect(expired(0, 10)).toEqual([]);
      expect(expired(20, 10)).toEqual([jobIdOf(2)]);
      expect(expired(21, 10)).toEqual([jobIdOf(2), jobIdOf(3), jobIdOf(4)]);
      expect(expired(0, 2)).toEqual([jobIdOf(2), jobIdOf(3), jobIdOf(4)]);
      expect(expired(0, 0)).toEqual([2, 3, 4, 1, 5].map(jobIdOf));
      expect(expired(100, 0, 2)).toEqual([jobIdOf(2), jobIdOf(3)]);
    });

    test('a deleted job leaves nothing behind', () => {
      store.commit(everyKindOfChange(), 0);
      store.commit([{ kind: 'job-delete', jobId: jobIdOf(1) }], 1);
      expect(store.job(jobIdOf(1))).toBeNull();
      expect(store.jobs(everyJob)).toEqual([]);
      expect(store.load()).toMatchObject({ jobs: [], quarantined: [] });
      // Its place, id and request id are free again, and no attempt of it comes back.
      store.commit([{ kind: 'job-insert', job: jobOf(1) }], 2);
      expect(store.job(jobIdOf(1))).toEqual({ job: jobOf(1), attempts: [] });
      store.close();
      expect(harness.auditedObjects()).toEqual([nodeIdOf(1)]);
      store = harness.open();
    });

    test('the ballast is given up once and can be taken again', () => {
      expect(store.releaseBallast()).toBe(true);
      expect(store.releaseBallast()).toBe(false);
      expect(store.holdBallast()).toBe(true);
      expect(store.holdBallast()).toBe(true);
      expect(store.releaseBallast()).toBe(true);
    });
  });
}

/** Everything that a store's port shows, for comparing before and after. */
export function snapshotOf(store: Store): unknown {
  const loaded = store.load();
  const listed = store.jobs(everyJob);
  return {
    loaded,
    listed,
    jobs: listed.map((stored: StoredJob) => store.job(stored.job.id)),
    counts: store.countsOfEnded(),
    keptTrees: store.keptTrees(),
    expired: store.expired({ endedBefore: 25, keepMax: 3, limit: 100 }),
  };
}

function everyKindOfChange(): readonly Change[] {
  return [
    { kind: 'job-insert', job: jobOf(1, { retryOf: jobIdOf(9) }) },
    { kind: 'attempt-put', attempt: attemptOf(jobIdOf(1), 1) },
    { kind: 'attempt-put', attempt: endedAttemptOf(jobIdOf(1), 1, 'lost') },
    { kind: 'attempt-put', attempt: attemptOf(jobIdOf(1), 2, { state: 'running' }) },
    { kind: 'job-status', jobId: jobIdOf(1), status: statusOf({ attempts: 2, cancelRequestedAt: 5 }) },
    { kind: 'job-insert', job: jobOf(2) },
    { kind: 'job-delete', jobId: jobIdOf(2) },
    { kind: 'node-put', node: nodeOf(1, { eligibility: 'schedulable' }) },
    { kind: 'node-put', node: nodeOf(1) },
    { kind: 'node-put', node: nodeOf(2) },
    { kind: 'node-delete', nodeId: nodeIdOf(2) },
    { kind: 'counters', counters: { nextSequence: 77, nextLease: 78, nextRun: 79 } },
    { kind: 'audit', entry: { at: 1.5, principal: 'ada', action: 'job.submit', object: jobIdOf(1) } },
    { kind: 'audit', entry: { at: 2, principal: 'bob', action: 'node.drain', object: nodeIdOf(1) } },
  ];
}

/** Eight jobs: 1 and 2 queued, 3 and 8 running, 4 unknown, 5 succeeded, 6 failed, 7 cancelled. */
function jobsInEveryState(): readonly Change[] {
  const put = (n: number, state: 'placed' | 'running' | 'unknown' | 'failed', node: number): Change => ({
    kind: 'attempt-put',
    attempt: attemptOf(jobIdOf(n), 1, { state, nodeId: nodeIdOf(node) }),
  });
  const named = (n: number, name: string): Change => ({
    kind: 'job-insert',
    job: jobOf(n, { spec: specOf({ name }) }),
  });
  return [
    ...[1, 2, 4, 5, 6].map((n): Change => ({ kind: 'job-insert', job: jobOf(n) })),
    named(3, 'Hündchen'),
    named(7, 'HÜNDIN'),
    named(8, 'a 100% _name_'),
    put(2, 'placed', 1),
    put(3, 'running', 2),
    put(4, 'unknown', 1),
    put(5, 'running', 1),
    put(6, 'failed', 1),
    put(8, 'running', 2),
    { kind: 'job-status', jobId: jobIdOf(5), status: endedStatusOf('succeeded', 10) },
    { kind: 'job-status', jobId: jobIdOf(6), status: endedStatusOf('failed', 20) },
    { kind: 'job-status', jobId: jobIdOf(7), status: endedStatusOf('cancelled', 30) },
  ];
}
