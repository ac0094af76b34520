/**
 * The clock of a real process: wall time at its start plus elapsed time, so that a wall clock that is set later moves
 * nothing. An alarm is slept in pieces, because a timer that was set before a sleep rings too late after it.
 */
import type { Clock } from '../ports/clock.ts';
import { createElapsed, type Elapsed } from './elapsed.ts';

export interface RealClock extends Clock {
  /**
   * Calls when the process stood still or the machine slept for more than five seconds: silence in that time proves nothing
   * about anyone else. Called before an alarm that was due in the gap rings, and before what was deferred runs.
   */
  onGap(listener: (gapMs: number) => void): { dispose(): void };
  /** Stops its timers. */
  dispose(): void;
}

/** Later than this, and the process was not merely busy. */
const gapMsMin = 5_000;
const tickMs = 1_000;
const alarmPieceMs = 60_000;

export function createRealClock(
  options: { readonly wallNow?: () => number; readonly elapsed?: Elapsed } = {},
): RealClock {
  const elapsed = options.elapsed ?? createElapsed();
  const startedAt = (options.wallNow ?? Date.now)();
  const listeners = new Set<(gapMs: number) => void>();
  let alarm: { readonly at: number; readonly ring: () => void } | null = null;
  let timer: NodeJS.Timeout | null = null;
  let seenAt = elapsed();

  const now = (): number => Math.floor(startedAt + elapsed());

  /** Notices a gap since it last looked; every timer of the clock passes here first. */
  const look = (): void => {
    const at = elapsed();
    const gapMs = at - seenAt - tickMs;
    seenAt = at;
    if (gapMs <= gapMsMin) return;
    for (const listener of listeners) listener(Math.round(gapMs));
    // The running timer counts on from where it stood: set it anew.
    arm();
  };

  const arm = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (alarm === null) return;
    const waitMs = Math.min(Math.max(0, alarm.at - now()), alarmPieceMs);
    timer = setTimeout(() => {
      look();
      if (alarm === null) return;
      if (now() < alarm.at) return arm();
      const { ring } = alarm;
      alarm = null;
      ring();
    }, Math.ceil(waitMs));
  };

  const tick = setInterval(look, tickMs);
  tick.unref();

  return {
    now,
    setAlarm(at, ring) {
      alarm = at === null ? null : { at, ring };
      arm();
    },
    // What arrived meanwhile is read before any timer rings.
    defer: (run) =>
      void setImmediate(() => {
        look();
        run();
      }),
    onGap(listener) {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
    dispose() {
      clearInterval(tick);
      alarm = null;
      arm();
    },
  };
}
