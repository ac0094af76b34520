/** How often a crashed orchestrator is started again by itself: one that keeps dying is left for a person to look at. */
export interface RestartBudget {
  /** Takes one restart; false where there have been too many lately. */
  take(now: number): boolean;
}

const restartsMax = 5;
const windowMs = 3 * 60_000;

export function createRestartBudget(): RestartBudget {
  let taken: number[] = [];
  return {
    take(now) {
      taken = taken.filter((at) => now - at < windowMs);
      if (taken.length >= restartsMax) return false;
      taken.push(now);
      return true;
    },
  };
}
