/**
 * The engine's frames: both streams of a container in one, each piece with its stream and length before it.
 *
 *   | stream 1 | 0 0 0 | length 4, big-endian | bytes ... |      stream: 1 is standard output, 2 standard error
 */
import type { LogStream } from '@orchion/domain';

export interface Piece {
  readonly stream: LogStream;
  readonly bytes: Buffer;
}

const headerBytes = 8;

/** Takes what arrives, in pieces of any size, and answers what is in it. Nothing waits for the end of a frame. */
export function createFrameReader(): (arrived: Buffer) => readonly Piece[] {
  let header = Buffer.alloc(0);
  let stream: LogStream = 'stdout';
  let left = 0;
  return (arrived) => {
    const pieces: Piece[] = [];
    let rest = arrived;
    while (rest.length > 0) {
      if (left === 0) {
        const wanted = headerBytes - header.length;
        header = Buffer.concat([header, rest.subarray(0, wanted)]);
        rest = rest.subarray(wanted);
        if (header.length < headerBytes) break;
        stream = header[0] === 2 ? 'stderr' : 'stdout';
        left = header.readUInt32BE(4);
        header = Buffer.alloc(0);
        continue;
      }
      const bytes = rest.subarray(0, left);
      pieces.push({ stream, bytes });
      left -= bytes.length;
      rest = rest.subarray(bytes.length);
    }
    return pieces;
  };
}
