/**
 * When a crashed orchestrator is started again by itself: at once the first time, later each time, and not any more when it
 * keeps dying, which is for a person to look at.
 */
export interface RestartBudget {
  /** Takes one restart. `times`: crashes lately, this one included. `spent`: there were too many of them. */
  take(now: number): Restart;
}

type Restart =
  | { readonly kind: 'restart'; readonly times: number; readonly waitMs: number }
  | { readonly kind: 'spent'; readonly times: number };

const waitsMs = [0, 1000, 2000, 4000, 8000];
const windowMs = 3 * 60_000;

export function createRestartBudget(): RestartBudget {
  let taken: number[] = [];
  return {
    take(now) {
      taken = taken.filter((at) => now - at < windowMs);
      const times = taken.length + 1;
      const waitMs = waitsMs[taken.length];
      if (waitMs === undefined) return { kind: 'spent', times };
      taken.push(now);
      return { kind: 'restart', times, waitMs };
    },
  };
}
