import { Code, ConnectError, createRouterTransport } from '@connectrpc/connect';
import { startOfLog, type LogChunk, type LogStream } from '@orchion/domain';
import { LogService, logTailEventToWire, type LogTailRequest } from '@orchion/proto';
import fc from 'fast-check';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { createClient } from './client.ts';
import type { FollowEvent } from './follow-event.ts';
import { instantTiming, jobId, logOrchestrator, type Cut, type LogStory } from './test/log-orchestrator.ts';

const everything: LogTailRequest = {
  jobId,
  attempt: null,
  stream: 'both',
  cursor: startOfLog,
  sinceAt: null,
  follow: true,
};

async function eventsOf(story: LogStory, request: LogTailRequest = everything): Promise<readonly FollowEvent[]> {
  const events: FollowEvent[] = [];
  for await (const event of logOrchestrator(story).logs.follow(request, new AbortController().signal))
    events.push(event);
  return events;
}

/** Per attempt and stream what was read, gaps as their length; fails where a piece does not begin where the last one ended. */
function textOf(events: readonly FollowEvent[]): Record<string, string> {
  const read: Record<string, string> = {};
  const ends: Record<string, number> = {};
  for (const event of events) {
    if (event.kind !== 'chunk') continue;
    const { chunk } = event;
    const key = `${event.attempt} ${chunk.stream}`;
    expect(chunk.offset).toBe(ends[key] ?? 0);
    const length = chunk.kind === 'data' ? chunk.bytes.length : chunk.length;
    ends[key] = chunk.offset + length;
    const piece = chunk.kind === 'data' ? Buffer.from(chunk.bytes).toString('latin1') : '-'.repeat(length);
    read[key] = (read[key] ?? '') + piece;
  }
  return read;
}

function chunksOf(pieces: readonly { stream: LogStream; text: string; gap: boolean }[]): LogChunk[] {
  const ends = { stdout: 0, stderr: 0 };
  return pieces.map(({ stream, text, gap }) => {
    const place = { stream, offset: ends[stream], at: 1 };
    ends[stream] += text.length;
    return gap
      ? { kind: 'gap', ...place, length: text.length, reason: 'cap' }
      : { kind: 'data', ...place, bytes: new Uint8Array(Buffer.from(text, 'latin1')) };
  });
}

const logs = fc
  .array(
    fc.record({
      stream: fc.constantFrom<LogStream>('stdout', 'stderr'),
      text: fc.string({ minLength: 1, maxLength: 6 }),
      gap: fc.boolean(),
    }),
    { maxLength: 6 },
  )
  .map(chunksOf);
const cuts: fc.Arbitrary<Cut | null> = fc.record({
  after: fc.nat(8),
  how: fc.constantFrom<Cut['how']>('unavailable', 'internal', 'ends early'),
  overlap: fc.nat(5),
});

describe('a followed log', () => {
  test('has every byte of every attempt once, whatever is cut and whenever the next attempt begins', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(logs, { minLength: 1, maxLength: 4 }),
        fc.array(cuts, { maxLength: 12 }),
        fc.array(fc.integer({ min: 2, max: 40 }), { minLength: 3, maxLength: 3 }),
        async (attempts, storyCuts, begins) => {
          const beginsAtTick = begins.slice(0, attempts.length - 1).sort((a, b) => a - b);
          const read = textOf(await eventsOf({ attempts, cuts: storyCuts, beginsAtTick }));
          const uncut: FollowEvent[] = attempts.flatMap((chunks, i) =>
            chunks.map((chunk) => ({ kind: 'chunk' as const, attempt: i + 1, chunk })),
          );
          const written = textOf(uncut);
          // Which attempt is the first that is read depends on when the first stream held; from there on none is missing.
          const first = Math.min(...Object.keys(read).map((key) => Number.parseInt(key, 10)));
          for (const [key, text] of Object.entries(written)) {
            if (Number.parseInt(key, 10) >= first) expect({ [key]: read[key] }).toEqual({ [key]: text });
          }
          expect(Object.keys(read).every((key) => key in written)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('says each end once, and each cut', async () => {
    const [log = []] = [chunksOf([{ stream: 'stdout', text: 'hello', gap: false }])];
    const story: LogStory = {
      attempts: [log, log],
      cuts: [{ after: 2, how: 'unavailable', overlap: 3 }],
      beginsAtTick: [6],
    };
    const kinds = (await eventsOf(story)).map((event) =>
      event.kind === 'cut' ? 'cut' : `${event.kind} ${event.attempt}`,
    );
    expect(kinds).toEqual(['chunk 1', 'cut', 'end 1', 'chunk 2', 'end 2']);
  });

  test('of one attempt ends with it, though there are later ones', async () => {
    const [a, b] = [
      chunksOf([{ stream: 'stdout', text: 'first', gap: false }]),
      chunksOf([{ stream: 'stdout', text: 'second', gap: false }]),
    ];
    const story: LogStory = { attempts: [a, b], cuts: [], beginsAtTick: [0] };
    expect(textOf(await eventsOf(story, { ...everything, attempt: 1 }))).toEqual({ '1 stdout': 'first' });
  });

  test('without following ends where the log is now', async () => {
    const story: LogStory = { attempts: [[], []], cuts: [], beginsAtTick: [1000] };
    expect((await eventsOf(story, { ...everything, follow: false })).map((event) => event.kind)).toEqual(['end']);
  });
});

test('what trying again cannot help is thrown', async () => {
  const transport = createRouterTransport((router) => {
    // eslint-disable-next-line require-yield -- the service answers nothing
    router.rpc(LogService.method.tailLog, async function* () {
      throw new ConnectError('no such job', Code.NotFound);
    });
  });
  const follow = createClient(transport, instantTiming).logs.follow(everything, new AbortController().signal);
  await expect(follow[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'not_found' });
});

test('a connection that has gone silent is given up and opened again', async () => {
  let calls = 0;
  const transport = createRouterTransport((router) => {
    router.rpc(LogService.method.tailLog, async function* (_request, context) {
      calls += 1;
      yield logTailEventToWire({ kind: 'heartbeat', attempt: 1 });
      if (calls === 1) await new Promise((resolve) => context.signal.addEventListener('abort', resolve));
      yield logTailEventToWire({ kind: 'end', attempt: 1, cursor: startOfLog, complete: true });
    });
  });
  const timing = {
    // Of the first stream every look comes soon after its heartbeat; the second one is heard before any.
    delay: async (ms: number, signal: AbortSignal) => {
      if (ms !== 15_000 || calls > 1) return instantTiming.delay(ms, signal);
      await vi.waitUntil(() => calls === 1, { timeout: 60_000 });
      await setTimeout(5);
    },
    random: () => 0.5,
  };
  const kinds: string[] = [];
  const stop = new AbortController();
  for await (const event of createClient(transport, timing).logs.follow({ ...everything, attempt: 1 }, stop.signal)) {
    kinds.push(event.kind);
  }
  expect(kinds).toEqual(['cut', 'end']);
});

test('ends without an error when nobody wants it any more', async () => {
  const transport = createRouterTransport((router) => {
    router.rpc(LogService.method.tailLog, async function* (_request, context) {
      yield logTailEventToWire({ kind: 'heartbeat', attempt: 1 });
      await new Promise((resolve) => context.signal.addEventListener('abort', resolve));
    });
  });
  const stop = new AbortController();
  const follow = createClient(transport, instantTiming).logs.follow(everything, stop.signal)[Symbol.asyncIterator]();
  const next = follow.next();
  stop.abort();
  expect((await next).done).toBe(true);
});
