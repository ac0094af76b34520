/** The orchestrator's content, from outside. Every call rejects with `FileProblem` and nothing else. */
import type { Digest } from '@orchion/domain';

export interface ContentClient {
  /** Which of these must be sent; any number. */
  missing(digests: readonly Digest[], signal?: AbortSignal): Promise<readonly Digest[]>;
  /** Where an upload goes on; null: all of it is there. */
  uploadOffset(digest: Digest, signal?: AbortSignal): Promise<number | null>;
  /** Sends a part of `length` bytes from `offset` on. */
  put(digest: Digest, part: UploadPart, signal?: AbortSignal): Promise<PutOutcome>;
  /** The bytes from `offset` on, as they come. `missing` where it is not there. */
  get(digest: Digest, offset: number, signal?: AbortSignal): AsyncIterable<Uint8Array>;
}

export interface UploadPart {
  readonly offset: number;
  readonly length: number;
  readonly total: number;
  readonly bytes: AsyncIterable<Uint8Array> | Uint8Array;
}

type PutOutcome =
  | { readonly kind: 'stored' }
  /** Go on from here, forwards or back. */
  | { readonly kind: 'partial'; readonly offset: number };
