/** Randomness for ids and jitter, from the operating system. */
import { randomBytes } from 'node:crypto';
import type { IdSource } from '@orchion/domain';

export function createRandomIds(): IdSource {
  return { nextUint32: () => randomBytes(4).readUInt32LE() };
}
