/** Starts are refused while the disk is nearly full: what runs already, and the journal, need what is left. */
import type { AttemptEnd } from '@orchion/domain';
import { statfsSync } from 'node:fs';
import { refusedEnd } from './attempt-end.ts';

/** Null: there is room. */
export function problemOfDisk(where: {
  readonly attemptsDir: string;
  readonly diskReserveBytes: number;
}): AttemptEnd | null {
  const { attemptsDir, diskReserveBytes } = where;
  const volume = statfsSync(attemptsDir);
  const freeBytes = volume.bavail * volume.bsize;
  if (freeBytes >= diskReserveBytes) return null;
  const mebibytes = (bytes: number): number => Math.floor(bytes / 2 ** 20);
  return refusedEnd(
    `The node’s disk has ${mebibytes(freeBytes)} MiB left at ${attemptsDir}; ` +
      `${mebibytes(diskReserveBytes)} MiB are kept back for what already runs.`,
  );
}
