/**
 * Where in the file a reader with a cursor begins: one entry about every mebibyte, so that a search reads at most that much
 * for nothing. An entry says what lies before it; all three numbers only grow, so a search is a bisection.
 */
import { startOfLog, type LogCursor } from '@orchion/domain';
import type { LogReadRequest } from '../../ports/log-store.ts';

const bytesPerEntry = 1024 * 1024;

interface Entry {
  readonly position: number;
  /** Everything before it is stored up to here. */
  readonly cursor: LogCursor;
  /** The latest time of any record before it. */
  readonly latestAt: number;
}

export class SparseIndex {
  readonly #entries: Entry[] = [{ position: 0, cursor: startOfLog, latestAt: -Infinity }];
  #latestAt = -Infinity;

  /** A record begins at `position`; `cursor` is what the records before it reach. */
  note(record: { readonly position: number; readonly cursor: LogCursor; readonly at: number }): void {
    const last = this.#entries.at(-1);
    if (last === undefined || record.position - last.position >= bytesPerEntry) {
      this.#entries.push({ position: record.position, cursor: record.cursor, latestAt: this.#latestAt });
    }
    this.#latestAt = Math.max(this.#latestAt, record.at);
  }

  /** A position before everything that the request asks for. */
  find(request: Pick<LogReadRequest, 'cursor' | 'stream' | 'sinceAt'>): number {
    let low = 0;
    let high = this.#entries.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      const entry = this.#entries[middle];
      if (entry !== undefined && isBefore(entry, request)) low = middle;
      else high = middle - 1;
    }
    return this.#entries[low]?.position ?? 0;
  }
}

function isBefore(
  entry: Entry,
  { cursor, stream, sinceAt }: Pick<LogReadRequest, 'cursor' | 'stream' | 'sinceAt'>,
): boolean {
  if (sinceAt !== null && entry.latestAt < sinceAt) return true;
  const stdout = stream === 'stderr' || entry.cursor.stdout <= cursor.stdout;
  const stderr = stream === 'stdout' || entry.cursor.stderr <= cursor.stderr;
  return stdout && stderr;
}
