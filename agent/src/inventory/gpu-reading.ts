/** What one look at a vendor's tool tells: devices, their figures, and what was wrong with some of them. */
import type { GpuDevice, GpuMetrics } from '@orchion/domain';

export interface GpuReading {
  readonly devices: readonly GpuDevice[];
  /** One for each device, in the same order. */
  readonly metrics: readonly GpuMetrics[];
  /** One sentence for the operator; null where the tool had nothing to complain about. */
  readonly problem: string | null;
}

export const noGpus: GpuReading = { devices: [], metrics: [], problem: null };

/** More devices than any machine has: what comes after is a tool gone mad. */
export const devicesMax = 128;

/** The number at the text's start ('24564 MiB', '31.0'), or null for everything that tools write instead of one. */
export function numberIn(text: unknown): number | null {
  if (typeof text === 'number') return Number.isFinite(text) ? text : null;
  const match = typeof text === 'string' ? /^\s*(-?\d{1,18}(?:\.\d{1,9})?)/.exec(text) : null;
  return match === null ? null : Number(match[1]);
}

/** An amount that cannot be negative, as whole bytes. */
export function bytesIn(text: unknown, unitBytes: number): number | null {
  const amount = numberIn(text);
  if (amount === null || amount < 0) return null;
  const bytes = Math.round(amount * unitBytes);
  return Number.isSafeInteger(bytes) ? bytes : null;
}

/** A percentage as 0 to 1. */
export function fractionIn(text: unknown): number | null {
  const percent = numberIn(text);
  return percent === null ? null : Math.min(1, Math.max(0, percent / 100));
}

/** A name as a tool wrote it, safe to print and bounded; `fallback` where it wrote none. */
export function nameIn(text: unknown, fallback: string): string {
  const name =
    typeof text === 'string'
      ? text
          .replaceAll(/\p{Cc}/gu, ' ')
          .trim()
          .slice(0, 128)
      : '';
  return name === '' || /^(?:n\/a|\[.*\]|unknown|none)$/i.test(name) ? fallback : name;
}

/** The first line that says something, for a message. */
export function firstLine(text: string): string {
  const line = text.split('\n', 200).find((candidate) => candidate.trim() !== '') ?? 'no output';
  return line
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 200);
}

/** The JSON in a tool's output, past the warnings that some write in front of it; null where there is none. */
export function jsonIn(text: string): unknown {
  const start = text.search(/[[{]/);
  if (start < 0) return null;
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  try {
    return JSON.parse(text.slice(start, end + 1)) as unknown;
  } catch {
    return null;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value under a path of keys, undefined where a step is missing. */
export function within(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), value);
}
