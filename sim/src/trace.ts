/**
 * The story of a run, sentence by sentence. All of it goes into a hash (the same seed twice must give the same), the end of
 * it is kept for whoever reads a failure, and a replay tells it while it happens.
 */
import { hashText } from './random.ts';

export interface Trace {
  note(at: number, who: string, what: string): void;
  /** Of everything noted so far. */
  hash(): string;
  last(): readonly string[];
}

const keptMax = 60;

export function createTrace(tell: ((line: string) => void) | null): Trace {
  let low = 0x811c9dc5;
  let high = 0x01234567;
  let count = 0;
  const kept: { at: number; who: string; what: string }[] = [];
  return {
    note(at, who, what) {
      count++;
      low = hashText(what, hashText(who, low ^ (at | 0)));
      high = Math.imul(high ^ low, 0x85ebca6b) + count;
      kept[count % keptMax] = { at, who, what };
      tell?.(lineOf({ at, who, what }));
    },
    hash: () => `${count}-${(low >>> 0).toString(16)}${(high >>> 0).toString(16)}`,
    last: () =>
      Array.from({ length: Math.min(count, keptMax) }, (_, i) => {
        const entry = kept[(count - Math.min(count, keptMax) + 1 + i) % keptMax];
        return entry === undefined ? '' : lineOf(entry);
      }),
  };
}

function lineOf({ at, who, what }: { at: number; who: string; what: string }): string {
  const minutes = Math.floor(at / 60_000);
  const seconds = ((at % 60_000) / 1000).toFixed(3).padStart(6, '0');
  return `${String(minutes).padStart(3)}:${seconds}  ${who.padEnd(14)} ${what}`;
}
