/** The recorded operations of a process: what it made, wrote, synced, cut, renamed, removed, and what it said over its sockets. */
import { readFileSync } from 'node:fs';

export type Operation =
  | { readonly kind: 'make'; readonly path: string; readonly isFolder: boolean }
  | { readonly kind: 'write'; readonly path: string; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'cut'; readonly path: string; readonly length: number }
  | { readonly kind: 'sync'; readonly path: string }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string }
  | { readonly kind: 'said'; readonly bytes: Buffer };

/** A process without sockets says what it has done by writing it to a file of this name. */
const saidFile = '/said';

/** kind, length of the path, offset, length; then the path, then the data: see shim/bad-luck.c. */
const headerBytes = 19;

export function readRecording(file: string): readonly Operation[] {
  const bytes = readFileSync(file);
  const operations: Operation[] = [];
  let at = 0;
  while (at + headerBytes <= bytes.length) {
    const kind = String.fromCharCode(bytes[at] ?? 0);
    const pathBytes = bytes.readUInt16LE(at + 1);
    const offset = Number(bytes.readBigInt64LE(at + 3));
    const length = Number(bytes.readBigInt64LE(at + 11));
    const path = bytes.toString('utf8', at + headerBytes, at + headerBytes + pathBytes);
    at += headerBytes + pathBytes;
    const dataBytes = 'WNR'.includes(kind) ? length : 0;
    // The process was killed within the record.
    if (at + dataBytes > bytes.length) break;
    const data = bytes.subarray(at, at + dataBytes);
    at += dataBytes;
    operations.push(operationOf(kind, { path, offset, length, data }));
  }
  return operations;
}

function operationOf(
  kind: string,
  { path, offset, length, data }: { path: string; offset: number; length: number; data: Buffer },
): Operation {
  switch (kind) {
    case 'W':
      return path.endsWith(saidFile) ? { kind: 'said', bytes: data } : { kind: 'write', path, offset, bytes: data };
    case 'C':
      return { kind: 'make', path, isFolder: false };
    case 'D':
      return { kind: 'make', path, isFolder: true };
    case 'T':
      return { kind: 'cut', path, length };
    case 'S':
      return { kind: 'sync', path };
    case 'U':
      return { kind: 'remove', path };
    case 'R':
      return { kind: 'rename', path, to: data.toString('utf8') };
    case 'N':
      return { kind: 'said', bytes: data };
    default:
      throw new Error(`the recording is damaged: an operation of kind ${JSON.stringify(kind)}`);
  }
}
