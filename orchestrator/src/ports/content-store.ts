/**
 * Where files are kept by their content: named by SHA-256, stored once, never changed. An upload goes on where it stopped, and
 * becomes content only when all of it is durable and its digest is right. Implementations pass the suite in
 * `store/contract/content-store-contract`.
 */
import type { Digest } from '@orchion/domain';

export interface ContentStore {
  /** Its size in bytes; null where it is not, or not wholly, there. */
  size(digest: Digest): Promise<number | null>;
  /** Which of them are not there. What is there counts as used now: it is kept for a whole grace from here on. */
  missing(digests: readonly Digest[]): Promise<readonly Digest[]>;
  /** How much of an upload is there already: where to go on. 0: nothing. */
  uploaded(digest: Digest): Promise<number>;
  /**
   * Takes a part of an upload. What lies before the end of what is there is passed over, so several senders of one content
   * help each other. With the last byte it is verified and made durable. Throws `ContentStoreError`.
   */
  append(digest: Digest, part: ContentPart): Promise<AppendOutcome>;
  /** The bytes of a range within it, in pieces; null where it is not there. What is being read is not torn away. */
  read(
    digest: Digest,
    range: { readonly offset: number; readonly length: number },
  ): Promise<AsyncIterable<Uint8Array> | null>;
  /** Everything that is there, in no order. */
  entries(): AsyncIterable<ContentEntry>;
  /** Removes it, unless it was used at or after `unusedSince`. Answers whether it was removed. */
  remove(digest: Digest, unusedSince: number): Promise<boolean>;
  /** Drops unfinished uploads that got nothing since `unusedSince`; answers how many. */
  dropUploads(unusedSince: number): Promise<number>;
  /** What is there, unfinished uploads included. */
  usage(): Promise<ContentUsage>;
  close(): Promise<void>;
}

export interface ContentPart {
  /** Where in the content it begins. */
  readonly offset: number;
  /** Bytes of the whole content. */
  readonly total: number;
  readonly pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

export type AppendOutcome =
  /** All of it is durable and right. */
  | { readonly kind: 'stored' }
  /** More is to come, from `offset` on. */
  | { readonly kind: 'partial'; readonly offset: number }
  /** It begins beyond what is there: go back to `offset`. */
  | { readonly kind: 'gap'; readonly offset: number }
  /** Its bytes are not those that its name stands for, and the upload was dropped; or they are more than was said. */
  | { readonly kind: 'wrong'; readonly message: string }
  /** There is no room: nothing was taken. */
  | { readonly kind: 'full'; readonly message: string };

export interface ContentEntry {
  readonly digest: Digest;
  readonly bytes: number;
  /** When it was stored, or last asked for by `missing`; ms since the epoch. */
  readonly usedAt: number;
}

export interface ContentUsage {
  readonly bytes: number;
  readonly items: number;
}

/** `io`: the disk failed: fatal. */
export type ContentStoreErrorCode = 'io' | 'closed';

export class ContentStoreError extends Error {
  override readonly name = 'ContentStoreError';
  readonly code: ContentStoreErrorCode;
  constructor(code: ContentStoreErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
