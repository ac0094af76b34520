/** What the preloaded library is to do to its process: see shim/bad-luck.c. Made with gcc; null where there is none. */
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface BadLuck {
  /** For the process's environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Dies at the n-th fsync from now: just before it, or just after it with nobody told. */
  dieAtSync(n: number, when: 'before' | 'after'): void;
  /** This many of the next fsyncs fail with EIO. */
  failSyncs(count: number): void;
  /** Its wall clock is this much off from now on. */
  setWall(offsetMs: number): void;
  /** Nothing happens any more; the wall clock stays as it is. */
  calm(): void;
}

/** The offsets of `struct control`. */
const field = { untilDeath: 0, dieAfter: 4, fail: 8, wall: 16 } as const;
const controlBytes = 24;

/** Builds the library into `dir`; null where no C compiler is. */
export function buildLibrary(dir: string): string | null {
  if (process.platform !== 'linux') return null;
  const library = join(dir, 'bad-luck.so');
  const source = join(import.meta.dirname, '../../shim/bad-luck.c');
  try {
    execFileSync('gcc', ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl'], { stdio: 'pipe' });
    return library;
  } catch (error) {
    // A compiler that is there and refuses our source is a bug of the lab.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

export function createBadLuck(library: string, controlFile: string): BadLuck {
  writeFileSync(controlFile, Buffer.alloc(controlBytes));
  const put = (at: number, bytes: Buffer): void => {
    const file = openSync(controlFile, 'r+');
    writeSync(file, bytes, 0, bytes.length, at);
    closeSync(file);
  };
  const whole = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32LE(value);
    return bytes;
  };
  return {
    env: { LD_PRELOAD: library, LAB_CONTROL: controlFile },
    dieAtSync(n, when) {
      put(field.dieAfter, whole(when === 'after' ? 1 : 0));
      put(field.untilDeath, whole(n));
    },
    failSyncs: (count) => put(field.fail, whole(count)),
    setWall(offsetMs) {
      const bytes = Buffer.alloc(8);
      bytes.writeBigInt64LE(BigInt(offsetMs) * 1_000_000n);
      put(field.wall, bytes);
    },
    calm: () => put(field.untilDeath, Buffer.alloc(12)),
  };
}
