/**
 * Whole numbers of 64 bits: bigint on the wire, number in the domain. The one place where they are converted; it refuses
 * what a number cannot hold exactly, so that no offset or byte count is ever silently wrong.
 */
import { assert } from '@orchion/domain';
import { WireError } from './wire-error.ts';

/** For uint64 fields. The domain's amounts are safe whole numbers from 0: anything else is a bug. */
export function uint64ToWire(value: number): bigint {
  assert(Number.isSafeInteger(value) && value >= 0, `a wire amount is a safe whole number from 0, got ${value}`);
  return BigInt(value);
}

/** Throws WireError above 2^53 - 1. */
export function uint64FromWire(value: bigint, field: string): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new WireError(field, `must be at most ${Number.MAX_SAFE_INTEGER}, got ${value}`);
  }
  return Number(value);
}

/** For double fields: NaN and infinities are not figures. */
export function doubleFromWire(value: number, field: string): number {
  if (!Number.isFinite(value)) throw new WireError(field, `must be a finite number, got ${value}`);
  return value;
}

/** An optional double: absent is null. */
export function optionalDoubleFromWire(value: number | undefined, field: string): number | null {
  return value === undefined ? null : doubleFromWire(value, field);
}

/** Named counters. */
export function countersToWire(counters: Readonly<Record<string, number>>): Record<string, bigint> {
  return Object.fromEntries(Object.entries(counters).map(([name, value]) => [name, uint64ToWire(value)]));
}

export function countersFromWire(counters: Readonly<Record<string, bigint>>, field: string): Record<string, number> {
  const entries = Object.entries(counters).map(([name, value]): [string, number] => [
    name,
    uint64FromWire(value, `${field}.${name.slice(0, 80)}`),
  ]);
  return Object.fromEntries(entries);
}

/** Attempts count from 1: 0 is a field that was left out. */
export function attemptNumberFromWire(value: number, field = 'attempt'): number {
  if (value < 1) throw new WireError(field, 'must be an attempt number, from 1');
  return value;
}
