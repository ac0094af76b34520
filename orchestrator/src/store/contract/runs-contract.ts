/** What every store must do with runs, their steps and kept results. As `store-contract`. */
import { headOfRun } from '@orchion/domain';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Change } from '../../core/change.ts';
import type { RunQuery, Store } from '../../ports/store.ts';
import { endedStatusOf, jobIdOf, jobOf } from './builders.ts';
import { cacheEntryOf, runIdOf, runOf, runStatusOf, stepOf } from './run-builders.ts';
import type { StoreHarness } from './store-harness.ts';

const everyRun: RunQuery = {
  states: null,
  pipelineContains: null,
  idPrefix: null,
  withChildren: true,
  beforeNumber: null,
  limit: 1000,
};

export function describeRuns(name: string, create: () => StoreHarness): void {
  describe(`${name} keeps the contract of stores for runs:`, () => {
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
    const insert = (n: number, overrides = {}): Change => ({ kind: 'run-insert', run: runOf(n, overrides), steps: [] });
    const numbersOf = (query: Partial<RunQuery>): readonly number[] =>
      store.runs({ ...everyRun, ...query }).map(({ number }) => number);

    test('a live run is loaded with the steps that were put, and comes back whole', () => {
      const changes: Change[] = [
        { kind: 'run-insert', run: runOf(1, { status: runStatusOf('pending') }), steps: [stepOf(1, 'a[0]')] },
        { kind: 'step-put', step: stepOf(1, 'a[1]') },
        { kind: 'step-put', step: stepOf(1, 'a[1]', { state: 'succeeded', endedAt: 9 }) },
        { kind: 'run-status', runId: runIdOf(1), status: runStatusOf('running') },
      ];
      store.commit(changes, 0);
      const stored = {
        run: runOf(1),
        steps: [stepOf(1, 'a[0]'), stepOf(1, 'a[1]', { state: 'succeeded', endedAt: 9 })],
      };
      expect(store.load().runs).toEqual([stored]);
      store.close();
      store = harness.open();
      expect(store.load().runs).toEqual([stored]);
      expect(store.run(runIdOf(1))).toEqual(stored);
      expect(store.runOfRequest(runOf(1).requestId)).toBe(runIdOf(1));
    });

    test('a run that has ended is not loaded but still found', () => {
      store.commit([insert(1)], 0);
      store.commit([{ kind: 'run-status', runId: runIdOf(1), status: runStatusOf('failed', 50) }], 1);
      expect(store.load().runs).toEqual([]);
      expect(store.run(runIdOf(1))?.run.status).toEqual(runStatusOf('failed', 50));
    });

    test('runs are listed newest first, without what is large', () => {
      store.commit([insert(2), insert(1), insert(3)], 0);
      expect(store.runs({ ...everyRun, limit: 1 })).toEqual([headOfRun(runOf(3))]);
      expect(numbersOf({ beforeNumber: 3 })).toEqual([2, 1]);
      expect(numbersOf({ limit: 0 })).toEqual([]);
    });

    test('each filter picks its runs', () => {
      const other = { ...runOf(9).pipeline, name: 'Ernten' };
      store.commit(
        [
          insert(1),
          insert(2, { status: runStatusOf('failed', 9) }),
          insert(3, { pipeline: other }),
          insert(4, { parent: { runId: runIdOf(1), stepKey: 'b' } }),
        ],
        0,
      );
      expect(numbersOf({ states: ['failed', 'pending'] })).toEqual([2]);
      expect(numbersOf({ pipelineContains: 'rnt' })).toEqual([3]);
      expect(numbersOf({ withChildren: false })).toEqual([3, 2, 1]);
      expect(numbersOf({ idPrefix: runIdOf(2) })).toEqual([2]);
      expect(numbersOf({ idPrefix: 'run-1' })).toEqual([]);
    });

    test('retention finds ended runs, oldest first, and never those that others use', () => {
      const ended = (n: number, at: number, overrides = {}) =>
        insert(n, { status: runStatusOf('succeeded', at), ...overrides });
      const parent = { runId: runIdOf(1), stepKey: 'b' };
      store.commit([ended(1, 30), ended(2, 10), ended(3, 20), insert(4), ended(5, 1, { parent })], 0);
      const expired = (endedBefore: number, keepMax: number, limit = 10) =>
        store.expiredRuns({ endedBefore, keepMax, limit });
      expect(expired(0, 10)).toEqual([]);
      expect(expired(20, 10)).toEqual([runIdOf(2)]);
      expect(expired(0, 1)).toEqual([runIdOf(2), runIdOf(3)]);
      expect(expired(100, 10, 1)).toEqual([runIdOf(2)]);
    });

    test('a family is a run with those that it used and the jobs of all of them', () => {
      const owned = (n: number, run: number) => ({
        kind: 'job-insert' as const,
        job: jobOf(n, { owner: { runId: runIdOf(run), stepKey: 'a' }, status: endedStatusOf('succeeded', n) }),
      });
      store.commit(
        [
          insert(1),
          insert(2, { parent: { runId: runIdOf(1), stepKey: 'b' } }),
          insert(3, { parent: { runId: runIdOf(2), stepKey: 'b' } }),
          insert(4),
          owned(1, 1),
          owned(2, 3),
          owned(3, 4),
          { kind: 'job-insert', job: jobOf(4, { status: endedStatusOf('succeeded', 1) }) },
        ],
        0,
      );
      expect(store.familyOfRun(runIdOf(1))).toEqual({
        runIds: [1, 2, 3].map(runIdOf),
        jobIds: [jobIdOf(1), jobIdOf(2)],
      });
      expect(store.familyOfRun(runIdOf(8))).toEqual({ runIds: [], jobIds: [] });
      // Jobs of runs go with their run, and take no place from others.
      expect(store.expired({ endedBefore: 100, keepMax: 100, limit: 10 })).toEqual([jobIdOf(4)]);
      expect(store.expired({ endedBefore: 0, keepMax: 1, limit: 10 })).toEqual([]);
      expect(store.countsOfEnded().succeeded).toBe(4);
    });

    test('a deleted run leaves nothing behind', () => {
      store.commit(
        [
          { kind: 'run-insert', run: runOf(1), steps: [stepOf(1, 'a[0]')] },
          { kind: 'audit', entry: { at: 1, principal: 'ada', action: 'run.start', object: runIdOf(1) } },
        ],
        0,
      );
      store.commit([{ kind: 'run-delete', runId: runIdOf(1) }], 1);
      expect(store.run(runIdOf(1))).toBeNull();
      expect(store.runOfRequest(runOf(1).requestId)).toBeNull();
      expect(store.load()).toMatchObject({ runs: [], quarantined: [] });
      store.commit([insert(1)], 2);
      expect(store.run(runIdOf(1))?.steps).toEqual([]);
      store.close();
      expect(harness.auditedObjects()).toEqual([]);
      store = harness.open();
    });

    test('kept results are found by key and by the newest with a prefix', () => {
      const entries = [
        cacheEntryOf('paths:k-1', { madeAt: 10 }),
        cacheEntryOf('paths:k-2', { madeAt: 30 }),
        cacheEntryOf('paths:k-3', { madeAt: 20 }),
        cacheEntryOf('result:k', { madeAt: 99 }),
      ];
      store.commit(
        entries.map((entry) => ({ kind: 'cache-put', entry })),
        0,
      );
      expect(store.cacheEntry('paths:k-1')).toEqual(entries[0]);
      expect(store.cacheEntry('paths:k')).toBeNull();
      expect(store.newestCacheEntry('paths:k-')).toEqual(entries[1]);
      expect(store.newestCacheEntry('paths:z')).toBeNull();
      expect(store.cacheEntries({ afterKey: 'paths:k-2', limit: 1 })).toEqual([entries[2]]);
      store.commit([{ kind: 'cache-put', entry: cacheEntryOf('paths:k-1', { usedAt: 500 }) }], 1);
      expect(store.cacheEntry('paths:k-1')?.usedAt).toBe(500);
      store.commit([{ kind: 'cache-delete', key: 'paths:k-1' }], 2);
      expect(store.cacheEntry('paths:k-1')).toBeNull();
    });

    test('trees are kept for what runs were started with, what steps left, and what the cache holds', () => {
      const trees = (): readonly string[] =>
        store
          .keptTrees()
          .map((tree) => tree.charAt(0))
          .sort();
      store.commit(
        [
          { kind: 'run-insert', run: runOf(1), steps: [stepOf(1, 'a[0]')] },
          { kind: 'cache-put', entry: cacheEntryOf('result:a') },
        ],
        0,
      );
      expect(trees()).toEqual(['c', 'd', 'e']);
      store.commit([{ kind: 'run-delete', runId: runIdOf(1) }], 1);
      expect(trees()).toEqual(['e']);
      store.commit([{ kind: 'cache-delete', key: 'result:a' }], 2);
      expect(trees()).toEqual([]);
    });

    test('kept results go when they are unused, too many or too large, those unused longest first', () => {
      const put = (key: string, usedAt: number, bytes: number): Change => ({
        kind: 'cache-put',
        entry: cacheEntryOf(key, { usedAt, bytes }),
      });
      store.commit([put('a', 10, 5), put('b', 30, 5), put('c', 20, 5)], 0);
      const expired = (usedBefore: number, entriesMax: number, bytesMax: number) =>
        store.expiredCache({ usedBefore, entriesMax, bytesMax });
      expect(expired(0, 10, 100)).toEqual([]);
      expect(expired(20, 10, 100)).toEqual(['a']);
      expect(expired(0, 1, 100)).toEqual(['a', 'c']);
      expect(expired(0, 10, 10)).toEqual(['a']);
    });
  });
}
