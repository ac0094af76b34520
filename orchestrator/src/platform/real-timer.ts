/** Short waits of a real process. They keep no process alive. */
import type { Timer } from '../ports/timer.ts';

export const realTimer: Timer = {
  after(ms, ring) {
    const timeout = setTimeout(ring, ms);
    timeout.unref();
    return { dispose: () => clearTimeout(timeout) };
  },
};
