/**
 * What must happen by itself, by time: a heap of (when, what). Entries are never removed in place: a deadline that moved is
 * noticed when its entry comes up, and the handler puts it in again. So moving a deadline later, which every heartbeat does,
 * costs nothing.
 */
import { createHeap } from './heap.ts';

interface Due<What> {
  readonly at: number;
  readonly what: What;
}

export interface Agenda<What> {
  add(at: number, what: What): void;
  /** When the earliest entry is due, or null. */
  next(): number | null;
  /** Takes the earliest entry that is due at `now`, or null. */
  take(now: number): What | null;
}

export function createAgenda<What>(): Agenda<What> {
  const heap = createHeap<Due<What>>((a, b) => a.at < b.at);
  return {
    add: (at, what) => heap.push({ at, what }),
    next: () => heap.peek()?.at ?? null,
    take(now) {
      const first = heap.peek();
      if (first === null || first.at > now) return null;
      heap.pop();
      return first.what;
    },
  };
}
