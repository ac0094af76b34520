/** Content in memory: for tests and simulations. A crash keeps what `fork` copies. */
import type { Digest } from '@orchion/domain';
import { createHash } from 'node:crypto';
import {
  ContentStoreError,
  type AppendOutcome,
  type ContentPart,
  type ContentStore,
} from '../../ports/content-store.ts';

export interface MemoryContentOptions {
  readonly now: () => number;
  readonly quotaBytes?: number;
  /** What an earlier store left. */
  readonly disk?: MemoryContentDisk;
}

/** What outlives the store: pass it to the next one. */
export interface MemoryContentDisk {
  readonly contents: Map<Digest, { readonly bytes: Uint8Array; usedAt: number }>;
  readonly uploads: Map<Digest, { bytes: Uint8Array; usedAt: number }>;
}

export function createMemoryContentDisk(): MemoryContentDisk {
  return { contents: new Map(), uploads: new Map() };
}

export function createMemoryContentStore(options: MemoryContentOptions): ContentStore {
  const { now, quotaBytes = Number.MAX_SAFE_INTEGER, disk = createMemoryContentDisk() } = options;
  const { contents, uploads } = disk;
  let closed = false;
  const check = (): void => {
    if (closed) throw new ContentStoreError('closed', 'the content store is closed');
  };
  const uploadedBytes = (digest: Digest): number => uploads.get(digest)?.bytes.length ?? 0;
  const usedBytes = (): number =>
    [...contents.values(), ...uploads.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);

  const append = async (digest: Digest, part: ContentPart): Promise<AppendOutcome> => {
    if (contents.has(digest)) return { kind: 'stored' };
    if (usedBytes() + part.total - uploadedBytes(digest) > quotaBytes) {
      return { kind: 'full', message: `the content store may hold ${quotaBytes} bytes` };
    }
    let at = part.offset;
    for await (const piece of part.pieces) {
      const begin = at;
      at += piece.length;
      if (contents.has(digest)) return { kind: 'stored' };
      if (at > part.total)
        return { kind: 'wrong', message: `it has more than the ${part.total} bytes that were announced` };
      const offset = uploadedBytes(digest);
      if (begin > offset) return { kind: 'gap', offset };
      const fresh = piece.subarray(Math.min(piece.length, offset - begin));
      const bytes = Buffer.concat([uploads.get(digest)?.bytes ?? Buffer.alloc(0), fresh]);
      uploads.set(digest, { bytes, usedAt: now() });
    }
    const bytes = uploads.get(digest)?.bytes ?? new Uint8Array();
    if (contents.has(digest)) return { kind: 'stored' };
    if (bytes.length < part.total) return { kind: at > bytes.length ? 'gap' : 'partial', offset: bytes.length };
    uploads.delete(digest);
    const found = createHash('sha256').update(bytes).digest('hex');
    if (found !== digest) {
      return {
        kind: 'wrong',
        message: `its ${bytes.length} bytes have the SHA-256 ${found}, not ${digest}: send it again`,
      };
    }
    contents.set(digest, { bytes, usedAt: now() });
    return { kind: 'stored' };
  };

  return {
    size: async (digest) => {
      check();
      return contents.get(digest)?.bytes.length ?? null;
    },
    missing: async (digests) => {
      check();
      return digests.filter((digest) => {
        const found = contents.get(digest);
        if (found !== undefined) found.usedAt = now();
        return found === undefined;
      });
    },
    uploaded: async (digest) => {
      check();
      return uploadedBytes(digest);
    },
    append: async (digest, part) => {
      check();
      return append(digest, part);
    },
    read: async (digest, { offset, length }) => {
      check();
      const found = contents.get(digest);
      return found === undefined ? null : pieces(found.bytes.subarray(offset, offset + length));
    },
    async *entries() {
      for (const [digest, { bytes, usedAt }] of [...contents]) yield { digest, bytes: bytes.length, usedAt };
    },
    remove: async (digest, unusedSince) => {
      check();
      const found = contents.get(digest);
      return found !== undefined && found.usedAt < unusedSince && contents.delete(digest);
    },
    dropUploads: async (unusedSince) => {
      check();
      const old = [...uploads].filter(([, { usedAt }]) => usedAt < unusedSince);
      for (const [digest] of old) uploads.delete(digest);
      return old.length;
    },
    usage: async () => ({ bytes: usedBytes(), items: contents.size }),
    close: async () => {
      closed = true;
    },
  };
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}
