/** How logs are read: TailLogRequest says which and from where, TailLogResponse carries a piece, the end or a heartbeat. */
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import type { JobId, LogChunk, LogCursor, LogStream, Violation } from '@orchion/domain';
import {
  LogHeartbeatSchema,
  LogStream as WireLogStream,
  TailLogRequestSchema,
  TailLogResponseSchema,
  type TailLogRequest,
  type TailLogResponse,
} from '../../gen/orchion/v1/log_pb.js';
import { logStream } from './enums.ts';
import { idFromWire } from './identity.ts';
import { logChunkFromWire, logChunkToWire, logCursorFromWire, logCursorToWire } from './log-chunk.ts';
import { attemptNumberFromWire } from './numbers.ts';
import { optionalTimeFromWire, optionalTimeToWire } from './time.ts';
import { within, WireError } from './wire-error.ts';

export interface LogTailRequest {
  readonly jobId: JobId;
  /** Null: the latest one; with `follow` also the ones after it. */
  readonly attempt: number | null;
  readonly stream: LogStream | 'both';
  readonly cursor: LogCursor;
  /** Only what was written at or after this time, ms since the epoch. */
  readonly sinceAt: number | null;
  readonly follow: boolean;
}

export type LogTailEvent =
  | { readonly kind: 'chunk'; readonly attempt: number; readonly chunk: LogChunk }
  /** `complete`: the attempt has ended and every byte of it was sent. Not complete: more may come later. */
  | { readonly kind: 'end'; readonly attempt: number; readonly cursor: LogCursor; readonly complete: boolean }
  | { readonly kind: 'heartbeat'; readonly attempt: number };

export function logTailRequestToWire(request: LogTailRequest): TailLogRequest {
  return create(TailLogRequestSchema, {
    jobId: request.jobId,
    attempt: request.attempt ?? 0,
    stream: request.stream === 'both' ? WireLogStream.UNSPECIFIED : logStream.toWire(request.stream),
    cursor: logCursorToWire(request.cursor),
    since: optionalTimeToWire(request.sinceAt),
    follow: request.follow,
  });
}

/** Answers violations with the field's path. Never throws. */
export function logTailRequestFromWire(
  message: TailLogRequest,
): { readonly request: LogTailRequest } | { readonly violations: readonly Violation[] } {
  try {
    return {
      request: {
        jobId: idFromWire('job', message.jobId, 'job_id'),
        attempt: message.attempt === 0 ? null : message.attempt,
        stream: logStream.optionalFromWire(message.stream, 'stream') ?? 'both',
        cursor: within('cursor', () => logCursorFromWire(message.cursor)),
        sinceAt: optionalTimeFromWire(message.since, 'since'),
        follow: message.follow,
      },
    };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return { violations: [{ field: error.field, message: error.problem }] };
  }
}

export function logTailEventToWire(event: LogTailEvent): TailLogResponse {
  return create(TailLogResponseSchema, { attempt: event.attempt, event: eventToWire(event) });
}

function eventToWire(event: LogTailEvent): NonNullable<MessageInitShape<typeof TailLogResponseSchema>['event']> {
  switch (event.kind) {
    case 'chunk':
      return { case: 'chunk', value: logChunkToWire(event.chunk) };
    case 'end':
      return { case: 'end', value: { cursor: logCursorToWire(event.cursor), complete: event.complete } };
    case 'heartbeat':
      return { case: 'heartbeat', value: create(LogHeartbeatSchema) };
  }
}

/** Throws WireError. */
export function logTailEventFromWire(message: TailLogResponse): LogTailEvent {
  const { event } = message;
  // A job that waits has no attempt yet: heartbeats and an end come of number 0.
  const attempt = event.case === 'chunk' ? attemptNumberFromWire(message.attempt) : message.attempt;
  switch (event.case) {
    case 'chunk':
      return { kind: 'chunk', attempt, chunk: within('chunk', () => logChunkFromWire(event.value)) };
    case 'end':
      return {
        kind: 'end',
        attempt,
        cursor: within('end.cursor', () => logCursorFromWire(event.value.cursor)),
        complete: event.value.complete,
      };
    case 'heartbeat':
      return { kind: 'heartbeat', attempt };
    case undefined:
      throw new WireError('event', 'must be a chunk, an end or a heartbeat');
  }
}
