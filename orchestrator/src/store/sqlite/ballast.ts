/**
 * A file of dead weight beside the database. When the disk is full even a checkpoint fails; giving the ballast up makes room
 * for the small commits that must go on (cancels, results), while new submits are refused.
 */
import { closeSync, existsSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs';

export interface Ballast {
  /** Answers whether there was one. */
  release(): boolean;
  /** Answers whether it is held now; false where there is no room. */
  hold(): boolean;
}

export function createBallast(path: string, bytes: number): Ballast {
  const held = (): boolean => existsSync(path) && statSync(path).size === bytes;
  return {
    release() {
      if (!existsSync(path)) return false;
      rmSync(path, { force: true });
      return true;
    },
    hold() {
      if (bytes === 0) return false;
      if (held()) return true;
      try {
        fill(path, bytes);
        return true;
      } catch {
        // No room, or no right to write here: the answer says so, and half a ballast is of no use to anybody.
        rmSync(path, { force: true });
        return false;
      }
    },
  };
}

function fill(path: string, bytes: number): void {
  // Written in full: a sparse file would hold no room. Bytes that do not compress, for file systems that do.
  const block = noise(64 * 1024);
  const file = openSync(path, 'w', 0o600);
  try {
    for (let at = 0; at < bytes;) at += writeSync(file, block, 0, Math.min(block.length, bytes - at), at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Xorshift: the same bytes every time, and nothing in them to compress. */
function noise(bytes: number): Uint8Array {
  const words = new Uint32Array(bytes / 4);
  let x = 0x9e3779b9;
  for (let i = 0; i < words.length; i++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    words[i] = x;
  }
  return new Uint8Array(words.buffer);
}
