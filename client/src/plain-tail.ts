/**
 * The tail of a log over a plain answer (see the frames of a log), where whoever made the client can open one: a followed log
 * then costs a small part of what messages cost. An orchestrator that does not know the form answers by messages as before.
 */
import type { LogTailEvent, LogTailRequest } from '@orchion/proto';
import { createLogFrameReader } from '@orchion/proto';
import { ClientError } from './client-error.ts';

/**
 * GET of a path with this `Accept`. Answers the body, or null where the answer is not of that form: then nothing of it was read.
 * Throws what a broken connection throws.
 */
export type OpenPlain = (
  path: string,
  accept: string,
  signal: AbortSignal,
) => Promise<AsyncIterable<Uint8Array> | null>;

export function pathOfTail({ jobId, attempt, stream, cursor, sinceAt, follow }: LogTailRequest): string {
  const query = new URLSearchParams({ attempt: String(attempt ?? 0), follow: String(follow) });
  if (stream !== 'both') query.set('stream', stream);
  query.set('cursor.stdout', String(cursor.stdout));
  query.set('cursor.stderr', String(cursor.stderr));
  if (sinceAt !== null) query.set('since', new Date(sinceAt).toISOString());
  return `/api/v1/jobs/${encodeURIComponent(jobId)}/logs?${query.toString()}`;
}

export async function* eventsOfFrames(body: AsyncIterable<Uint8Array>): AsyncIterable<LogTailEvent> {
  const reader = createLogFrameReader();
  for await (const piece of body) yield* reader.push(piece);
  if (!reader.isBetween) throw new ClientError('unavailable', 'The connection to the orchestrator broke');
}
