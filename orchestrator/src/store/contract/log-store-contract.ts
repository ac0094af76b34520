/** What every log store must do. Each implementation's test calls `describeLogStore` with a harness on a fresh disk. */
import {
  advance,
  chunkLength,
  startOfLog,
  type AttemptRef,
  type LogChunk,
  type LogCursor,
  type LogStream,
} from '@orchion/domain';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LogReadRequest, LogStore } from '../../ports/log-store.ts';
import { jobIdOf } from './builders.ts';

export interface LogStoreHarness {
  open(): LogStore;
  /** The process dies with the store open; what was answered is what the next `open` finds. */
  crash(): Promise<void>;
  dispose(): Promise<void>;
}

export const ref: AttemptRef = { jobId: jobIdOf(1), number: 1 };
const other: AttemptRef = { jobId: jobIdOf(1), number: 2 };

export function data(stream: LogStream, offset: number, text: string | Uint8Array, at = 1000): LogChunk {
  return { kind: 'data', stream, offset, at, bytes: typeof text === 'string' ? Buffer.from(text) : text };
}

export function gap(stream: LogStream, offset: number, length: number, at = 1000): LogChunk {
  return { kind: 'gap', stream, offset, at, length, reason: 'cap' };
}

export const fromStart: LogReadRequest = {
  cursor: startOfLog,
  stream: 'both',
  sinceAt: null,
  maxBytes: 1024 * 1024,
  position: null,
};

/** Everything from the request on, page after page. */
export async function readAll(
  store: LogStore,
  request: Partial<LogReadRequest> = {},
  attempt = ref,
): Promise<readonly LogChunk[]> {
  const chunks: LogChunk[] = [];
  let next = { ...fromStart, ...request };
  for (;;) {
    const read = await store.read(attempt, next);
    if (read.next === next.position) return chunks;
    chunks.push(...read.chunks);
    next = { ...next, cursor: read.cursor, position: read.next };
  }
}

/** In a form that compares well: bytes as text, whatever kind of array they came in. */
export function plain(chunks: readonly LogChunk[]): readonly unknown[] {
  return chunks.map((chunk) =>
    chunk.kind === 'data' ? { ...chunk, bytes: Buffer.from(chunk.bytes).toString('latin1') } : chunk,
  );
}

export function describeLogStore(name: string, create: () => LogStoreHarness): void {
  describe(`${name} keeps the contract of log stores:`, () => {
    let harness: LogStoreHarness;
    let store: LogStore;
    beforeEach(() => {
      harness = create();
      store = harness.open();
    });
    afterEach(async () => {
      await store.close();
      await harness.dispose();
    });

    test('an attempt without a log has nothing', async () => {
      expect(await store.durable(ref)).toEqual(startOfLog);
      expect(await store.read(ref, fromStart)).toMatchObject({ chunks: [], cursor: startOfLog });
    });

    test('chunks come back in the order in which they were stored, byte for byte', async () => {
      const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
      const chunks = [
        data('stdout', 0, bytes, 1),
        data('stderr', 0, 'error\r\n', 2.5),
        gap('stdout', 256, 6_000_000_000, 3),
        data('stdout', 6_000_000_256, '\0\xff', 4),
      ];
      const end = { stdout: 6_000_000_256 + Buffer.from('\0\xff').length, stderr: 7 };
      expect(await store.append(ref, chunks)).toEqual(end);
      expect(await store.durable(ref)).toEqual(end);
      expect(plain(await readAll(store))).toEqual(plain(chunks));
      expect(await store.durable(other)).toEqual(startOfLog);
    });

    test('what was answered is there after a crash', async () => {
      const chunks = [data('stdout', 0, 'one'), data('stderr', 0, 'two'), gap('stderr', 3, 9)];
      await store.append(ref, chunks);
      await harness.crash();
      store = harness.open();
      expect(await store.durable(ref)).toEqual({ stdout: 3, stderr: 12 });
      expect(plain(await readAll(store))).toEqual(plain(chunks));
      expect(await store.append(ref, [data('stdout', 3, 'more')])).toEqual({ stdout: 7, stderr: 12 });
      expect(plain(await readAll(store))).toEqual(plain([...chunks, data('stdout', 3, 'more')]));
    });

    test('what is sent twice is stored once, what overlaps is cut', async () => {
      await store.append(ref, [data('stdout', 0, 'abcd')]);
      expect(await store.append(ref, [data('stdout', 0, 'abcd')])).toEqual({ stdout: 4, stderr: 0 });
      expect(await store.append(ref, [data('stdout', 2, 'cdef'), gap('stdout', 5, 5)])).toEqual({
        stdout: 10,
        stderr: 0,
      });
      expect(await store.append(ref, [data('stdout', 7, 'no')])).toEqual({ stdout: 10, stderr: 0 });
      expect(plain(await readAll(store))).toEqual(
        plain([data('stdout', 0, 'abcd'), data('stdout', 4, 'ef'), gap('stdout', 6, 4)]),
      );
    });

    test('a chunk beyond the end is not stored, and the answer says from where to go on', async () => {
      expect(await store.append(ref, [data('stdout', 3, 'later'), data('stderr', 0, 'e')])).toEqual({
        stdout: 0,
        stderr: 1,
      });
      expect(plain(await readAll(store))).toEqual(plain([data('stderr', 0, 'e')]));
    });

    test('chunks without bytes leave nothing', async () => {
      expect(await store.append(ref, [data('stdout', 0, ''), gap('stderr', 0, 0)])).toEqual(startOfLog);
      expect(await readAll(store)).toEqual([]);
    });

    test('a reader begins in the middle of a chunk and sees each byte once', async () => {
      await store.append(ref, [
        data('stdout', 0, 'hello '),
        data('stderr', 0, 'oops'),
        data('stdout', 6, 'world'),
        gap('stdout', 11, 9),
      ]);
      const read = await store.read(ref, { ...fromStart, cursor: { stdout: 8, stderr: 4 } });
      expect(plain(read.chunks)).toEqual(plain([data('stdout', 8, 'rld'), gap('stdout', 11, 9)]));
      expect(read.cursor).toEqual({ stdout: 20, stderr: 4 });
      expect(plain(await readAll(store, { cursor: { stdout: 15, stderr: 99 } }))).toEqual(
        plain([gap('stdout', 15, 5)]),
      );
    });

    test('one stream is read without moving the other cursor', async () => {
      await store.append(ref, [data('stdout', 0, 'out'), data('stderr', 0, 'err'), data('stdout', 3, 'put')]);
      const read = await store.read(ref, { ...fromStart, stream: 'stdout' });
      expect(plain(read.chunks)).toEqual(plain([data('stdout', 0, 'out'), data('stdout', 3, 'put')]));
      expect(read.cursor).toEqual({ stdout: 6, stderr: 0 });
    });

    test('chunks before a time are passed over, and the cursor with them', async () => {
      await store.append(ref, [
        data('stdout', 0, 'old', 10),
        data('stderr', 0, 'new', 20),
        data('stdout', 3, 'er', 21),
      ]);
      const read = await store.read(ref, { ...fromStart, sinceAt: 20 });
      expect(plain(read.chunks)).toEqual(plain([data('stderr', 0, 'new', 20), data('stdout', 3, 'er', 21)]));
      expect(read.cursor).toEqual({ stdout: 5, stderr: 3 });
      const none = await store.read(ref, { ...fromStart, sinceAt: 99 });
      expect(none).toMatchObject({ chunks: [], cursor: { stdout: 5, stderr: 3 } });
    });

    test('a read ends at about the wanted size and the next one goes on from there', async () => {
      const chunks = Array.from({ length: 40 }, (_, i) => data('stdout', i * 1000, 'x'.repeat(1000)));
      await store.append(ref, chunks);
      const first = await store.read(ref, { ...fromStart, maxBytes: 5000 });
      expect(first.chunks).toHaveLength(5);
      const rest = await readAll(store, { cursor: first.cursor, position: first.next, maxBytes: 5000 });
      expect(plain([...first.chunks, ...rest])).toEqual(plain(chunks));
    });

    test('a reader at the end goes on with what comes later', async () => {
      await store.append(ref, [data('stdout', 0, 'a')]);
      const first = await store.read(ref, fromStart);
      const again = { ...fromStart, cursor: first.cursor, position: first.next };
      expect((await store.read(ref, again)).chunks).toEqual([]);
      await store.append(ref, [data('stdout', 1, 'b')]);
      expect(plain((await store.read(ref, again)).chunks)).toEqual(plain([data('stdout', 1, 'b')]));
    });

    test('listeners hear of new durable bytes only, until they are disposed of', async () => {
      let heard = 0;
      let durable: LogCursor = startOfLog;
      const listening = store.onAppend(ref, () => {
        heard++;
        void store.durable(ref).then((cursor) => (durable = cursor));
      });
      await store.append(other, [data('stdout', 0, 'x')]);
      expect(heard).toBe(0);
      await store.append(ref, [data('stdout', 0, 'abc')]);
      await store.append(ref, [data('stdout', 0, 'abc')]);
      expect(heard).toBe(1);
      await expect.poll(() => durable).toEqual({ stdout: 3, stderr: 0 });
      listening.dispose();
      listening.dispose();
      await store.append(ref, [data('stdout', 3, 'd')]);
      expect(heard).toBe(1);
    });

    test('whoever follows while it grows, at whatever pace, reads what a later reader finds', async () => {
      const listenings = [store.onAppend(ref, () => undefined), store.onAppend(ref, () => undefined)];
      const requests: readonly Partial<LogReadRequest>[] = [
        { stream: 'both', maxBytes: 700 },
        { stream: 'stdout', maxBytes: 5_000_000 },
        { stream: 'stderr', maxBytes: 1 },
        { stream: 'both', sinceAt: 1_060, maxBytes: 5_000_000 },
      ];
      const followers = requests.map((request) => ({ next: { ...fromStart, ...request }, seen: [] as LogChunk[] }));
      let cursor = startOfLog;
      for (let i = 0; i < 120; i++) {
        const stream = i % 3 === 0 ? 'stderr' : 'stdout';
        const chunk =
          i % 7 === 0
            ? gap(stream, cursor[stream], 10 + i, 1_000 + i)
            : data(stream, cursor[stream], Buffer.alloc(1 + ((i * 7_919) % 90_000), i), 1_000 + i);
        cursor = await store.append(ref, [chunk]);
        for (const [pace, follower] of followers.entries()) {
          if (i % (pace + 1) !== 0) continue;
          const read = await store.read(ref, follower.next);
          follower.seen.push(...read.chunks);
          follower.next = { ...follower.next, cursor: read.cursor, position: read.next };
        }
        if (i === 80) listenings[0]?.dispose();
      }
      for (const [i, follower] of followers.entries()) {
        follower.seen.push(...(await readAll(store, follower.next)));
        expect(plain(follower.seen)).toEqual(plain(await readAll(store, requests[i])));
      }
      listenings[1]?.dispose();
      await harness.crash();
      store = harness.open();
      for (const [i, follower] of followers.entries()) {
        expect(plain(follower.seen)).toEqual(plain(await readAll(store, requests[i])));
      }
    });

    test('appends that are sent without waiting are stored in their order', async () => {
      const sent = Array.from({ length: 50 }, (_, i) => store.append(ref, [data('stdout', i * 2, `${i}`.padStart(2))]));
      const answers = await Promise.all(sent);
      expect(answers.every((cursor, i) => cursor.stdout >= (i + 1) * 2)).toBe(true);
      expect((await readAll(store)).reduce((end, chunk) => advance(end, chunk), startOfLog).stdout).toBe(100);
    });

    test('a removed job has no logs, and may get new ones', async () => {
      const neighbour = { jobId: jobIdOf(2), number: 1 };
      await Promise.all([ref, other, neighbour].map((attempt) => store.append(attempt, [data('stdout', 0, 'abc')])));
      await store.remove(ref.jobId);
      expect(await store.durable(ref)).toEqual(startOfLog);
      expect(await store.durable(other)).toEqual(startOfLog);
      expect(await store.durable(neighbour)).toEqual({ stdout: 3, stderr: 0 });
      await store.remove(ref.jobId);
      expect(await store.append(ref, [data('stdout', 0, 'z')])).toEqual({ stdout: 1, stderr: 0 });
    });

    test('after closing nothing is answered', async () => {
      const last = store.append(ref, [data('stdout', 0, 'abc')]);
      await store.close();
      // What was asked before is answered, or refused, but never left open.
      await last.catch(() => undefined);
      await expect(store.append(ref, [data('stdout', 0, 'abc')])).rejects.toMatchObject({ code: 'closed' });
      await expect(store.read(ref, fromStart)).rejects.toMatchObject({ code: 'closed' });
    });

    test('whatever was written, any reader with any cursor sees exactly the bytes after it', async () => {
      let number = 10;
      const piece = fc.record({
        stream: fc.constantFrom<LogStream>('stdout', 'stderr'),
        text: fc.string({ minLength: 1, maxLength: 30 }),
        gap: fc.boolean(),
        back: fc.nat(10),
      });
      await fc.assert(
        fc.asyncProperty(
          fc.array(piece, { maxLength: 30 }),
          fc.nat(200),
          fc.nat(200),
          fc.integer({ min: 1, max: 100 }),
          async (pieces, stdout, stderr, maxBytes) => {
            const attempt = { jobId: jobIdOf(3), number: ++number };
            const written: Record<LogStream, string> = { stdout: '', stderr: '' };
            for (const one of pieces) {
              const offset = Math.max(0, written[one.stream].length - one.back);
              const text = Buffer.from(one.text).toString('latin1');
              const chunk = one.gap
                ? gap(one.stream, offset, text.length)
                : data(one.stream, offset, Buffer.from(text, 'latin1'));
              await store.append(attempt, [chunk]);
              const fresh = (one.gap ? '\u{2400}'.repeat(text.length) : text).slice(
                written[one.stream].length - offset,
              );
              written[one.stream] += fresh;
            }
            const seen: Record<LogStream, string> = { stdout: '', stderr: '' };
            for (const chunk of await readAll(store, { cursor: { stdout, stderr }, maxBytes }, attempt)) {
              seen[chunk.stream] +=
                chunk.kind === 'gap'
                  ? '\u{2400}'.repeat(chunkLength(chunk))
                  : Buffer.from(chunk.bytes).toString('latin1');
            }
            expect(seen).toEqual({ stdout: written.stdout.slice(stdout), stderr: written.stderr.slice(stderr) });
          },
        ),
        { numRuns: 40 },
      );
    });
  });
}
