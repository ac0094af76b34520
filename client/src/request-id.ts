/** What makes a retried call harmless. */
import type { Timing } from './timing.ts';

/** 104 random bits: enough that no two submits of a cluster's life share an id by accident. */
export function newRequestId(timing: Timing): string {
  const half = (): string =>
    Math.floor(timing.random() * 2 ** 52)
      .toString(36)
      .padStart(11, '0');
  return `req-${half()}${half()}`;
}
