/**
 * From the journal's bytes to its records. Each line is judged alone: one that is damaged is left out and shown, and start-up
 * never depends on all of them.
 */
import { parseId, type AttemptRef } from '@orchion/domain';
import type { JournalRecord } from '../core/journal-record.ts';

export interface ParsedJournal {
  readonly records: readonly JournalRecord[];
  /** The beginnings of lines that are no records. */
  readonly unreadable: readonly string[];
  /** Up to and with the last complete line: what follows is torn. */
  readonly bytes: number;
}

export function parseJournal(bytes: Buffer): ParsedJournal {
  const end = bytes.lastIndexOf(0x0a) + 1;
  const records: JournalRecord[] = [];
  const unreadable: string[] = [];
  for (const line of bytes.subarray(0, end).toString('utf8').split('\n')) {
    if (line === '') continue;
    const record = recordOf(line);
    if (record === null) unreadable.push(line.slice(0, 120));
    else records.push(record);
  }
  return { records, unreadable, bytes: end };
}

function recordOf(line: string): JournalRecord | null {
  try {
    // We wrote it ourselves; what is checked is what damage would break.
    const record = JSON.parse(line) as JournalRecord;
    switch (record.kind) {
      case 'intent':
        return isRef(record.ref) && Number.isSafeInteger(record.lease) && typeof record.rules === 'object'
          ? record
          : null;
      case 'ended':
        return isRef(record.ref) && typeof record.end === 'object' && typeof record.logLengths === 'object'
          ? record
          : null;
      case 'forgotten':
        return isRef(record.ref) ? record : null;
      case 'marks':
        return Array.isArray(record.marks) && Number.isSafeInteger(record.leaseFloor) ? record : null;
      default:
        return null;
    }
  } catch {
    return null;
  }
}

function isRef(ref: AttemptRef | undefined): boolean {
  return typeof ref?.jobId === 'string' && parseId('job', ref.jobId) !== null && Number.isInteger(ref.number);
}
