/**
 * Where supervisors read until when the node's right to run lasts: hundredths of a second since boot, on the clock of
 * /proc/uptime. One file for all attempts, so that a renewal is one write however many run.
 */
import { closeSync, constants, openSync, writeSync } from 'node:fs';

export interface LeaseFile {
  readonly path: string;
  /** `untilMs`: on the agent's clock, which is the same clock in milliseconds. */
  write(untilMs: number): void;
}

export function createLeaseFile(path: string): LeaseFile {
  return {
    path,
    write(untilMs) {
      // In place and of one length: a reader sees the old deadline or the new one. What is not whole is not read.
      const text = `${String(Math.floor(untilMs / 10)).padStart(15, '0')} .\n`;
      const file = openSync(path, constants.O_WRONLY | constants.O_CREAT, 0o600);
      try {
        writeSync(file, text, 0);
      } finally {
        closeSync(file);
      }
    },
  };
}
