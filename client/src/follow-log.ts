/**
 * A job's log to its end, every byte once, whatever breaks on the way.
 *
 * The place is (attempt, cursor). A broken stream is opened again at that place after a backoff; bytes that come twice are
 * cut off. Following "the latest attempt and the ones after it" adds one question that a single stream cannot answer after a
 * cut: which attempt comes next. The job itself is asked:
 *
 *     start -> tail(latest) -> the stream ends by itself -> is there a later attempt?  yes: tail(that one)
 *                  |                                        the job has ended?        yes: done
 *                  | cut in attempt n                       neither: tail(latest) again, which waits for it
 *                  +-> tail(n, cursor) -> its end -> (the same question)
 */
import { advance, chunkLength, startOfLog, type JobId, type LogChunk, type LogCursor } from '@orchion/domain';
import type { LogTailEvent, LogTailRequest } from '@orchion/proto';
import { backoffMs } from './backoff.ts';
import { ClientError, clientErrorFrom, isTransient } from './client-error.ts';
import type { FollowEvent } from './follow-event.ts';
import type { Timing } from './timing.ts';

export interface LogSource {
  /** One stream, as the orchestrator sends it. */
  tail(request: LogTailRequest, signal: AbortSignal): AsyncIterable<LogTailEvent>;
  /** Which attempts there are, and whether there may be more. */
  attemptsOf(
    jobId: JobId,
    signal: AbortSignal,
  ): Promise<{ readonly numbers: readonly number[]; readonly ended: boolean }>;
}

/** The orchestrator breaks a silence at least every 15 s: after three of those without a word the connection is dead. */
const silenceLookMs = 15_000;
const silentLooksMax = 3;
/** Between two questions whether the next attempt is there, where the stream does not wait for it. */
const waitMs = 500;

interface Place {
  attempt: number | null;
  cursor: LogCursor;
  /** The attempt's log was read to its end. */
  finished: boolean;
  failures: number;
}

/** Ends by itself when the log does, or when the signal is aborted. Throws ClientError where trying again cannot help. */
export async function* followLog(
  source: LogSource,
  request: LogTailRequest,
  timing: Timing,
  signal: AbortSignal,
): AsyncIterable<FollowEvent> {
  const place: Place = { attempt: request.attempt, cursor: request.cursor, finished: false, failures: 0 };
  while (!signal.aborted) {
    try {
      const next = await nextTail(source, request, place, signal);
      if (next === null) return;
      const waited = place.finished;
      const why = yield* readTail(source, next, place, timing, signal);
      if (place.finished && (request.attempt !== null || !request.follow)) return;
      if (!place.finished && why === 'ended') {
        const { numbers, ended } = await source.attemptsOf(request.jobId, signal);
        if (numbers.length === 0 && (ended || !request.follow)) return;
        throw new ClientError('unavailable', 'The orchestrator ended the stream early');
      }
      // Nothing came after the finished attempt: do not ask again at once.
      if (waited && place.finished && why === 'ended') await timing.delay(waitMs, signal);
    } catch (thrown) {
      if (signal.aborted) return;
      const error = clientErrorFrom(thrown);
      if (!isTransient(error)) throw error;
      place.failures += 1;
      const retryInMs = backoffMs(place.failures, timing.random());
      yield { kind: 'cut', error, retryInMs };
      await timing.delay(retryInMs, signal);
    }
  }
}

/** What to open at this place; null where the log has ended. Moves the place to the next attempt where there is one. */
async function nextTail(
  source: LogSource,
  request: LogTailRequest,
  place: Place,
  signal: AbortSignal,
): Promise<LogTailRequest | null> {
  if (place.finished) {
    const { numbers, ended } = await source.attemptsOf(request.jobId, signal);
    const later = numbers.filter((number) => number > (place.attempt ?? 0));
    if (later.length > 0) {
      place.attempt = Math.min(...later);
      place.cursor = startOfLog;
      place.finished = false;
    } else if (ended) {
      return null;
    }
  }
  // A finished attempt without a successor: wait at "the latest one", which answers with it as soon as it is there.
  const attempt = place.finished ? null : place.attempt;
  return { ...request, attempt, cursor: place.cursor };
}

async function* readTail(
  source: LogSource,
  request: LogTailRequest,
  place: Place,
  timing: Timing,
  signal: AbortSignal,
): AsyncGenerator<FollowEvent, 'ended' | 'newer'> {
  let known = !place.finished;
  for await (const event of breakSilence(source, request, timing, signal)) {
    place.failures = 0;
    // The cursor that was sent belongs to an older attempt: this stream may have left out the beginning of a newer one.
    known ||= event.attempt === place.attempt;
    if (!known) return 'newer';
    if (event.kind === 'heartbeat' || event.attempt < (place.attempt ?? 0)) continue;
    if (event.attempt !== place.attempt) {
      if (place.attempt !== null) place.cursor = startOfLog;
      place.attempt = event.attempt;
      place.finished = false;
    }
    if (event.kind === 'end') {
      const isNew = !place.finished;
      place.finished = true;
      if (isNew) yield event;
      continue;
    }
    const chunk = unseenPart(event.chunk, place.cursor);
    if (chunk === null) continue;
    place.cursor = advance(place.cursor, chunk);
    yield { kind: 'chunk', attempt: event.attempt, chunk };
  }
  return 'ended';
}

/** The part of a chunk that lies at or after the cursor; null where there is none. */
function unseenPart(chunk: LogChunk, cursor: LogCursor): LogChunk | null {
  const seen = cursor[chunk.stream] - chunk.offset;
  if (seen <= 0) return chunk;
  if (seen >= chunkLength(chunk)) return null;
  const offset = chunk.offset + seen;
  return chunk.kind === 'data'
    ? { ...chunk, offset, bytes: chunk.bytes.subarray(seen) }
    : { ...chunk, offset, length: chunk.length - seen };
}

/** The stream's events; a silence that is too long ends it as a cut. */
async function* breakSilence(
  source: LogSource,
  request: LogTailRequest,
  timing: Timing,
  signal: AbortSignal,
): AsyncIterable<LogTailEvent> {
  const stop = new AbortController();
  const onAbort = (): void => stop.abort();
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) stop.abort();
  const events = source.tail(request, stop.signal)[Symbol.asyncIterator]();
  let silentLooks = 0;
  /** Null while the reader is at work on what came: that is no silence of the other side. */
  const waiting: { giveUp: ((error: ClientError) => void) | null } = { giveUp: null };
  // One for the whole stream: a timer for each piece of a fast log would cost more than the piece.
  void (async () => {
    while (!stop.signal.aborted) {
      await timing.delay(silenceLookMs, stop.signal);
      silentLooks = waiting.giveUp === null ? 0 : silentLooks + 1;
      if (silentLooks < silentLooksMax) continue;
      waiting.giveUp?.(new ClientError('unavailable', 'The orchestrator has been silent for too long'));
      return;
    }
  })();
  try {
    for (;;) {
      const next = await new Promise<IteratorResult<LogTailEvent>>((resolve, reject) => {
        waiting.giveUp = reject;
        events.next().then(resolve, reject);
      });
      waiting.giveUp = null;
      silentLooks = 0;
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    stop.abort();
    // Not waited for: a source that ignores the signal must not hold the reader up.
    void events.return?.().catch(() => undefined);
  }
}
