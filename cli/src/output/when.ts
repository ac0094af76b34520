/** Points in time for people: `12s ago`, `3h 5m ago`, `in 40s`. Machines get ISO 8601 by `--json`. */
import { formatDuration } from '@orchion/schemas';

/** Empty for null. Clocks of two machines differ a little: a moment that lies slightly ahead is `just now`. */
export function relativeTime(at: number | null, now: number): string {
  if (at === null) return '';
  const ago = now - at;
  if (Math.abs(ago) < 1000) return 'just now';
  // Whole seconds: nobody reads tenths of a second of something that is over.
  const length = formatDuration(Math.round(Math.abs(ago) / 1000) * 1000);
  return ago > 0 ? `${length} ago` : `in ${length}`;
}

/** How long from one moment to the other, or until now; empty where it has not begun. */
export function lengthBetween(from: number | null, to: number | null, now: number): string {
  if (from === null) return '';
  return formatDuration(Math.max(0, (to ?? now) - from));
}

/** ISO 8601 with milliseconds, in UTC; null stays null. */
export function isoTime(at: number): string;
export function isoTime(at: number | null): string | null;
export function isoTime(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
