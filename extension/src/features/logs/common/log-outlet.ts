/**
 * Between a log that may come at any speed and a window that draws slowly: writes a few times a second, and a bounded piece at
 * once. What comes faster than that is left out of the middle, and it is said how much; the full log has it all.
 */
import type { Timing } from '@orchion/client';

export interface LogOutlet {
  write(text: string): void;
  /** Resolves when everything that is to be seen was written. */
  flush(): Promise<void>;
}

/** How fast the place can draw. */
export interface Pace {
  readonly everyMs: number;
  readonly pieceLengthMax: number;
}

export interface OutletParts {
  readonly show: (text: string) => void;
  /** What stands in the place of so many lines. */
  readonly leftOut: (lines: number) => string;
  readonly pace: Pace;
  readonly timing: Pick<Timing, 'delay'>;
}

export const terminalPace: Pace = { everyMs: 100, pieceLengthMax: 64 * 1024 };
/**
 * An output channel is a document that the editor keeps, colours and looks for links in: at twice this it falls seconds behind,
 * and then stands still for most of one to catch up. Two thousand lines a second are more than anybody reads.
 */
export const channelPace: Pace = { everyMs: 250, pieceLengthMax: 24 * 1024 };

/** Waiting beyond this, the middle is left out. */
export function backlogLengthMax({ pieceLengthMax }: Pace): number {
  return 4 * pieceLengthMax;
}

export function createLogOutlet({ show, leftOut, pace, timing }: OutletParts): LogOutlet {
  const { everyMs, pieceLengthMax } = pace;
  const never = new AbortController().signal;
  let waiting = '';
  let linesLeftOut = 0;
  let pump: Promise<void> | null = null;

  function leaveOutTheMiddle(): void {
    if (waiting.length <= backlogLengthMax(pace)) return;
    const cut = waiting.indexOf('\n', waiting.length - pieceLengthMax) + 1;
    const from = cut === 0 ? waiting.length - pieceLengthMax : cut;
    linesLeftOut += countLines(waiting, from);
    waiting = waiting.slice(from);
  }

  async function run(): Promise<void> {
    while (waiting !== '') {
      const said = linesLeftOut === 0 ? '' : leftOut(linesLeftOut);
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

function countLines(text: string, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
