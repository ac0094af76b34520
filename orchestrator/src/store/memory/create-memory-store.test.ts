import { trustId } from '@orchion/domain';
import { expect, test } from 'vitest';
import { jobOf } from '../contract/builders.ts';
import { memoryHarness } from '../contract/memory-harness.ts';
import { describeRuns } from '../contract/runs-contract.ts';
import { describeStore } from '../contract/store-contract.ts';
import { createMemoryStore } from './create-memory-store.ts';
import { crashMemoryDisk } from './memory-disk.ts';

const clusterId = trustId('cluster', 'cluster-000000000001');
const insert = (n: number) => [{ kind: 'job-insert', job: jobOf(n) } as const];

describeStore('The memory store', memoryHarness);
describeRuns('The memory store', memoryHarness);

test('a planned failure fails one commit and stores nothing', () => {
  const store = createMemoryStore({ clusterId });
  store.failNextCommit('full');
  expect(() => store.commit(insert(1), 0)).toThrow(expect.objectContaining({ code: 'full' }));
  expect(store.commit(insert(1), 0)).toBe(1);
});

test('after a planned I/O error the store is of no use, and its disk opens again', () => {
  const store = createMemoryStore({ clusterId });
  store.commit(insert(1), 0);
  store.failNextCommit('io');
  expect(() => store.commit(insert(2), 1)).toThrow(expect.objectContaining({ code: 'io' }));
  expect(() => store.load()).toThrow(expect.objectContaining({ code: 'io' }));
  crashMemoryDisk(store.disk);
  const again = createMemoryStore({ clusterId, disk: store.disk });
  expect(again.load().jobs).toHaveLength(1);
});

test('a store that survived its own crash cannot write any more', () => {
  const store = createMemoryStore({ clusterId });
  crashMemoryDisk(store.disk);
  const again = createMemoryStore({ clusterId, disk: store.disk });
  expect(() => store.commit(insert(1), 0)).toThrow(expect.objectContaining({ code: 'io' }));
  store.close();
  expect(again.commit(insert(1), 0)).toBe(1);
});

test('a full disk refuses commits until the ballast is given up', () => {
  const store = createMemoryStore({ clusterId });
  store.disk.full = true;
  expect(() => store.commit(insert(1), 0)).toThrow(expect.objectContaining({ code: 'full' }));
  expect(store.releaseBallast()).toBe(true);
  expect(store.commit(insert(1), 0)).toBe(1);
  expect(store.holdBallast()).toBe(false);
  store.disk.full = false;
  expect(store.holdBallast()).toBe(true);
});
