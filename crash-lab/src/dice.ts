/**
 * Dice from a seed, so that a run's choices (what is hit, after how long) can be made again. What the processes are doing at
 * that moment is theirs: a seed repeats the plan, not the history.
 */
import type { IdSource } from '@orchion/domain';

export interface Dice extends IdSource {
  next(): number;
  whole(low: number, high: number): number;
  chance(of: number): boolean;
  pick<T>(from: readonly [T, ...T[]]): T;
}

/** `name` gives a stream of its own. */
export function createDice(seed: number, name: string): Dice {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  for (const letter of name) state = Math.imul(state ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    nextUint32: () => Math.floor(next() * 2 ** 32),
    whole,
    chance: (of) => next() < of,
    // Within the list: it is not empty.
    pick: (from) => from[whole(0, from.length - 1)] ?? from[0],
  };
}
