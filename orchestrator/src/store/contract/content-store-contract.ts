/** What every content store must do. Each implementation's test calls `describeContentStore` with a harness on a fresh disk. */
import { trustDigest, type Digest } from '@orchion/domain';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ContentStore } from '../../ports/content-store.ts';

export interface ContentStoreHarness {
  /** Quota: `testQuotaBytes`. */
  open(): ContentStore;
  /** Milliseconds since the epoch, by which uses are noted; tests move it. */
  now: number;
  dispose(): Promise<void>;
}

export const testQuotaBytes = 1_000_000;

export const digestOf = (bytes: Uint8Array): Digest => trustDigest(createHash('sha256').update(bytes).digest('hex'));

export const bytesOf = (length: number, seed = 1): Buffer =>
  Buffer.from(Array.from({ length }, (_, i) => (i * 31 + seed * 17 + (i >> 8)) & 0xff));

export async function readContent(
  store: ContentStore,
  digest: Digest,
  range: { readonly offset: number; readonly length: number } = { offset: 0, length: Number.MAX_SAFE_INTEGER },
): Promise<Buffer | null> {
  const pieces = await store.read(digest, range);
  if (pieces === null) return null;
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

export const whole = (bytes: Uint8Array) => ({ offset: 0, total: bytes.length, pieces: [bytes] });

export function describeContentStore(name: string, create: () => ContentStoreHarness): void {
  describe(`${name} keeps the contract of content stores:`, () => {
    let harness: ContentStoreHarness;
    let store: ContentStore;
    beforeEach(() => {
      harness = create();
      store = harness.open();
    });
    afterEach(async () => {
      await store.close();
      await harness.dispose();
    });
    const reopen = async (): Promise<void> => {
      await store.close();
      store = harness.open();
    };

    test('what was never sent is not there', async () => {
      const digest = digestOf(bytesOf(3));
      expect(await store.size(digest)).toBeNull();
      expect(await store.uploaded(digest)).toBe(0);
      expect(await store.missing([digest])).toEqual([digest]);
      expect(await readContent(store, digest)).toBeNull();
      expect(await store.remove(digest, Number.MAX_SAFE_INTEGER)).toBe(false);
    });

    test.each([0, 1, 65_536, 300_000])('%i bytes come back as they went in, also after a restart', async (length) => {
      const bytes = bytesOf(length);
      const digest = digestOf(bytes);
      expect(await store.append(digest, whole(bytes))).toEqual({ kind: 'stored' });
      await reopen();
      expect(await store.size(digest)).toBe(length);
      expect(await readContent(store, digest)).toEqual(bytes);
      expect(await store.missing([digest])).toEqual([]);
    });

    test('a range is read without the rest', async () => {
      const bytes = bytesOf(10_000);
      const digest = digestOf(bytes);
      await store.append(digest, whole(bytes));
      expect(await readContent(store, digest, { offset: 10, length: 5 })).toEqual(bytes.subarray(10, 15));
      expect(await readContent(store, digest, { offset: 9_999, length: 1 })).toEqual(bytes.subarray(9_999));
      expect(await readContent(store, digest, { offset: 4, length: 0 })).toEqual(Buffer.alloc(0));
    });

    test('an upload goes on where it stopped, also after a restart', async () => {
      const bytes = bytesOf(1000);
      const digest = digestOf(bytes);
      const part = (from: number, to: number) => ({ offset: from, total: 1000, pieces: [bytes.subarray(from, to)] });
      expect(await store.append(digest, part(0, 300))).toEqual({ kind: 'partial', offset: 300 });
      expect(await store.uploaded(digest)).toBe(300);
      expect(await store.size(digest)).toBeNull();
      expect(await store.missing([digest])).toEqual([digest]);
      await reopen();
      expect(await store.uploaded(digest)).toBe(300);
      expect(await store.append(digest, part(500, 700))).toEqual({ kind: 'gap', offset: 300 });
      // What is there already is passed over.
      expect(await store.append(digest, part(200, 600))).toEqual({ kind: 'partial', offset: 600 });
      expect(await store.append(digest, part(600, 1000))).toEqual({ kind: 'stored' });
      expect(await store.uploaded(digest)).toBe(0);
      expect(await readContent(store, digest)).toEqual(bytes);
    });

    test('a sender that breaks off leaves what it sent', async () => {
      const bytes = bytesOf(1000);
      const digest = digestOf(bytes);
      const cut = new Error('the connection was cut');
      const broken = (function* () {
        yield bytes.subarray(0, 400);
        throw cut;
      })();
      await expect(store.append(digest, { offset: 0, total: 1000, pieces: broken })).rejects.toBe(cut);
      expect(await store.uploaded(digest)).toBe(400);
      const rest = { offset: 400, total: 1000, pieces: [bytes.subarray(400)] };
      expect(await store.append(digest, rest)).toEqual({ kind: 'stored' });
    });

    test('what is not what its name says is dropped, and can be sent again', async () => {
      const bytes = bytesOf(1000);
      const digest = digestOf(bytes);
      const wrong = Buffer.from(bytes);
      wrong[500] = (wrong[500] ?? 0) ^ 1;
      const outcome = await store.append(digest, whole(wrong));
      expect(outcome).toMatchObject({ kind: 'wrong', message: expect.stringContaining(digest) as string });
      expect(await store.size(digest)).toBeNull();
      expect(await store.uploaded(digest)).toBe(0);
      expect((await store.usage()).bytes).toBe(0);
      expect(await store.append(digest, whole(bytes))).toEqual({ kind: 'stored' });
    });

    test('more than was announced is not taken', async () => {
      const bytes = bytesOf(10);
      const outcome = await store.append(digestOf(bytes), { offset: 0, total: 9, pieces: [bytes] });
      expect(outcome).toMatchObject({ kind: 'wrong' });
    });

    test('what is there is not taken twice', async () => {
      const bytes = bytesOf(100);
      await store.append(digestOf(bytes), whole(bytes));
      const unread: Iterable<Uint8Array> = {
        [Symbol.iterator]: () => {
          throw new Error('was read');
        },
      };
      expect(await store.append(digestOf(bytes), { ...whole(bytes), pieces: unread })).toEqual({ kind: 'stored' });
      expect(await store.usage()).toEqual({ bytes: 100, items: 1 });
    });

    test('several senders of one content at once help each other', async () => {
      const bytes = bytesOf(50_000);
      const digest = digestOf(bytes);
      const slow = async function* (step: number) {
        for (let at = 0; at < bytes.length; at += step) {
          await new Promise((resolve) => setImmediate(resolve));
          yield bytes.subarray(at, at + step);
        }
      };
      const outcomes = await Promise.all(
        [1000, 700, 3000, 50_000, 1].map((step) =>
          store.append(digest, { offset: 0, total: bytes.length, pieces: slow(step) }),
        ),
      );
      expect(outcomes.every(({ kind }) => kind === 'stored')).toBe(true);
      expect(await readContent(store, digest)).toEqual(bytes);
      expect(await store.usage()).toEqual({ bytes: 50_000, items: 1 });
    });

    test('beyond the quota nothing is taken, and what is there stays readable', async () => {
      const first = bytesOf(testQuotaBytes - 10);
      await store.append(digestOf(first), whole(first));
      const second = bytesOf(11, 2);
      const outcome = await store.append(digestOf(second), whole(second));
      expect(outcome).toMatchObject({ kind: 'full', message: expect.stringContaining(`${testQuotaBytes}`) as string });
      expect(await store.uploaded(digestOf(second))).toBe(0);
      const third = bytesOf(10, 3);
      expect(await store.append(digestOf(third), whole(third))).toEqual({ kind: 'stored' });
      expect(await store.size(digestOf(first))).toBe(first.length);
    });

    test('what is unused is removed, what was asked for since is kept', async () => {
      const [old, used] = [bytesOf(10, 1), bytesOf(10, 2)];
      for (const bytes of [old, used]) await store.append(digestOf(bytes), whole(bytes));
      harness.now += 3_600_000;
      expect(await store.missing([digestOf(used)])).toEqual([]);
      const since = harness.now;
      harness.now += 3_600_000;
      const digests: Digest[] = [];
      for await (const { digest } of store.entries()) digests.push(digest);
      expect(digests.sort()).toEqual([digestOf(old), digestOf(used)].sort());
      expect(await store.remove(digestOf(used), since)).toBe(false);
      expect(await store.remove(digestOf(old), since)).toBe(true);
      expect(await store.missing([digestOf(old), digestOf(used)])).toEqual([digestOf(old)]);
      expect(await store.usage()).toEqual({ bytes: 10, items: 1 });
    });

    test('an upload that nobody goes on with is dropped', async () => {
      const bytes = bytesOf(10);
      await store.append(digestOf(bytes), { offset: 0, total: 10, pieces: [bytes.subarray(0, 4)] });
      expect(await store.dropUploads(0)).toBe(0);
      expect(await store.dropUploads(Number.MAX_SAFE_INTEGER)).toBe(1);
      expect(await store.uploaded(digestOf(bytes))).toBe(0);
      expect(await store.usage()).toEqual({ bytes: 0, items: 0 });
      expect(await store.append(digestOf(bytes), whole(bytes))).toEqual({ kind: 'stored' });
    });

    test('what is being read is not torn away', async () => {
      const bytes = bytesOf(600_000);
      await store.append(digestOf(bytes), whole(bytes));
      const pieces = await store.read(digestOf(bytes), { offset: 0, length: bytes.length });
      const all: Uint8Array[] = [];
      for await (const piece of pieces ?? []) {
        if (all.length === 0) await store.remove(digestOf(bytes), Number.MAX_SAFE_INTEGER);
        all.push(piece);
      }
      expect(Buffer.concat(all).equals(bytes)).toBe(true);
    });

    test('a closed store says so', async () => {
      await store.close();
      await expect(store.size(digestOf(bytesOf(1)))).rejects.toMatchObject({ code: 'closed' });
    });

    test('whatever parts are sent in whatever order, an upload ends right or goes on', async () => {
      const part = fc.record({ from: fc.nat(60), length: fc.nat(60), restart: fc.boolean() });
      await fc.assert(
        fc.asyncProperty(fc.array(part, { maxLength: 12 }), fc.nat(1000), async (parts, seed) => {
          const bytes = bytesOf(60, seed);
          const digest = digestOf(bytes);
          for (const { from, length, restart } of parts) {
            if (restart) await reopen();
            const there = (await store.size(digest)) !== null;
            const before = there ? bytes.length : await store.uploaded(digest);
            const sent = { offset: from, total: 60, pieces: [bytes.subarray(from, from + length)] };
            const outcome = await store.append(digest, sent);
            const end = Math.min(60, from + length);
            if (there || (from <= before && Math.max(before, end) === 60)) expect(outcome).toEqual({ kind: 'stored' });
            else if (from > before) expect(outcome).toEqual({ kind: 'gap', offset: before });
            else expect(outcome).toEqual({ kind: 'partial', offset: Math.max(before, end) });
          }
          await store.append(digest, whole(bytes));
          expect((await readContent(store, digest))?.equals(bytes)).toBe(true);
        }),
        { numRuns: 30 },
      );
    });
  });
}
