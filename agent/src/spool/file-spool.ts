/**
 * The spool is the files that commands write to: `stdout` and `stderr` in each attempt's directory. Nothing is copied.
 * Bytes that are given up or delivered are punched out of the file, so that offsets stay true and the command, which holds
 * the file open, never notices. What was given up is written to `gaps` first, or an agent that restarts would send zeros.
 */
import { attemptName, logStreams, type AttemptRef, type LogStream } from '@orchion/domain';
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  writeSync,
  read as readFile,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Spool, SpoolGap } from '../ports/spool.ts';
import { createPunchHole, type PunchHole } from './punch-hole.ts';

const readAt = promisify(readFile);

/** Delivered bytes are freed in steps of this size: each costs a process. */
const releaseStepBytes = 64 * 1024 * 1024;

/**
 * Large reads go into buffers of this size, which are used again: to make one and throw it away costs more than to fill it.
 * Smaller reads are rare where there is much to read.
 */
const bufferBytes = 256 * 1024;
const largeReadBytesMin = 64 * 1024;
/** Two calls of the shipper. */
const buffersKeptMax = 16;

interface Open {
  readonly dir: string;
  readonly files: Partial<Record<LogStream, number>>;
  readonly gaps: SpoolGap[];
  readonly releasedTo: Record<LogStream, number>;
}

export interface FileSpool extends Spool {
  close(): void;
}

export function createFileSpool(attemptsDir: string, punchHole: PunchHole = createPunchHole()): FileSpool {
  const open = new Map<string, Open>();
  const buffers: Buffer[] = [];

  function openOf(ref: AttemptRef): Open {
    const name = attemptName(ref);
    let known = open.get(name);
    if (known === undefined) {
      const dir = join(attemptsDir, name.replace('/', '.'));
      known = { dir, files: {}, gaps: readGaps(dir), releasedTo: { stdout: 0, stderr: 0 } };
      open.set(name, known);
    }
    return known;
  }

  /** Null: nothing was written yet. */
  function fileOf(spool: Open, stream: LogStream): number | null {
    const known = spool.files[stream];
    if (known !== undefined) return known;
    const path = join(spool.dir, stream);
    try {
      // Looked at, not opened: a start gives a file of its own to its command where somebody has the old one open, and
      // whoever kept that one would wait for bytes that go elsewhere.
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0) return null;
      const file = openSync(path, 'r');
      spool.files[stream] = file;
      return file;
    } catch {
      return null;
    }
  }

  function lengthOf(spool: Open, stream: LogStream): number {
    const file = fileOf(spool, stream);
    const size = file === null ? 0 : fstatSync(file).size;
    // A file that had to be cut is shorter than what was written: the gap says how much was.
    const last = spool.gaps.findLast((gap) => gap.stream === stream);
    return last === undefined ? size : Math.max(size, last.offset + last.length);
  }

  function closeFiles(spool: Open): void {
    for (const stream of logStreams) {
      const file = spool.files[stream];
      if (file !== undefined) closeSync(file);
    }
  }

  return {
    lengths(ref) {
      const spool = openOf(ref);
      return { stdout: lengthOf(spool, 'stdout'), stderr: lengthOf(spool, 'stderr') };
    },
    async read(ref, stream, offset, maxBytes) {
      const file = fileOf(openOf(ref), stream);
      if (file === null || maxBytes <= 0) return new Uint8Array(0);
      const isLarge = maxBytes >= largeReadBytesMin && maxBytes <= bufferBytes;
      const buffer = isLarge ? (buffers.pop() ?? Buffer.allocUnsafeSlow(bufferBytes)) : Buffer.allocUnsafe(maxBytes);
      const { bytesRead } = await readAt(file, buffer, 0, maxBytes, offset);
      return buffer.subarray(0, bytesRead);
    },
    recycle({ buffer, byteLength }) {
      // A small read may lie in a buffer that others share; large ones have theirs alone.
      const isOwn = buffer instanceof ArrayBuffer && buffer.byteLength === bufferBytes && byteLength > 0;
      const isKept = buffers.some((kept) => kept.buffer === buffer);
      if (isOwn && !isKept && buffers.length < buffersKeptMax) buffers.push(Buffer.from(buffer));
    },
    gaps: (ref) => openOf(ref).gaps,
    async drop(ref, gap) {
      const spool = openOf(ref);
      spool.gaps.push(gap);
      spool.gaps.sort((a, b) => a.offset - b.offset);
      appendGap(spool.dir, gap);
      const path = join(spool.dir, gap.stream);
      if (await punchHole(path, gap.offset, gap.length)) return;
      // Without holes only a tail can be freed: what lies beyond the cap, whose bytes nobody will ever want.
      if (gap.reason === 'cap') truncateSync(path, gap.offset);
    },
    async release(ref, stream, offset) {
      const spool = openOf(ref);
      const from = spool.releasedTo[stream];
      if (offset - from < releaseStepBytes) return;
      spool.releasedTo[stream] = offset;
      await punchHole(join(spool.dir, stream), from, offset - from);
    },
    forget(ref) {
      const name = attemptName(ref);
      const spool = open.get(name);
      if (spool !== undefined) closeFiles(spool);
      open.delete(name);
    },
    close() {
      for (const spool of open.values()) closeFiles(spool);
      open.clear();
    },
  };
}

function appendGap(dir: string, gap: SpoolGap): void {
  const file = openSync(join(dir, 'gaps'), 'a', 0o600);
  try {
    writeSync(file, `${JSON.stringify(gap)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function readGaps(dir: string): SpoolGap[] {
  const path = join(dir, 'gaps');
  // Asked first: most attempts have none, and an exception costs ten times the question.
  if (!existsSync(path)) return [];
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return [];
  }
  // A torn last line was never acted on: the hole is punched after its fsync.
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  // We wrote these lines ourselves, whole.
  const gaps = lines.filter(Boolean).map((line) => JSON.parse(line) as SpoolGap);
  return gaps.sort((a, b) => a.offset - b.offset);
}
