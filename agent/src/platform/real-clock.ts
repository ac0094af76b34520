/**
 * The agent's clock on a real machine: milliseconds since boot, sleep included. On Linux it is /proc/uptime, which is also
 * what supervisors read, made finer with the monotonic clock (which stops in sleep, so that a difference is a sleep).
 * Elsewhere it is the monotonic clock alone.
 */
import type { AgentClock } from '../ports/clock.ts';
import { uptimeSeconds } from '../executors/process/uptime.ts';

export interface TimeSources {
  readonly monotonicMs: () => number;
  /** Coarse (10 ms), goes on in sleep. */
  readonly uptimeMs: () => number;
}

/** Above the coarse clock's grain, below any sleep that matters. */
const sleepMsMin = 200;
/** Reading the coarse clock costs a system call. */
const sampleEveryMs = 20;
/** Timers stop in sleep too: long ones are slept in pieces of this length, so that they ring soon after. */
const timerPieceMs = 1_000;

export function createRealClock(sources: TimeSources = systemSources()): AgentClock {
  const { monotonicMs, uptimeMs } = sources;
  const monotonicStart = monotonicMs();
  const uptimeStart = uptimeMs();
  let sleptMs = 0;
  let sampledAt = 0;

  function nowMs(): number {
    const awakeMs = monotonicMs() - monotonicStart;
    if (awakeMs - sampledAt >= sampleEveryMs) {
      sampledAt = awakeMs;
      const behindMs = uptimeMs() - uptimeStart - (awakeMs + sleptMs);
      if (behindMs >= sleepMsMin) sleptMs += behindMs;
    }
    return uptimeStart + awakeMs + sleptMs;
  }

  return {
    nowMs,
    wallMs: () => Date.now(),
    after(delayMs, run) {
      const dueMs = nowMs() + delayMs;
      let timer: NodeJS.Timeout;
      const wait = (): void => {
        const leftMs = dueMs - nowMs();
        timer = setTimeout(leftMs > timerPieceMs ? wait : run, Math.min(Math.max(0, leftMs), timerPieceMs));
      };
      wait();
      return { cancel: () => clearTimeout(timer) };
    },
    defer: (run) => void setImmediate(run),
  };
}

function systemSources(): TimeSources {
  return { monotonicMs: () => performance.now(), uptimeMs: () => uptimeSeconds() * 1000 };
}
