/**
 * Between a log that may come at any speed and a window that draws slowly: writes at most ten times a second and at most
 * 64 KiB at once. What comes faster than that is left out of the middle, and it is said how much; the full log has it all.
 */
import type { Timing } from '@orchion/client';
import type { Say } from '../../../cluster/say.ts';

export interface LogOutlet {
  write(text: string): void;
  /** Resolves when everything that is to be seen was written. */
  flush(): Promise<void>;
}

const everyMs = 100;
export const pieceLengthMax = 64 * 1024;
/** Waiting beyond this, the middle is left out. */
export const backlogLengthMax = 4 * pieceLengthMax;

export function createLogOutlet(show: (text: string) => void, timing: Pick<Timing, 'delay'>, say: Say): LogOutlet {
  const never = new AbortController().signal;
  let waiting = '';
  let linesLeftOut = 0;
  let pump: Promise<void> | null = null;

  function leaveOutTheMiddle(): void {
    if (waiting.length <= backlogLengthMax) return;
    const cut = waiting.indexOf('\n', waiting.length - pieceLengthMax) + 1;
    const from = cut === 0 ? waiting.length - pieceLengthMax : cut;
    linesLeftOut += countLines(waiting, from);
    waiting = waiting.slice(from);
  }

  async function run(): Promise<void> {
    while (waiting !== '') {
      const said = linesLeftOut === 0 ? '' : leftOutLine(linesLeftOut, say);
      linesLeftOut = 0;
      const piece = waiting.slice(0, pieceLengthMax);
      waiting = waiting.slice(piece.length);
      show(said + piece);
      await timing.delay(everyMs, never);
    }
    pump = null;
  }

  return {
    write(text) {
      if (text === '') return;
      waiting += text;
      leaveOutTheMiddle();
      pump ??= run();
    },
    flush: async () => {
      while (pump !== null) await pump;
    },
  };
}

function leftOutLine(lines: number, say: Say): string {
  return `\r\n\u001b[0;2m── ${say('{0} lines are left out here; the full log has them', lines.toLocaleString('en'))}\u001b[0m\r\n`;
}

function countLines(text: string, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
