/**
 * When a changed attempt is told. Almost everything at once; that a command began to run only after a moment, because most
 * short commands have ended by then and their end says it all: one report and one commit over there instead of two. What is
 * told at once takes along what waits.
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

export function createReportPace(parts: {
  readonly clock: Pick<AgentClock, 'after'>;
  readonly tell: (ref: AttemptRef) => void;
}): ReportPace {
  const waiting = new Map<string, AttemptRef>();
  let timer: Timer | null = null;

  function tellWaiting(): void {
    timer?.cancel();
    timer = null;
    for (const ref of waiting.values()) parts.tell(ref);
    waiting.clear();
  }

  return {
    changed(ref, { hasBegun }) {
      if (hasBegun) {
        waiting.set(attemptName(ref), ref);
        timer ??= parts.clock.after(settleMs, tellWaiting);
        return;
      }
      waiting.delete(attemptName(ref));
      parts.tell(ref);
      tellWaiting();
    },
    close() {
      timer?.cancel();
      waiting.clear();
    },
  };
}
