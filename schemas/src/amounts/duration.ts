/** Durations: `90s`, `10m`, `1h30m`, `2d`, `250ms`, or a bare number of seconds. */
import { shortNumber, shown, type Parsed } from './parsed.ts';

const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

export const durationPattern = '^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$';
export const durationExpected = 'a duration such as "90s", "10m" or "1h30m", or a number of seconds';

/** Milliseconds, from 0. */
export function parseDuration(text: string | number): Parsed<number> {
  const written = String(text).trim();
  const invalid = { problem: `${shown(written)} is no duration; write ${durationExpected}` };
  if (/^\d{1,12}(?:\.\d{1,6})?$/.test(written)) return { value: Math.round(Number(written) * 1000) };
  if (written.length > 100 || !/^(?:\d{1,12}(?:\.\d{1,6})?(?:ms|[smhdw]))+$/.test(written)) return invalid;
  let totalMs = 0;
  for (const [, amount, unit] of written.matchAll(/([\d.]+)(ms|[smhdw])/g)) {
    totalMs += Number(amount) * (unitMs[unit ?? ''] ?? 0);
  }
  return Number.isSafeInteger(Math.round(totalMs)) ? { value: Math.round(totalMs) } : invalid;
}

/** The two largest units, for people: `1h 30m`, `2d 4h`, `12.3s`, `350ms`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)}ms`;
  if (ms < 59_950) return `${shortNumber(ms / 1000, 1)}s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return pair(seconds, [60, 'm'], [1, 's']);
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return pair(minutes, [60, 'h'], [1, 'm']);
  return pair(Math.round(seconds / 3600), [24, 'd'], [1, 'h']);
}

function pair(amount: number, large: readonly [number, string], small: readonly [number, string]): string {
  const rest = amount % large[0];
  const first = `${Math.floor(amount / large[0])}${large[1]}`;
  return rest === 0 ? first : `${first} ${rest}${small[1]}`;
}
