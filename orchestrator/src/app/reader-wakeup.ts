/**
 * What one reader waits for: news, a long silence, or its own end. News that come while nobody waits are not lost: the next
 * wait answers at once. Each kind of news may come a thousand times and wakes once, so nothing piles up for a slow reader.
 */
import type { Timer } from '../ports/timer.ts';

type WakeReason = 'news' | 'silence' | 'aborted';

export interface ReaderWakeup {
  /** There is news. */
  wake(): void;
  /** Something was sent: the silence begins anew. */
  sent(): void;
  wait(): Promise<WakeReason>;
  dispose(): void;
}

export function createReaderWakeup(parts: {
  readonly timer: Timer;
  readonly silenceMs: number;
  readonly signal: AbortSignal;
}): ReaderWakeup {
  const { timer, silenceMs, signal } = parts;
  let news = false;
  let silent = false;
  let alarm: { dispose(): void } | null = null;
  let resume: (() => void) | null = null;

  const go = (): void => {
    const waiting = resume;
    resume = null;
    waiting?.();
  };
  const disarm = (): void => {
    alarm?.dispose();
    alarm = null;
    silent = false;
  };
  signal.addEventListener('abort', go);

  return {
    wake() {
      news = true;
      go();
    },
    sent: disarm,
    async wait() {
      alarm ??= timer.after(silenceMs, () => {
        silent = true;
        go();
      });
      if (!news && !silent && !signal.aborted) await new Promise<void>((resolve) => (resume = resolve));
      if (signal.aborted) return 'aborted';
      if (news) {
        news = false;
        return 'news';
      }
      return 'silence';
    },
    dispose() {
      disarm();
      signal.removeEventListener('abort', go);
    },
  };
}
