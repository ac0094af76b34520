import { startOfLog, type AttemptRef, type LogChunk } from '@orchion/domain';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AttemptDirectory, KnownAttempt } from '../ports/attempt-directory.ts';
import type { LogStore } from '../ports/log-store.ts';
import type { Timer } from '../ports/timer.ts';
import { jobIdOf, nodeIdOf } from '../store/contract/builders.ts';
import { data, plain } from '../store/contract/log-store-contract.ts';
import { openLogFiles } from '../store/log-files/open-log-files.ts';
import { createMemoryLogStore } from '../store/log-memory/create-memory-log-store.ts';
import { createLogHub } from './create-log-hub.ts';
import type { LogHub, TailEvent, TailRequest } from './log-hub.ts';

const jobId = jobIdOf(1);
const node = nodeIdOf(1);
const first: AttemptRef = { jobId, number: 1 };
const second: AttemptRef = { jobId, number: 2 };
const live: KnownAttempt = { nodeId: node, ended: false, logLengths: null, nodeGone: false };
const ended = (stdout: number, stderr = 0): KnownAttempt => ({ ...live, ended: true, logLengths: { stdout, stderr } });

/** Attempts of one job, set by the test. */
class Attempts implements AttemptDirectory {
  readonly known = new Map<number, KnownAttempt>();
  exists = true;
  jobEnded = false;
  readonly listeners = new Set<() => void>();
  set(number: number, attempt: KnownAttempt, { jobEnded = false } = {}): void {
    this.known.set(number, attempt);
    this.jobEnded = jobEnded;
    for (const listener of [...this.listeners]) listener();
  }
  find(ref: AttemptRef): KnownAttempt | null {
    return (this.exists && ref.jobId === jobId && this.known.get(ref.number)) || null;
  }
  latest(id: typeof jobId): { number: number; jobEnded: boolean } | null {
    return this.exists && id === jobId ? { number: this.known.size, jobEnded: this.jobEnded } : null;
  }
  onChange(_: typeof jobId, listener: () => void): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }
}

/** A timer that rings when the test says so. */
class HandTimer implements Timer {
  readonly armed = new Set<{ readonly ms: number; readonly ring: () => void }>();
  after(ms: number, ring: () => void): { dispose(): void } {
    const one = { ms, ring };
    this.armed.add(one);
    return { dispose: () => this.armed.delete(one) };
  }
  ring(): void {
    for (const one of [...this.armed]) {
      this.armed.delete(one);
      one.ring();
    }
  }
}

const request: TailRequest = {
  jobId,
  attempt: null,
  stream: 'both',
  cursor: startOfLog,
  sinceAt: null,
  follow: false,
};

const stores = {
  memory: (): { store: LogStore; dispose: () => Promise<void> } => {
    const store = createMemoryLogStore();
    return { store, dispose: () => store.close() };
  },
  file: (): { store: LogStore; dispose: () => Promise<void> } => {
    const root = mkdtempSync(join(tmpdir(), 'orchion-hub-'));
    const store = openLogFiles({ root });
    const dispose = async (): Promise<void> => {
      await store.close();
      await rm(root, { recursive: true });
    };
    return { store, dispose };
  },
};

describe.each(Object.entries(stores))('The log hub over the %s log store', (_, open) => {
  let store: LogStore;
  let dispose: () => Promise<void>;
  let attempts: Attempts;
  let timer: HandTimer;
  let hub: LogHub;
  let stop: AbortController;
  beforeEach(() => {
    ({ store, dispose } = open());
    attempts = new Attempts();
    timer = new HandTimer();
    stop = new AbortController();
    hub = createLogHub({ logStore: store, attempts, timer, clock: { now: () => 7000 } });
  });
  afterEach(async () => {
    stop.abort();
    // Whoever stopped reading leaves nothing behind.
    await expect.poll(() => attempts.listeners.size + timer.armed.size).toBe(0);
    await dispose();
  });

  /** Reads in the background; `seen` grows. */
  const follow = (over: Partial<TailRequest> = {}): { readonly seen: TailEvent[]; readonly done: Promise<void> } => {
    const seen: TailEvent[] = [];
    const tail = hub.tail({ ...request, follow: true, ...over }, stop.signal);
    if (tail === null) throw new Error('there is such a log');
    const done = (async () => {
      for await (const event of tail) seen.push(event);
    })();
    return { seen, done };
  };
  const tailAll = async (over: Partial<TailRequest> = {}): Promise<readonly TailEvent[]> => {
    const { seen, done } = follow({ follow: false, ...over });
    await done;
    return seen;
  };
  const shown = (events: readonly TailEvent[]): readonly string[] =>
    events.map((event) => {
      if (event.kind === 'heartbeat') return `${event.attempt} heartbeat`;
      if (event.kind === 'end') return `${event.attempt} ${event.complete ? 'complete' : 'so far'}`;
      const { chunk } = event;
      const what = chunk.kind === 'data' ? Buffer.from(chunk.bytes).toString() : `${chunk.length} lost`;
      return `${event.attempt} ${chunk.stream} ${chunk.offset} ${what}`;
    });
  const append = (attempt: AttemptRef, ...chunks: LogChunk[]): ReturnType<LogHub['append']> =>
    hub.append(node, [{ attempt, chunks }]);

  test('appends of the attempt’s own node are stored, others are unwanted', async () => {
    attempts.set(1, live);
    const chunks = [data('stdout', 0, 'abc')];
    expect(await append(first, ...chunks)).toEqual([
      { attempt: first, durable: { stdout: 3, stderr: 0 }, unwanted: false },
    ]);
    const unwanted = { durable: startOfLog, unwanted: true };
    expect(await hub.append(nodeIdOf(2), [{ attempt: first, chunks }])).toEqual([{ attempt: first, ...unwanted }]);
    expect(
      await hub.append(node, [
        { attempt: second, chunks },
        { attempt: first, chunks: [data('stdout', 3, 'd')] },
      ]),
    ).toEqual([
      { attempt: second, ...unwanted },
      { attempt: first, durable: { stdout: 4, stderr: 0 }, unwanted: false },
    ]);
    expect(await store.durable(second)).toEqual(startOfLog);
  });

  test('there is no log of a job or an attempt that is not there', () => {
    expect(hub.tail({ ...request, attempt: 1 }, stop.signal)).toBeNull();
    attempts.exists = false;
    expect(hub.tail(request, stop.signal)).toBeNull();
  });

  test('who does not follow gets what is there, and learns whether that is all', async () => {
    attempts.set(1, live);
    await append(first, data('stdout', 0, 'abc'), data('stderr', 0, 'oops'));
    expect(shown(await tailAll())).toEqual(['1 stdout 0 abc', '1 stderr 0 oops', '1 so far']);
    attempts.set(1, ended(4, 4), { jobEnded: true });
    expect(shown(await tailAll())).toEqual(['1 stdout 0 abc', '1 stderr 0 oops', '1 so far']);
    await append(first, data('stdout', 3, 'd'));
    const events = await tailAll({ cursor: { stdout: 2, stderr: 4 } });
    expect(shown(events)).toEqual(['1 stdout 2 c', '1 stdout 3 d', '1 complete']);
    expect(events.at(-1)).toMatchObject({ cursor: { stdout: 4, stderr: 4 } });
  });

  test('a follower sees what is appended, and ends when the attempt has ended and all of it was sent', async () => {
    attempts.set(1, live);
    const { seen, done } = follow({ attempt: 1 });
    await append(first, data('stdout', 0, 'a'));
    await expect.poll(() => shown(seen)).toEqual(['1 stdout 0 a']);
    attempts.set(1, ended(3));
    await append(first, data('stdout', 1, 'b'));
    await append(first, data('stdout', 2, 'c'));
    await done;
    expect(shown(seen)).toEqual(['1 stdout 0 a', '1 stdout 1 b', '1 stdout 2 c', '1 complete']);
  });

  test('of one stream only that one has to be complete', async () => {
    attempts.set(1, ended(1, 100));
    await append(first, data('stderr', 0, 'noise'), data('stdout', 0, 'a'));
    expect(shown(await tailAll({ stream: 'stdout', follow: true, attempt: 1 }))).toEqual([
      '1 stdout 0 a',
      '1 complete',
    ]);
  });

  test('without an attempt’s number the follower goes on to the next ones until the job has ended', async () => {
    const { seen, done } = follow();
    attempts.set(1, live);
    await append(first, data('stdout', 0, 'one'));
    attempts.set(1, ended(3));
    await expect.poll(() => shown(seen)).toEqual(['1 stdout 0 one', '1 complete']);
    attempts.set(2, live);
    await append(second, data('stdout', 0, 'two'));
    attempts.set(2, ended(3), { jobEnded: true });
    await done;
    expect(shown(seen)).toEqual(['1 stdout 0 one', '1 complete', '2 stdout 0 two', '2 complete']);
  });

  test('a job that ended without any attempt has an empty, complete log', async () => {
    expect(shown(await tailAll())).toEqual(['0 so far']);
    const { seen, done } = follow();
    attempts.jobEnded = true;
    for (const listener of [...attempts.listeners]) listener();
    await done;
    expect(shown(seen)).toEqual(['0 complete']);
  });

  test('the log of an attempt that was lost without a word is complete with what is there', async () => {
    attempts.set(1, { ...live, ended: true, nodeGone: true }, { jobEnded: true });
    await append(first, data('stdout', 0, 'abc'));
    expect(shown(await tailAll({ follow: true }))).toEqual(['1 stdout 0 abc', '1 complete']);
  });

  test('bytes that are known to be missing and will not come are told as a gap', async () => {
    attempts.set(1, ended(10, 4));
    await append(first, data('stdout', 0, 'abc'));
    const { seen, done } = follow();
    await expect.poll(() => shown(seen)).toEqual(['1 stdout 0 abc']);
    attempts.set(1, { ...ended(10, 4), nodeGone: true }, { jobEnded: true });
    await done;
    expect(shown(seen)).toEqual(['1 stdout 0 abc', '1 stdout 3 7 lost', '1 stderr 0 4 lost', '1 complete']);
    expect(seen.at(-1)).toMatchObject({ cursor: { stdout: 10, stderr: 4 } });
    expect(shown(await tailAll({ stream: 'stderr' }))).toEqual(['1 stderr 0 4 lost', '1 complete']);
  });

  test('a job that is forgotten meanwhile ends its followers', async () => {
    attempts.set(1, live);
    const { seen, done } = follow();
    await append(first, data('stdout', 0, 'a'));
    await expect.poll(() => seen.length).toBe(1);
    attempts.exists = false;
    for (const listener of [...attempts.listeners]) listener();
    await done;
    expect(shown(seen)).toEqual(['1 stdout 0 a', '1 so far']);
  });

  test('15 s of silence are broken by a heartbeat, counted from the last thing that was sent', async () => {
    attempts.set(1, live);
    const { seen } = follow();
    await expect.poll(() => [...timer.armed].map(({ ms }) => ms)).toEqual([15_000]);
    const [before] = timer.armed;
    await append(first, data('stdout', 0, 'a'));
    // What was sent began the silence anew.
    await expect.poll(() => timer.armed.size === 1 && !timer.armed.has(before ?? { ms: 0, ring: () => {} })).toBe(true);
    timer.ring();
    await expect.poll(() => shown(seen)).toEqual(['1 stdout 0 a', '1 heartbeat']);
    await expect.poll(() => timer.armed.size).toBe(1);
    timer.ring();
    await expect.poll(() => shown(seen)).toEqual(['1 stdout 0 a', '1 heartbeat', '1 heartbeat']);
  });

  test('news that send nothing do not put off the heartbeat', async () => {
    attempts.set(1, live);
    const { seen } = follow();
    await expect.poll(() => timer.armed.size).toBe(1);
    const [armed] = timer.armed;
    for (let i = 0; i < 5; i++) {
      attempts.set(1, live);
      await store.durable(first);
    }
    expect([...timer.armed]).toEqual([armed]);
    timer.ring();
    await expect.poll(() => shown(seen)).toEqual(['1 heartbeat']);
  });

  test('an abort ends a waiting reader at once, without an end event', async () => {
    attempts.set(1, live);
    const { seen, done } = follow();
    await expect.poll(() => timer.armed.size).toBe(1);
    stop.abort();
    await done;
    expect(seen).toEqual([]);
    const after = follow();
    await after.done;
    expect(after.seen).toEqual([]);
  });

  test('only what was written since a time is sent, and the log still ends', async () => {
    attempts.set(1, ended(6), { jobEnded: true });
    await append(first, data('stdout', 0, 'old', 10), data('stdout', 3, 'new', 20));
    expect(shown(await tailAll({ sinceAt: 20, follow: true }))).toEqual(['1 stdout 3 new', '1 complete']);
  });

  test('a reader who takes nothing holds back no append and loads no more than a page', async () => {
    attempts.set(1, live);
    let pagesRead = 0;
    const counted = { ...store, read: (...args: Parameters<LogStore['read']>) => (pagesRead++, store.read(...args)) };
    hub = createLogHub({ logStore: counted, attempts, timer, clock: { now: () => 0 } });
    const tail = hub.tail({ ...request, follow: true }, stop.signal)?.[Symbol.asyncIterator]();
    const piece = Buffer.alloc(64 * 1024, 'x');
    const chunks: LogChunk[] = [];
    for (let i = 0; i < 100; i++) {
      chunks.push(data('stdout', i * piece.length, piece));
      await append(first, data('stdout', i * piece.length, piece));
      if (i === 50) expect(await tail?.next()).toMatchObject({ value: { kind: 'chunk' } });
    }
    expect(pagesRead).toBe(1);
    attempts.set(1, ended(100 * piece.length), { jobEnded: true });
    const rest: LogChunk[] = [];
    for (let event = await tail?.next(); event?.done !== true; event = await tail?.next()) {
      if (event?.value?.kind === 'chunk') rest.push(event.value.chunk);
    }
    expect(plain(rest)).toEqual(plain(chunks.slice(1)));
  });
});

test('a full disk is an answer: nothing new is durable, and later it is', async () => {
  const store = createMemoryLogStore();
  const attempts = new Attempts();
  attempts.set(1, live);
  const said: string[] = [];
  const log = (_: object, message: string): void => void said.push(message);
  const logger = { debug: log, info: log, warn: log, error: log };
  const hub = createLogHub({ logStore: store, attempts, timer: new HandTimer(), clock: { now: () => 0 }, logger });
  const append = async (): Promise<unknown> =>
    (await hub.append(node, [{ attempt: first, chunks: [data('stdout', 0, 'abc')] }]))[0];
  for (let i = 0; i < 2; i++) {
    store.failNextAppend('full');
    expect(await append()).toEqual({ attempt: first, durable: startOfLog, unwanted: false });
  }
  expect(said).toEqual(['the disk of the logs is full: agents keep their logs until there is room']);
  expect(await append()).toMatchObject({ durable: { stdout: 3 } });
  expect(said).toHaveLength(2);
});

test('any other failure of the disk is thrown', async () => {
  const store = createMemoryLogStore();
  const attempts = new Attempts();
  attempts.set(1, live);
  const hub = createLogHub({ logStore: store, attempts, timer: new HandTimer(), clock: { now: () => 0 } });
  store.failNextAppend('io');
  const append = hub.append(node, [{ attempt: first, chunks: [data('stdout', 0, 'abc')] }]);
  await expect(append).rejects.toMatchObject({ code: 'io' });
});
