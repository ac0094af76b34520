/**
 * One reader's way through a job's log. Pulled by the reader: the next page is read when the last one was taken, so a slow
 * reader costs one page of memory and holds nobody back.
 *
 *     read what is durable -> send it -> nothing more: has the attempt ended with all of it sent? -> end
 *            ^                                          not following? -> end, not complete
 *            +------- wait: an append, a change of the job, 15 s of silence <-+
 */
import {
  logStreams,
  startOfLog,
  type AttemptRef,
  type LogChunk,
  type LogCursor,
  type LogLengths,
  type LogStream,
} from '@orchion/domain';
import type { AttemptDirectory, KnownAttempt } from '../ports/attempt-directory.ts';
import type { Clock } from '../ports/clock.ts';
import type { LogPosition, LogStore } from '../ports/log-store.ts';
import type { Timer } from '../ports/timer.ts';
import type { TailEvent, TailRequest } from './log-hub.ts';
import { createReaderWakeup, type ReaderWakeup } from './reader-wakeup.ts';

export interface TailParts {
  readonly logStore: Pick<LogStore, 'read' | 'onAppend'>;
  readonly attempts: AttemptDirectory;
  readonly timer: Timer;
  readonly clock: Pick<Clock, 'now'>;
}

const silenceMs = 15_000;
/** Bytes read ahead of a reader. */
const pageBytes = 512 * 1024;

interface Tail extends TailParts {
  readonly request: TailRequest;
  readonly wakeup: ReaderWakeup;
  readonly signal: AbortSignal;
}

type Events<Result> = AsyncGenerator<TailEvent, Result, undefined>;

/** `first`: the attempt to begin with; 0 where the job has none yet. Throws what the log store throws. */
export async function* tailLog(
  parts: TailParts,
  request: TailRequest,
  first: number,
  signal: AbortSignal,
): Events<void> {
  const wakeup = createReaderWakeup({ timer: parts.timer, silenceMs, signal });
  const changes = parts.attempts.onChange(request.jobId, () => wakeup.wake());
  const tail: Tail = { ...parts, request, wakeup, signal };
  try {
    let { cursor } = request;
    let number: number | null = first;
    while (number !== null && !signal.aborted) {
      if (number > 0) {
        const complete = yield* tailAttempt(tail, { jobId: request.jobId, number }, cursor);
        if (!complete || !request.follow || request.attempt !== null) return;
        cursor = startOfLog;
      }
      number = yield* attemptAfter(tail, number);
    }
  } finally {
    changes.dispose();
    wakeup.dispose();
  }
}

/** Waits for the attempt that follows; null where none will. */
async function* attemptAfter(tail: Tail, number: number): Events<number | null> {
  const { request } = tail;
  for (;;) {
    const latest = tail.attempts.latest(request.jobId);
    if (latest !== null && latest.number > number) return number + 1;
    const over = latest === null || latest.jobEnded;
    if (over || !request.follow) {
      // Without any attempt this is the only event there is.
      if (number === 0) yield { kind: 'end', attempt: 0, cursor: request.cursor, complete: over };
      return null;
    }
    if (!(yield* pause(tail, number))) return null;
  }
}

/** Answers whether the attempt's log was sent to its end. */
async function* tailAttempt(tail: Tail, ref: AttemptRef, from: LogCursor): Events<boolean> {
  const { request, wakeup, signal } = tail;
  const attempt = ref.number;
  const appends = tail.logStore.onAppend(ref, () => wakeup.wake());
  try {
    let cursor = from;
    let position: LogPosition | null = null;
    for (;;) {
      // Asked before the read: an attempt that had ended then has no bytes that the read could miss.
      const found = tail.attempts.find(ref);
      const read = await tail.logStore.read(ref, { ...pageOf(request), cursor, position });
      for (const chunk of read.chunks) {
        if (signal.aborted) return false;
        wakeup.sent();
        yield { kind: 'chunk', attempt, chunk };
      }
      const moved = read.next !== position;
      ({ cursor, next: position } = read);
      if (signal.aborted) return false;
      if (moved) continue;
      // Everything durable was sent.
      const fate = found === null ? 'gone' : fateOf(found, missingOf(cursor, found.logLengths, request.stream));
      if (fate === 'abandoned') {
        for (const gap of gapsOf(cursor, found?.logLengths ?? null, request.stream, tail.clock.now())) {
          yield { kind: 'chunk', attempt, chunk: gap };
          cursor = { ...cursor, [gap.stream]: gap.offset + gap.length };
        }
      }
      const complete = fate === 'complete' || fate === 'abandoned';
      if (complete || fate === 'gone' || !request.follow) {
        yield { kind: 'end', attempt, cursor, complete };
        return complete;
      }
      if (!(yield* pause(tail, attempt))) return false;
    }
  } finally {
    appends.dispose();
  }
}

/** Waits for news; false where the reader is gone. */
async function* pause(tail: Tail, attempt: number): Events<boolean> {
  const why = await tail.wakeup.wait();
  if (why === 'aborted') return false;
  if (why === 'silence') {
    tail.wakeup.sent();
    yield { kind: 'heartbeat', attempt };
  }
  return true;
}

function pageOf(request: TailRequest): Pick<TailRequest, 'stream' | 'sinceAt'> & { readonly maxBytes: number } {
  return { stream: request.stream, sinceAt: request.sinceAt, maxBytes: pageBytes };
}

/**
 * `growing`: more may come. `abandoned`: bytes are missing that nobody is left to send.
 * An attempt that ended without a word of its log's length was lost with its node: what is there is all of it.
 */
function fateOf(found: KnownAttempt, missing: readonly LogStream[]): 'growing' | 'complete' | 'abandoned' {
  if (!found.ended) return 'growing';
  if (missing.length === 0) return 'complete';
  return found.nodeGone ? 'abandoned' : 'growing';
}

function missingOf(cursor: LogCursor, lengths: LogLengths | null, wanted: TailRequest['stream']): readonly LogStream[] {
  if (lengths === null) return [];
  return logStreams.filter((stream) => (wanted === 'both' || wanted === stream) && cursor[stream] < lengths[stream]);
}

function gapsOf(
  cursor: LogCursor,
  lengths: LogLengths | null,
  wanted: TailRequest['stream'],
  at: number,
): readonly Extract<LogChunk, { kind: 'gap' }>[] {
  if (lengths === null) return [];
  return missingOf(cursor, lengths, wanted).map((stream) => ({
    kind: 'gap',
    stream,
    offset: cursor[stream],
    at,
    length: lengths[stream] - cursor[stream],
    reason: 'node_lost',
  }));
}
