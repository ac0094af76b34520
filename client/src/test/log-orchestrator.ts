/**
 * The log side of an orchestrator in memory, behind the real services and a router transport. It breaks its streams where a
 * test says, repeats bytes when a reader comes back, and begins the job's next attempt after a given number of calls and events.
 */
import { Code, ConnectError, createRouterTransport } from '@connectrpc/connect';
import { advance, chunkLength, startOfLog, type LogChunk, type LogCursor } from '@orchion/domain';
import {
  JobService,
  jobViewToWire,
  LogService,
  logCursorFromWire,
  logTailEventToWire,
  type LogTailEvent,
} from '@orchion/proto';
import { createClient, type OrchionClient } from '../client.ts';
import type { Timing } from '../timing.ts';
import { aJob, anAttempt, idOf } from './values.ts';

export const jobId = idOf('job', 1);

export interface Cut {
  /** Events that are sent before it. */
  readonly after: number;
  readonly how: 'unavailable' | 'internal' | 'ends early';
  /** When the reader comes back, this many bytes before its cursor are sent once more. */
  readonly overlap: number;
}

export interface LogStory {
  /** Per attempt, from 1: what it wrote. */
  readonly attempts: readonly (readonly LogChunk[])[];
  /** One per call of TailLog, in order; later calls are not cut. */
  readonly cuts: readonly (Cut | null)[];
  /** When the second, third ... attempt begins; calls and sent events are the ticks. */
  readonly beginsAtTick: readonly number[];
}

/** Waits are over at once; only a silence lasts until it is broken. */
export const instantTiming: Timing = {
  delay: (ms, signal) =>
    ms < 15_000
      ? Promise.resolve()
      : new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve());
        }),
  random: () => 0.5,
};

export function logOrchestrator(story: LogStory): OrchionClient {
  let ticks = 0;
  let tails = 0;
  const latest = (): number => 1 + story.beginsAtTick.filter((tick) => ticks >= tick).length;
  const hasEnded = (): boolean => latest() === story.attempts.length;

  function* eventsFrom(attempt: number, cursor: LogCursor): Iterable<LogTailEvent> {
    const first = attempt === 0 ? latest() : attempt;
    // "The latest one, and the ones after it": whichever are there by now.
    for (let number = first; number === first || (attempt === 0 && number <= latest()); number++) {
      const chunks = story.attempts[number - 1] ?? [];
      yield { kind: 'heartbeat', attempt: number };
      for (const chunk of chunks) {
        const rest = after(chunk, number === first ? cursor : startOfLog);
        if (rest !== null) yield { kind: 'chunk', attempt: number, chunk: rest };
      }
      yield { kind: 'end', attempt: number, cursor: chunks.reduce(advance, startOfLog), complete: true };
    }
  }

  const transport = createRouterTransport((router) => {
    router.rpc(LogService.method.tailLog, async function* (request) {
      ticks += 1;
      const overlap = story.cuts[tails - 1]?.overlap ?? 0;
      const cut = story.cuts[tails] ?? null;
      tails += 1;
      const { stdout, stderr } = logCursorFromWire(request.cursor);
      const cursor = { stdout: Math.max(0, stdout - overlap), stderr: Math.max(0, stderr - overlap) };
      let sent = 0;
      for (const event of eventsFrom(request.attempt, cursor)) {
        if (cut !== null && sent >= cut.after) {
          if (cut.how === 'ends early') return;
          throw new ConnectError('cut', cut.how === 'internal' ? Code.Internal : Code.Unavailable);
        }
        sent += 1;
        ticks += 1;
        yield logTailEventToWire(event);
      }
    });
    router.rpc(JobService.method.getJob, () => {
      ticks += 1;
      const attempts = Array.from({ length: latest() }, (_, i) => anAttempt(i + 1));
      const view = aJob(1, hasEnded() ? 'succeeded' : 'running', attempts);
      return { job: jobViewToWire(view, { withEnv: true, nodeName: () => 'a' }) };
    });
  });
  return createClient(transport, instantTiming);
}

function after(chunk: LogChunk, cursor: LogCursor): LogChunk | null {
  const seen = Math.max(0, cursor[chunk.stream] - chunk.offset);
  if (seen >= chunkLength(chunk)) return null;
  const offset = chunk.offset + seen;
  if (chunk.kind === 'gap') return { ...chunk, offset, length: chunk.length - seen };
  return { ...chunk, offset, bytes: chunk.bytes.subarray(seen) };
}
