/** Waits for a program to be ready: asks again and again, and says why when it ends or takes too long. */
import { CliFailure } from '../failure.ts';
import type { Spinner } from '../output/spinner.ts';
import type { World } from '../world.ts';
import type { Launched } from './launch.ts';
import { lastWords } from './log-tail.ts';

/** Far above what a start takes (a second); a slow disk with a large database may need it. */
const readyMsMax = 60_000;
/** For somebody else's, once ours has given way to it: that one was ahead. */
const othersMsMax = 10_000;
const lookMs = 40;

export interface ReadyQuestion<T> {
  /** 'The orchestrator', 'The agent b'. */
  readonly what: string;
  /** Null where somebody else started it. */
  readonly launched: Launched | null;
  /** The answer when it is ready, null before. */
  readonly probe: () => Promise<T | null>;
  /** An exit that is no failure: somebody else was quicker, and theirs is waited for. */
  readonly mayExit?: (code: number | null) => boolean;
  readonly spinner: Spinner;
}

export async function untilReady<T>(world: World, question: ReadyQuestion<T>): Promise<T> {
  const { what, launched } = question;
  let until = world.now() + readyMsMax;
  let gaveWay = false;
  try {
    for (;;) {
      const ready = await question.probe();
      if (ready !== null) return ready;
      const exit = launched?.exit() ?? null;
      const ended =
        exit === null ? '' : `${what} ended before it was ready (${exit.signal ?? `exit code ${exit.code}`}).`;
      if (exit !== null && !gaveWay) {
        if (question.mayExit?.(exit.code) !== true) throw await failureWith(ended, launched);
        gaveWay = true;
        until = world.now() + othersMsMax;
      }
      if (world.interrupted.aborted) {
        throw new CliFailure({
          code: 'cancelled',
          message: `Stopped waiting for it. ${what} goes on starting.`,
        });
      }
      if (world.now() >= until) {
        throw await failureWith(gaveWay ? ended : `${what} is not ready after ${readyMsMax / 1000} s.`, launched);
      }
      await world.delay(lookMs, world.interrupted);
    }
  } finally {
    question.spinner.stop();
  }
}

async function failureWith(message: string, launched: Launched | null): Promise<CliFailure> {
  const words = launched === null ? [] : await lastWords(launched.log);
  const said = words.length === 0 ? '' : ` It said: ${words.join(' | ')}`;
  return new CliFailure({
    code: 'not_ready',
    message: `${message}${said}`,
    ...(launched === null ? {} : { where: launched.log.file }),
    hint: launched === null ? '`orchion down` and `orchion up` start anew.' : 'The log file above has the whole story.',
  });
}
