/** Amounts written so that reading them gives the very same number: what `format…` rounds for people is not rounded here. */

const byteUnits = ['KiB', 'MiB', 'GiB'] as const;

/** `2GiB`, `1536MiB`, `1000`. */
export function exactBytes(bytes: number): string {
  const unit = byteUnits.findLastIndex((_unit, index) => bytes > 0 && bytes % 1024 ** (index + 1) === 0);
  return unit === -1 ? String(bytes) : `${bytes / 1024 ** (unit + 1)}${byteUnits[unit]}`;
}

/** `2h`, `90s`, `250ms`. */
export function exactDuration(ms: number): string {
  if (ms > 0 && ms % 3_600_000 === 0) return `${ms / 3_600_000}h`;
  if (ms > 0 && ms % 60_000 === 0) return `${ms / 60_000}m`;
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}
