/**
 * When a changed attempt is told. Almost everything at once; that a command began to run only after a moment, because most
 * short commands have ended by then and their end says it all: one report and one commit over there instead of two. What is
 * told at once takes along what waits. And reports keep a little apart, so that attempts which end in a row share one: the first
 * is told at once, so a single job never waits.
 */
import { attemptName, type AttemptRef } from '@orchion/domain';
import type { AgentClock, Timer } from '../ports/clock.ts';

export interface ReportPace {
  /** `hasBegun`: nothing more is to be told than that its command runs now. */
  changed(ref: AttemptRef, what: { readonly hasBegun: boolean }): void;
  close(): void;
}

/** Above what a trivial command takes, below what a person notices. */
const settleMs = 8;

/** Between two reports: a report, a commit and an answer cost the same for one attempt as for several. */
const gapMs = 3;

export function createReportPace(parts: {
  readonly clock: Pick<AgentClock, 'after' | 'nowMs'>;
  readonly tell: (ref: AttemptRef) => void;
}): ReportPace {
  const { clock } = parts;
  const waiting = new Map<string, AttemptRef>();
  let timer: { readonly timer: Timer; readonly atMs: number } | null = null;
  let toldAtMs = Number.NEGATIVE_INFINITY;

  function tellWaiting(): void {
    timer?.timer.cancel();
    timer = null;
    toldAtMs = clock.nowMs();
    for (const ref of waiting.values()) parts.tell(ref);
    waiting.clear();
  }

  function tellAt(atMs: number): void {
    if (timer !== null && timer.atMs <= atMs) return;
    timer?.timer.cancel();
    timer = { atMs, timer: clock.after(Math.max(0, atMs - clock.nowMs()), tellWaiting) };
  }

  return {
    changed(ref, { hasBegun }) {
      waiting.set(attemptName(ref), ref);
      const nowMs = clock.nowMs();
      if (hasBegun) tellAt(nowMs + settleMs);
      else if (nowMs >= toldAtMs + gapMs) tellWaiting();
      else tellAt(toldAtMs + gapMs);
    },
    close() {
      timer?.timer.cancel();
      waiting.clear();
    },
  };
}
