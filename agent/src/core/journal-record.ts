/**
 * What the journal holds, and the table that can be made of it again. Intents are written before a command starts, ends
 * before they are told; the high-water marks of forgotten attempts are folded into one record at compaction.
 */
import {
  attemptName,
  type AttemptEnd,
  type AttemptRef,
  type JobId,
  type LogLengths,
  type Products,
} from '@orchion/domain';
import {
  createAttemptTable,
  heldOf,
  newlyHeld,
  raiseHighWater,
  type AttemptRules,
  type AttemptTable,
  type HeldAttempt,
} from './attempt-table.ts';

export type JournalRecord =
  | { readonly kind: 'intent'; readonly ref: AttemptRef; readonly lease: number; readonly rules: AttemptRules }
  | {
      readonly kind: 'ended';
      readonly ref: AttemptRef;
      readonly end: AttemptEnd;
      readonly startedAt: number | null;
      readonly endedAt: number;
      readonly logLengths: LogLengths;
      /** Left out where there are none. */
      readonly products?: Products;
    }
  | { readonly kind: 'forgotten'; readonly ref: AttemptRef }
  | {
      readonly kind: 'marks';
      readonly leaseFloor: number;
      readonly marks: readonly { readonly jobId: JobId; readonly number: number; readonly lease: number }[];
    };

/** The table of an agent that has just started: live attempts wait in `starting` until the executor has adopted them. */
export function tableFromJournal(records: readonly JournalRecord[]): AttemptTable {
  const table = createAttemptTable();
  for (const record of records) {
    switch (record.kind) {
      case 'intent':
        raiseHighWater(table, record.ref, record.lease);
        table.held.set(attemptName(record.ref), recoveredAttempt(record));
        break;
      case 'ended': {
        const held = heldOf(table, record.ref);
        if (held === undefined) break;
        held.phase = 'ended';
        held.end = record.end;
        held.startedAt = record.startedAt;
        held.endedAt = record.endedAt;
        held.logLengths = record.logLengths;
        held.products = record.products ?? null;
        held.endMayBeTold = true;
        held.logDone = record.logLengths.stdout + record.logLengths.stderr === 0;
        break;
      }
      case 'forgotten':
        table.held.delete(attemptName(record.ref));
        break;
      case 'marks':
        table.leaseFloor = Math.max(table.leaseFloor, record.leaseFloor);
        for (const mark of record.marks) raiseHighWater(table, mark, mark.lease);
        break;
    }
  }
  return table;
}

/** Records that give the same table: what compaction leaves. */
export function journalOfTable(table: AttemptTable): readonly JournalRecord[] {
  const marks = [...table.highWater].map(([jobId, { number, lease }]) => ({ jobId, number, lease }));
  const records: JournalRecord[] = [{ kind: 'marks', leaseFloor: table.leaseFloor, marks }];
  for (const held of table.held.values()) {
    records.push(intentRecord(held));
    const ended = endedRecord(held);
    if (ended !== null) records.push(ended);
  }
  return records;
}

export function intentRecord(held: HeldAttempt): JournalRecord {
  return {
    kind: 'intent',
    ref: { jobId: held.jobId, number: held.number },
    lease: held.lease,
    rules: held.rules,
  };
}

/** Null while it has not ended, or what it leaves is not safe yet. */
export function endedRecord(held: HeldAttempt): JournalRecord | null {
  if (held.phase !== 'ended' || held.end === null || held.endedAt === null || held.logLengths === null) return null;
  return {
    kind: 'ended',
    ref: { jobId: held.jobId, number: held.number },
    end: held.end,
    startedAt: held.startedAt,
    endedAt: held.endedAt,
    logLengths: held.logLengths,
    ...(held.products !== null && { products: held.products }),
  };
}

/**
 * Nobody waits for these: a forgotten attempt that comes back after a crash is forgotten once more, and the end of a command
 * that left no log and no files is told before it is written, and until it is, the record of its supervisor tells the same.
 */
export function isInNoHurry(record: JournalRecord): boolean {
  if (record.kind === 'forgotten') return true;
  // A command that never started is told of once that is durable.
  if (record.kind !== 'ended' || record.startedAt === null) return false;
  return record.logLengths.stdout + record.logLengths.stderr === 0 && record.products === undefined;
}

/** How long such a record may wait, in memory, for an fsync that it can share. */
export const lazyRecordMs = 250;

function recoveredAttempt(record: Extract<JournalRecord, { kind: 'intent' }>): HeldAttempt {
  return { ...newlyHeld(record.ref, record.lease), rules: record.rules, phase: 'starting' };
}
