/**
 * Points in time and lengths of time: Timestamp and Duration on the wire, milliseconds in the domain. Null is an absent
 * field. Parts of a millisecond are rounded away.
 */
import {
  durationFromMs,
  durationMs,
  timestampFromMs,
  timestampMs,
  type Duration,
  type Timestamp,
} from '@bufbuild/protobuf/wkt';
import { required, WireError } from './wire-error.ts';

/** Milliseconds since the epoch. */
export function timeToWire(atMs: number): Timestamp {
  return timestampFromMs(Math.round(atMs));
}

/** For optional fields: spread into a message's fields, which may not be undefined. */
export function optionalTimeToWire(atMs: number | null): Timestamp | undefined {
  return atMs === null ? undefined : timeToWire(atMs);
}

export function timeFromWire(at: Timestamp | undefined, field: string): number {
  return safe(timestampMs(required(at, field)), field);
}

export function optionalTimeFromWire(at: Timestamp | undefined, field: string): number | null {
  return at === undefined ? null : timeFromWire(at, field);
}

export function durationToWire(ms: number): Duration {
  return durationFromMs(Math.round(ms));
}

export function optionalDurationToWire(ms: number | null): Duration | undefined {
  return ms === null ? undefined : durationToWire(ms);
}

/** Milliseconds; negative lengths are passed on, for the rules to refuse. */
export function durationFromWire(length: Duration | undefined, field: string): number {
  return safe(durationMs(required(length, field)), field);
}

export function optionalDurationFromWire(length: Duration | undefined, field: string): number | null {
  return length === undefined ? null : durationFromWire(length, field);
}

function safe(ms: number, field: string): number {
  if (!Number.isSafeInteger(ms)) throw new WireError(field, 'is too far away to count its milliseconds');
  return ms === 0 ? 0 : ms; // Never -0, which equals 0 and yet prints otherwise.
}
