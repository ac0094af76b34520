/**
 * The newest records of one log, in memory, without a hole between them and the log's end: for a reader that follows and has
 * not seen them, so that what was just written is not read from the disk again. Bounded for one log and for all of a store.
 */
import type { LogChunk } from '@orchion/domain';
import { recordBytesOf } from './log-record.ts';

/** What all logs of a store keep together. */
export interface RecentUse {
  bytes: number;
}

export interface RecentRecord {
  /** Where it begins in the file. */
  readonly position: number;
  readonly chunk: LogChunk;
}

const bytesMax = 4 * 1024 * 1024;
const bytesOfAllMax = 64 * 1024 * 1024;

export class RecentRecords {
  readonly #ofAll: RecentUse;
  #records: RecentRecord[] = [];
  #bytes = 0;

  constructor(ofAll: RecentUse) {
    this.#ofAll = ofAll;
  }

  /** The record follows the newest one directly. */
  add(record: RecentRecord): void {
    this.#records.push(record);
    this.#use(recordBytesOf(record.chunk));
    let dropped = 0;
    while (this.#bytes > bytesMax || this.#ofAll.bytes > bytesOfAllMax) {
      const oldest = this.#records[dropped];
      if (oldest === undefined) break;
      dropped++;
      this.#use(-recordBytesOf(oldest.chunk));
    }
    if (dropped > 0) this.#records.splice(0, dropped);
  }

  /** Null where none of them begins there. */
  from(position: number): readonly RecentRecord[] | null {
    const first = this.#records.findIndex((record) => record.position === position);
    return first === -1 ? null : this.#records.slice(first);
  }

  forget(): void {
    this.#records = [];
    this.#use(-this.#bytes);
  }

  #use(bytes: number): void {
    this.#bytes += bytes;
    this.#ofAll.bytes += bytes;
  }
}
