/** What comes of a job's log while it is followed. */
import type { LogTailEvent } from '@orchion/proto';
import type { ClientError } from './client-error.ts';

export type FollowEvent =
  | Exclude<LogTailEvent, { readonly kind: 'heartbeat' }>
  /** The connection broke. The next try comes by itself; nothing will be missing or doubled. */
  | { readonly kind: 'cut'; readonly error: ClientError; readonly retryInMs: number };
