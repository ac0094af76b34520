/** The content of a fake orchestrator: what was put is there, and what a test lays down. */
import { trustDigest, writeTree, type Artifact, type Digest } from '@orchion/domain';
import { FileProblem, type HttpContentClient } from '@orchion/files';
import { createHash } from 'node:crypto';

export interface FakeContent {
  readonly client: HttpContentClient;
  readonly contents: ReadonlyMap<Digest, Uint8Array>;
  /** Lays down an artifact of these files. */
  artifact(name: string, files: Readonly<Record<string, string>>): Artifact;
}

export function fakeContent(): FakeContent {
  const contents = new Map<Digest, Uint8Array>();
  const keep = (bytes: Uint8Array): Digest => {
    const digest = trustDigest(createHash('sha256').update(bytes).digest('hex'));
    contents.set(digest, bytes);
    return digest;
  };
  const client: HttpContentClient = {
    missing: async (digests) => digests.filter((digest) => !contents.has(digest)),
    uploadOffset: async (digest) => (contents.has(digest) ? null : 0),
    async put(_, { bytes }) {
      const pieces: Uint8Array[] = [];
      if (bytes instanceof Uint8Array) pieces.push(bytes);
      else for await (const piece of bytes) pieces.push(piece);
      keep(Buffer.concat(pieces));
      return { kind: 'stored' };
    },
    async *get(digest, offset) {
      const bytes = contents.get(digest);
      if (bytes === undefined) throw new FileProblem('missing', `there is no content ${digest}`);
      yield bytes.subarray(offset);
    },
    close: () => undefined,
  };
  return {
    client,
    contents,
    artifact(name, files) {
      const listed = Object.entries(files).map(([path, text]) => {
        const bytes = Buffer.from(text);
        return { path, bytes: bytes.length, digest: keep(bytes), isExecutable: false };
      });
      const bytes = listed.reduce((sum, file) => sum + file.bytes, 0);
      return { name, tree: keep(Buffer.from(writeTree(listed))), files: listed.length, bytes };
    },
  };
}
