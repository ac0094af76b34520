import type { LogChunk } from '@orchion/domain';
import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { jobIdOf } from '../contract/builders.ts';
import { logFilesHarness, type LogFilesHarness } from '../contract/log-files-harness.ts';
import { data, describeLogStore, fromStart, gap, plain, readAll, ref } from '../contract/log-store-contract.ts';
import { realIo, type LogFileIo } from './attempt-log.ts';

describeLogStore('The file log store', logFilesHarness);

describe('The file log store', () => {
  let harness: LogFilesHarness;
  beforeEach(() => {
    harness = logFilesHarness();
  });
  afterEach(() => harness.dispose());

  const systemError = (code: string): Error => Object.assign(new Error(`${code}: from the disk`), { code });

  test('any prefix of a file opens to a prefix of its records', async () => {
    const chunks: LogChunk[] = [];
    for (let i = 0; i < 8; i++) {
      chunks.push(
        data('stdout', i * 5, `line${i}`),
        i === 4 ? gap('stderr', 12, 7) : data('stderr', i < 4 ? i * 3 : i * 3 + 4, 'err'),
      );
    }
    const store = harness.open();
    await store.append(ref, chunks);
    await store.close();
    const whole = readFileSync(harness.path());
    expect(whole.length).toBeGreaterThan(16 * 28);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.uint8Array({ maxLength: 60 }), async (length, garbage) => {
        writeFileSync(harness.path(), Buffer.concat([whole.subarray(0, length), garbage]));
        const reopened = harness.open();
        const found = plain(await readAll(reopened));
        const durable = await reopened.durable(ref);
        await reopened.append(ref, [data('stdout', durable.stdout, 'goes on')]);
        const after = plain(await readAll(reopened));
        await reopened.close();
        expect(found).toEqual(plain(chunks.slice(0, found.length)));
        expect(after.slice(0, -1)).toEqual(found);
        // No more is lost than the record that was cut.
        const kept = chunks
          .slice(0, found.length)
          .reduce((sum, one) => sum + 28 + (one.kind === 'data' ? one.bytes.length : 8), 0);
        expect(length - kept).toBeLessThan(28 + 8);
      }),
      { numRuns: 150 },
    );
  });

  test('a hole in the unsynced end is found although good records follow it', async () => {
    const store = harness.open();
    await store.append(ref, [data('stdout', 0, 'aaaa'), data('stdout', 4, 'bbbb'), data('stdout', 8, 'cccc')]);
    await store.close();
    const bytes = readFileSync(harness.path());
    bytes.fill(0, 32 + 28, 64); // the second record's payload
    writeFileSync(harness.path(), bytes);
    expect(plain(await readAll(harness.open()))).toEqual(plain([data('stdout', 0, 'aaaa')]));
    expect(statSync(harness.path()).size).toBe(32);
  });

  test('a record that changed on the disk is an error to its reader, never wrong bytes', async () => {
    const store = harness.open();
    const chunks = Array.from({ length: 20 }, (_, i) => data('stdout', i * 2 ** 20, Buffer.alloc(2 ** 20, i)));
    for (const chunk of chunks) await store.append(ref, [chunk]);
    await store.close();
    const bytes = readFileSync(harness.path());
    bytes[5000] = 77;
    writeFileSync(harness.path(), bytes);
    const again = harness.open();
    expect((await again.durable(ref)).stdout).toBe(20 * 2 ** 20);
    await expect(again.read(ref, fromStart)).rejects.toMatchObject({ code: 'io' });
    const later = await again.read(ref, { ...fromStart, cursor: { stdout: 5 * 2 ** 20 + 1, stderr: 0 } });
    expect(later.chunks[0]).toMatchObject({ offset: 5 * 2 ** 20 + 1 });
  });

  test('more lost than a crash can tear is kept aside', async () => {
    const store = harness.open();
    for (let i = 0; i < 12; i++) await store.append(ref, [data('stdout', i * 2 ** 20, Buffer.alloc(2 ** 20, i))]);
    await store.close();
    const bytes = readFileSync(harness.path());
    bytes[2 ** 20 + 28] = 0; // the second record's kind
    writeFileSync(harness.path(), bytes);
    expect((await harness.open().durable(ref)).stdout).toBe(2 ** 20);
    expect(statSync(`${harness.path()}.damaged`).size).toBe(bytes.length);
  });

  test('a full disk refuses the append, keeps what was there, and the store goes on when there is room', async () => {
    let full = false;
    const io: LogFileIo = {
      ...realIo,
      async writev(file, buffers, position) {
        if (!full) return realIo.writev(file, buffers, position);
        // A disk that fills up takes a part first.
        const part = Buffer.concat(buffers).subarray(0, 10);
        if (part.length > 0) await file.write(part, 0, part.length, position);
        throw systemError('ENOSPC');
      },
    };
    const store = harness.openWith({ io });
    await store.append(ref, [data('stdout', 0, 'kept')]);
    const size = statSync(harness.path()).size;
    full = true;
    await expect(store.append(ref, [data('stdout', 4, 'refused')])).rejects.toMatchObject({ code: 'full' });
    expect(statSync(harness.path()).size).toBe(size);
    expect(plain(await readAll(store))).toEqual(plain([data('stdout', 0, 'kept')]));
    full = false;
    expect(await store.append(ref, [data('stdout', 4, 'taken')])).toEqual({ stdout: 9, stderr: 0 });
  });

  test('an fsync that fails is fatal: nothing is acknowledged any more', async () => {
    let broken = false;
    const io: LogFileIo = {
      ...realIo,
      datasync: (file) => (broken ? Promise.reject(systemError('EIO')) : realIo.datasync(file)),
    };
    const store = harness.openWith({ io });
    await store.append(ref, [data('stdout', 0, 'kept')]);
    broken = true;
    await expect(store.append(ref, [data('stdout', 4, 'x')])).rejects.toMatchObject({ code: 'io' });
    broken = false;
    await expect(store.append(ref, [data('stdout', 4, 'x')])).rejects.toMatchObject({ code: 'io' });
    await store.close();
    expect(await harness.open().durable(ref)).toEqual({ stdout: 4, stderr: 0 });
  });

  test('appends that come while an fsync runs share the next one', async () => {
    let syncs = 0;
    let release = (): void => undefined;
    const io: LogFileIo = {
      ...realIo,
      async datasync(file) {
        if (++syncs === 1) await new Promise<void>((resolve) => (release = resolve));
        await realIo.datasync(file);
      },
    };
    const store = harness.openWith({ io });
    const first = store.append(ref, [data('stdout', 0, 'a')]);
    await expect.poll(() => syncs).toBe(1);
    const rest = Array.from({ length: 20 }, (_, i) => store.append(ref, [data('stdout', 1 + i, 'b')]));
    let answered = false;
    void Promise.race(rest).then(() => (answered = true));
    expect((await readAll(store)).length).toBe(0);
    expect(answered).toBe(false);
    release();
    await Promise.all([first, ...rest]);
    expect(syncs).toBe(2);
  });

  test('short writes are gone on with', async () => {
    const io: LogFileIo = {
      ...realIo,
      async writev(file, buffers, position) {
        const part = Buffer.concat(buffers).subarray(0, 7);
        return (await file.write(part, 0, part.length, position)).bytesWritten;
      },
    };
    const store = harness.openWith({ io });
    const chunks = [
      data('stdout', 0, 'hello world'),
      data('stderr', 0, Buffer.alloc(20_000, 7)),
      data('stdout', 11, '!'),
    ];
    await store.append(ref, chunks);
    expect(plain(await readAll(store))).toEqual(plain(chunks));
  });

  test('data larger than a record is stored in pieces', async () => {
    const store = harness.open();
    const bytes = Buffer.alloc(9 * 2 ** 20 + 3, 'abcdefg');
    await store.append(ref, [data('stdout', 0, bytes)]);
    const found = await readAll(store);
    expect(
      Buffer.concat(found.map((chunk) => (chunk.kind === 'data' ? chunk.bytes : Buffer.alloc(0)))).equals(bytes),
    ).toBe(true);
  });

  test('only so many files stay open, and every log goes on', async () => {
    const store = harness.openWith({ openFilesMax: 3 });
    const attempts = Array.from({ length: 12 }, (_, i) => ({ jobId: jobIdOf(i + 1), number: 1 }));
    for (let round = 0; round < 4; round++) {
      await Promise.all(attempts.map((attempt) => store.append(attempt, [data('stdout', round * 2, 'xy')])));
    }
    for (const attempt of attempts) expect(await store.durable(attempt)).toEqual({ stdout: 8, stderr: 0 });
    const folder = harness.path().split('/').slice(0, -3).join('/');
    const open = (): number =>
      readdirSync('/proc/self/fd').filter((fd) => {
        try {
          return readlinkSync(`/proc/self/fd/${fd}`).startsWith(folder);
        } catch {
          return false;
        }
      }).length;
    if (existsSync('/proc/self/fd')) await expect.poll(open).toBeLessThanOrEqual(3);
  });

  test('removals, appends and reads of one job at the same time end, and leave a readable log', async () => {
    const store = harness.openWith({ openFilesMax: 1 });
    const work: Promise<unknown>[] = [];
    for (let i = 0; i < 60; i++) {
      const attempt = { jobId: ref.jobId, number: (i % 3) + 1 };
      work.push(store.append(attempt, [data('stdout', 0, `text ${i}`)]), store.read(attempt, fromStart));
      if (i % 7 === 0) work.push(store.remove(ref.jobId));
    }
    await Promise.all(work);
    for (const number of [1, 2, 3]) {
      const attempt = { jobId: ref.jobId, number };
      const found = await readAll(store, {}, attempt);
      expect(await store.durable(attempt)).toEqual({
        stdout: found.reduce((n, c) => n + (c.kind === 'data' ? c.bytes.length : 0), 0),
        stderr: 0,
      });
    }
  });

  test('a file that ends with foreign bytes is cut at its last whole record', async () => {
    const store = harness.open();
    await store.append(ref, [data('stdout', 0, 'abc')]);
    await store.close();
    const { size } = statSync(harness.path());
    await appendFile(harness.path(), Buffer.alloc(100_000));
    expect(await harness.open().durable(ref)).toEqual({ stdout: 3, stderr: 0 });
    expect(statSync(harness.path()).size).toBe(size);
  });
});
