import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  bytesOf,
  describeContentStore,
  digestOf,
  readContent,
  testQuotaBytes,
  whole,
  type ContentStoreHarness,
} from '../contract/content-store-contract.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import { realContentIo, type ContentIo } from './content-io.ts';
import { openContentFiles } from './open-content-files.ts';

describeContentStore('the content store of files', () => {
  const root = mkdtempSync(join(tmpdir(), 'orchion-content-'));
  const harness: ContentStoreHarness = {
    now: Date.now(),
    open: () => openContentFiles({ root, now: () => harness.now, quotaBytes: testQuotaBytes, freeBytesMin: 0 }),
    dispose: async () => rmSync(root, { recursive: true, force: true }),
  };
  return harness;
});

describe('on disk', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'orchion-content-'));
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
    rmSync(root, { recursive: true, force: true });
  });

  const opened: ContentStore[] = [];
  const open = (io: ContentIo = realContentIo, freeBytesMin = 0): ContentStore => {
    const store = openContentFiles({ root, now: Date.now, quotaBytes: 1e9, freeBytesMin, io });
    opened.push(store);
    return store;
  };
  const bytes = bytesOf(5000);
  const digest = digestOf(bytes);
  const path = () => join(root, digest.slice(0, 2), digest);

  test('content is sharded by its digest, for its owner only', async () => {
    await open().append(digest, whole(bytes));
    expect(readFileSync(path()).equals(bytes)).toBe(true);
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    expect(statSync(join(root, digest.slice(0, 2))).mode & 0o777).toBe(0o700);
  });

  /** Counts the steps, and from the given one on fails as a process that died would: nothing more happens. */
  const dyingAt = (step: number): ContentIo & { steps(): number } => {
    let count = 0;
    const guard =
      <A extends unknown[], T>(run: (...args: A) => Promise<T>) =>
      async (...args: A): Promise<T> => {
        if (++count > step) throw new Error('died');
        return run(...args);
      };
    return {
      write: guard(realContentIo.write),
      sync: guard(realContentIo.sync),
      rename: guard(realContentIo.rename),
      syncDirectory: guard(realContentIo.syncDirectory),
      touch: guard(realContentIo.touch),
      free: guard(realContentIo.free),
      steps: () => count,
    };
  };

  test('a crash between any two steps leaves whole content or none, and the upload goes on', async () => {
    const parts = [bytes.subarray(0, 2000), bytes.subarray(2000, 4000), bytes.subarray(4000)];
    const all = dyingAt(Infinity);
    await open(all).append(digest, { offset: 0, total: bytes.length, pieces: parts });
    expect(all.steps()).toBeGreaterThanOrEqual(8);
    for (let step = 0; step < all.steps(); step++) {
      rmSync(root, { recursive: true });
      await expect(open(dyingAt(step)).append(digest, { offset: 0, total: 5000, pieces: parts })).rejects.toThrow(
        'died',
      );
      const after = open();
      const size = await after.size(digest);
      expect([null, bytes.length]).toContain(size);
      const offset = await after.uploaded(digest);
      expect(await after.append(digest, { offset, total: 5000, pieces: [bytes.subarray(offset)] })).toEqual({
        kind: 'stored',
      });
      expect((await readContent(after, digest))?.equals(bytes)).toBe(true);
      expect(await after.usage()).toEqual({ bytes: 5000, items: 1 });
    }
  });

  test('an upload whose tail a crash has spoiled is found out by its digest, and sent again', async () => {
    await open().append(digest, { offset: 0, total: 5000, pieces: [bytes.subarray(0, 3000)] });
    const upload = join(root, 'uploads', digest);
    truncateSync(upload, 2000);
    truncateSync(upload, 3000);
    const store = open();
    const rest = { offset: 3000, total: 5000, pieces: [bytes.subarray(3000)] };
    expect(await store.append(digest, rest)).toMatchObject({ kind: 'wrong' });
    expect(await store.append(digest, whole(bytes))).toEqual({ kind: 'stored' });
  });

  test('files that are not ours are left alone and not counted', async () => {
    const store = open();
    await store.append(digest, whole(bytes));
    writeFileSync(join(root, digest.slice(0, 2), 'README'), 'x');
    writeFileSync(join(root, 'uploads', 'note'), 'x');
    const digests: string[] = [];
    for await (const entry of store.entries()) digests.push(entry.digest);
    expect(digests).toEqual([digest]);
    expect(await store.dropUploads(Infinity)).toBe(0);
  });

  test('a full disk is said, and the upload goes on once there is room', async () => {
    let isFull = false;
    const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
    const store = open({
      ...realContentIo,
      write: (file, piece, at) => (isFull ? Promise.reject(full) : realContentIo.write(file, piece, at)),
    });
    await store.append(digest, { offset: 0, total: 5000, pieces: [bytes.subarray(0, 1000)] });
    isFull = true;
    const rest = { offset: 1000, total: 5000, pieces: [bytes.subarray(1000)] };
    expect(await store.append(digest, rest)).toMatchObject({
      kind: 'full',
      message: expect.stringMatching(/disk is full/) as string,
    });
    expect(await store.uploaded(digest)).toBe(1000);
    isFull = false;
    expect(await store.append(digest, rest)).toEqual({ kind: 'stored' });
  });

  test('what the cluster’s own facts need stays free', async () => {
    const store = open({ ...realContentIo, free: () => Promise.resolve(10_000) }, 5001);
    expect(await store.append(digest, whole(bytes))).toMatchObject({
      kind: 'full',
      message: expect.stringMatching(/10000 bytes free.*5001 must stay free/) as string,
    });
  });

  test('after a failed fsync the upload is given up: nobody knows what the disk holds', async () => {
    const store = open({ ...realContentIo, sync: () => Promise.reject(new Error('EIO')) });
    await expect(store.append(digest, whole(bytes))).rejects.toMatchObject({ code: 'io' });
    expect(await store.uploaded(digest)).toBe(0);
  });

  test('more uploads at once than files are kept open', async () => {
    const store = open();
    const many = Array.from({ length: 200 }, (_, n) => bytesOf(100, n));
    await Promise.all(
      many.map((b) => store.append(digestOf(b), { offset: 0, total: 100, pieces: [b.subarray(0, 50)] })),
    );
    const outcomes = await Promise.all(
      many.map((b) => store.append(digestOf(b), { offset: 50, total: 100, pieces: [b.subarray(50)] })),
    );
    expect(outcomes.every(({ kind }) => kind === 'stored')).toBe(true);
  });
});
