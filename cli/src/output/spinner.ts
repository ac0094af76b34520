/**
 * One line on standard error that says what is being waited for, on a terminal only. It appears after a short while, so that
 * quick calls do not flicker, and it leaves no trace.
 */
import type { Sink } from '../world.ts';

export interface Spinner {
  /** Says something new. */
  say(text: string): void;
  /** Takes the line away. Harmless twice. */
  stop(): void;
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const frameMs = 100;
const framesBeforeShown = 3;

export function startSpinner(sink: Sink, text: string): Spinner {
  if (!sink.isTerminal) return { say: () => undefined, stop: () => undefined };
  let current = text;
  let frame = 0;
  const timer = setInterval(() => {
    frame += 1;
    if (frame < framesBeforeShown) return;
    const width = (sink.columns ?? 80) - 3;
    void sink.write(`\r\u001b[K${frames[frame % frames.length]} ${[...current].slice(0, width).join('')}`);
  }, frameMs);
  // What is waited for keeps the process alive, not its picture.
  timer.unref();
  let stopped = false;
  return {
    say(next) {
      current = next;
    },
    stop() {
      if (stopped) return;
      stopped = true;
      clearInterval(timer);
      if (frame >= framesBeforeShown) void sink.write('\r\u001b[K');
    },
  };
}
