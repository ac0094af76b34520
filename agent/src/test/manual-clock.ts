/** Time that a test moves. Turns (`defer`) and what waits for promises happen in between, as on a real machine. */
import type { AgentClock } from '../ports/clock.ts';

export interface ManualClock extends AgentClock {
  /** Moves time, ringing what is due in order, and lets everything that follows happen. */
  advance(ms: number): Promise<void>;
  /** Timers that wait. */
  readonly armed: number;
}

export function createManualClock(startMs = 1_000_000): ManualClock {
  let nowMs = startMs;
  const timers = new Set<{ readonly dueMs: number; readonly run: () => void }>();
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    nowMs: () => nowMs,
    wallMs: () => nowMs,
    after(delayMs, run) {
      const timer = { dueMs: nowMs + delayMs, run };
      timers.add(timer);
      return { cancel: () => void timers.delete(timer) };
    },
    defer: (run) => void setImmediate(run),
    async advance(ms) {
      const until = nowMs + ms;
      await settle();
      for (;;) {
        const [next] = [...timers].filter((timer) => timer.dueMs <= until).sort((a, b) => a.dueMs - b.dueMs);
        if (next === undefined) break;
        timers.delete(next);
        nowMs = Math.max(nowMs, next.dueMs);
        next.run();
        await settle();
      }
      nowMs = until;
      await settle();
    },
    get armed() {
      return timers.size;
    },
  };
}
