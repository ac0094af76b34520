import { writeTree, type Digest, type TreeFile } from '@orchion/domain';
import { beforeEach, expect, test } from 'vitest';
import type { ContentStore } from '../ports/content-store.ts';
import { silentLogger } from '../ports/logger.ts';
import { noTelemetry } from '../ports/telemetry.ts';
import { createMemoryContentStore } from '../store/content-memory/create-memory-content-store.ts';
import { bytesOf, digestOf, whole } from '../store/contract/content-store-contract.ts';
import { createContentCollector, type ContentCollector } from './content-collector.ts';

const graceMs = 1000;
let now: number;
let store: ContentStore;
let trees: Digest[];
let unreportedSince: number | null;
let collector: ContentCollector;
beforeEach(() => {
  now = 1_000_000;
  trees = [];
  unreportedSince = null;
  store = createMemoryContentStore({ now: () => now });
  collector = createContentCollector({
    contentStore: store,
    references: { trees: () => trees, unreportedSince: () => unreportedSince },
    clock: { now: () => now },
    telemetry: noTelemetry,
    logger: silentLogger,
    graceMs,
  });
});

const kept = async (bytes: Uint8Array): Promise<Digest> => {
  await store.append(digestOf(bytes), whole(bytes));
  return digestOf(bytes);
};
const keptTree = async (...digests: readonly Digest[]): Promise<Digest> => {
  const files = digests.map((digest, i): TreeFile => ({ path: `f${i}`, bytes: 1, digest, isExecutable: false }));
  return kept(Buffer.from(writeTree(files)));
};
const left = async (): Promise<ReadonlySet<Digest>> => {
  const found = new Set<Digest>();
  for await (const { digest } of store.entries()) found.add(digest);
  return found;
};

test('what a tree that is referred to holds stays, the rest goes once its grace has passed', async () => {
  const [a, b, c] = [await kept(bytesOf(1, 1)), await kept(bytesOf(2, 2)), await kept(bytesOf(3, 3))];
  const [wanted, unwanted] = [await keptTree(a, b), await keptTree(b, c)];
  trees = [wanted];
  now += graceMs;
  expect((await collector.collect()).items).toBe(0);
  now += 1;
  expect(await collector.collect()).toEqual({ items: 2, bytes: expect.any(Number) as number });
  expect(await left()).toEqual(new Set([a, b, wanted]));
  expect(await store.size(unwanted)).toBeNull();
});

test('what was asked for since is kept, though nothing refers to it yet', async () => {
  const digest = await kept(bytesOf(1));
  now += graceMs + 1;
  expect(await store.missing([digest])).toEqual([]);
  expect((await collector.collect()).items).toBe(0);
});

test('what a live attempt may have left is kept, though it is silent for longer than the grace', async () => {
  const before = await kept(bytesOf(1));
  now += 1;
  unreportedSince = now;
  const left = await kept(bytesOf(2));
  now += 100 * graceMs;
  expect((await collector.collect()).items).toBe(1);
  expect([await store.size(before), await store.size(left)]).toEqual([null, 2]);
  unreportedSince = null;
  expect((await collector.collect()).items).toBe(1);
});

test('a tree that cannot be read does not stop the round', async () => {
  const other = await kept(bytesOf(1));
  trees = [await kept(Buffer.from('no tree')), digestOf(bytesOf(9))];
  now += graceMs + 1;
  expect((await collector.collect()).items).toBe(1);
  expect((await left()).has(other)).toBe(false);
});

test('an upload that nobody goes on with goes, too', async () => {
  const bytes = bytesOf(10);
  await store.append(digestOf(bytes), { offset: 0, total: 10, pieces: [bytes.subarray(0, 5)] });
  now += graceMs + 1;
  await collector.collect();
  expect(await store.uploaded(digestOf(bytes))).toBe(0);
});

test('rounds do not overlap', async () => {
  const rounds = [collector.collect(), collector.collect()];
  expect(rounds[0]).toBe(rounds[1]);
  await Promise.all(rounds);
});
