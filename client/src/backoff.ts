/**
 * How long to wait before the next try: exponential with full jitter, so that a thousand clients that were cut off together
 * do not come back together.
 */
export interface BackoffLimits {
  /** The first wait is between 0 and this. */
  readonly firstMs: number;
  /** No wait is longer than this. */
  readonly maxMs: number;
}

export const defaultBackoff: BackoffLimits = { firstMs: 200, maxMs: 5000 };

/** `failures`: tries that failed in a row, from 1. `random`: 0 to 1. */
export function backoffMs(failures: number, random: number, limits: BackoffLimits = defaultBackoff): number {
  const ceiling = Math.min(limits.maxMs, limits.firstMs * 2 ** Math.min(failures - 1, 30));
  return Math.floor(random * ceiling);
}
