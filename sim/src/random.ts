/**
 * Named streams of dice, all from one seed. Each part of the world rolls its own stream, so that a new die in one part does
 * not change what the others roll.
 */
import type { IdSource } from '@orchion/domain';

export interface Random extends IdSource {
  /** From 0 up to, not including, 1. */
  next(): number;
  between(low: number, high: number): number;
  /** A whole number, both ends included. */
  whole(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly [T, ...T[]]): T;
}

/** The stream of this name: mulberry32 on a hash of seed and name. */
export function createRandom(seed: number, name: string): Random {
  let state = hashText(`${seed}/${name}`, 0x811c9dc5);
  const nextUint32 = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  const next = (): number => nextUint32() / 2 ** 32;
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    nextUint32,
    next,
    whole,
    between: (low, high) => low + next() * (high - low),
    chance: (probability) => next() < probability,
    pick: (list) => list[whole(0, list.length - 1)] ?? list[0],
  };
}

/** FNV-1a over UTF-16 units: enough to tell two histories apart, and cheap. */
export function hashText(text: string, start: number): number {
  let hash = start;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}
