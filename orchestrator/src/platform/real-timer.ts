/** Short waits of a real process. None of them keeps it alive. */
import type { Timer } from '../ports/timer.ts';

export const realTimer: Timer = {
  after(ms, ring) {
    const timer = setTimeout(ring, ms).unref();
    return { dispose: () => clearTimeout(timer) };
  },
};
