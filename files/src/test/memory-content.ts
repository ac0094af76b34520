/** An orchestrator's content in memory, with the faults that tests ask for. */
import { trustDigest, type Digest } from '@orchion/domain';
import { createHash } from 'node:crypto';
import type { ContentClient } from '../content-client.ts';
import { FileProblem } from '../file-problem.ts';

export interface MemoryContent extends ContentClient {
  readonly contents: Map<Digest, Buffer>;
  readonly uploads: Map<Digest, Buffer>;
  /** Every call, in order: 'put 3f2a… 0+10'. */
  readonly calls: string[];
  /** The transfer breaks off after so many bytes; null: it does not. Once. */
  breakAfter: number | null;
}

export function digestOf(bytes: Uint8Array): Digest {
  return trustDigest(createHash('sha256').update(bytes).digest('hex'));
}

export function createMemoryContent(): MemoryContent {
  const contents = new Map<Digest, Buffer>();
  const uploads = new Map<Digest, Buffer>();
  const calls: string[] = [];
  const broken = (): FileProblem => new FileProblem('unavailable', 'it broke off');
  return {
    contents,
    uploads,
    calls,
    breakAfter: null,
    async missing(digests) {
      calls.push(`missing ${digests.length}`);
      return digests.filter((digest) => !contents.has(digest));
    },
    async uploadOffset(digest) {
      return contents.has(digest) ? null : (uploads.get(digest)?.length ?? 0);
    },
    async put(digest, { offset, length, total, bytes }) {
      calls.push(`put ${digest.slice(0, 4)} ${offset}+${length}`);
      const pieces: Uint8Array[] = [];
      if (bytes instanceof Uint8Array) pieces.push(bytes);
      else for await (const piece of bytes) pieces.push(piece);
      const sent = Buffer.concat(pieces);
      const before = uploads.get(digest) ?? Buffer.alloc(0);
      if (offset > before.length) return { kind: 'partial', offset: before.length };
      const taken = this.breakAfter === null ? sent : sent.subarray(0, this.breakAfter);
      const there = Buffer.concat([before, taken.subarray(before.length - offset)]);
      uploads.set(digest, there);
      if (this.breakAfter !== null) {
        this.breakAfter = null;
        throw broken();
      }
      if (there.length < total) return { kind: 'partial', offset: there.length };
      uploads.delete(digest);
      if (digestOf(there) !== digest) throw new FileProblem('changed', 'another digest');
      contents.set(digest, there);
      return { kind: 'stored' };
    },
    async *get(digest, offset) {
      calls.push(`get ${digest.slice(0, 4)} ${offset}`);
      const bytes = contents.get(digest);
      if (bytes === undefined) throw new FileProblem('missing', `there is no content ${digest}`);
      for (let at = offset; at < bytes.length; at += 1000) {
        if (this.breakAfter !== null && at - offset >= this.breakAfter) {
          this.breakAfter = null;
          throw broken();
        }
        yield bytes.subarray(at, at + 1000);
      }
    },
  };
}
