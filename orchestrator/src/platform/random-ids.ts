/** Randomness for ids, from the operating system. Drawn in blocks, since a call for four bytes costs as much as one for many. */
import { randomFillSync } from 'node:crypto';
import type { IdSource } from '@orchion/domain';

export function createRandomIds(): IdSource {
  const block = new Uint32Array(256);
  let used = block.length;
  return {
    nextUint32() {
      if (used === block.length) {
        randomFillSync(block);
        used = 0;
      }
      const drawn = block[used] ?? 0;
      used += 1;
      return drawn;
    },
  };
}
