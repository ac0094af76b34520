/**
 * A simulated file of records. What was written survives the death of the process; what was synced survives a power cut as
 * well, and of the rest a part from its beginning may.
 */
import type { Random } from './random.ts';

export interface RecordFile<T> {
  /** Everything written, also where it is not synced yet. */
  readonly records: readonly T[];
  /** Answers false where the disk is full: nothing was written. */
  append(record: T): boolean;
  /** What is written now is safe from here on. */
  sync(): void;
  /** All at once, or not at all: a new file that takes the old one's name. */
  replace(records: readonly T[]): void;
  powerCut(dice: Random): void;
}

export interface DiskState {
  full: boolean;
}

export function createRecordFile<T>(disk: DiskState): RecordFile<T> {
  let records: T[] = [];
  let synced = 0;
  return {
    get records() {
      return records;
    },
    append(record) {
      if (disk.full) return false;
      records.push(record);
      return true;
    },
    sync() {
      synced = records.length;
    },
    replace(next) {
      records = [...next];
      synced = records.length;
    },
    powerCut(dice) {
      records.length = dice.whole(synced, records.length);
      synced = records.length;
    },
  };
}
