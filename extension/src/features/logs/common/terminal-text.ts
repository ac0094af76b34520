/**
 * A followed log as a terminal shows it: both streams as they come, and in dimmed lines of their own what Orchion has to say:
 * an attempt that begins, bytes that are missing, a connection that broke.
 */
import type { LogGapReason } from '@orchion/domain';
import type { FollowEvent, JobSeen } from '@orchion/client';
import { formatBytes } from '@orchion/schemas';
import { endWords, jobStateWord, nodeNameOf, ranWords } from '../../../cluster/job-words.ts';
import type { Say } from '../../../cluster/say.ts';
import type { SafeText } from './safe-text.ts';

export interface TerminalText {
  /** What comes before the log: what it is the log of, and why it may be empty for now. */
  begin(job: JobSeen): string;
  event(event: FollowEvent): string;
  /** The exit summary. */
  end(job: JobSeen): string;
}

export function createTerminalText(say: Say, safeText: () => SafeText): TerminalText {
  const streams = { stdout: safeText(), stderr: safeText() };
  let attempt: number | null = null;
  let atLineStart = true;
  let cuts = 0;

  const own = (text: string): string => {
    const line = `${atLineStart ? '' : '\r\n'}\u001b[2m── ${text}\u001b[0m\r\n`;
    atLineStart = true;
    return line;
  };
  const output = (text: string): string => {
    if (text === '') return '';
    atLineStart = text.endsWith('\n');
    // A terminal without a program behind it takes a line feed as "one line down" only.
    return text.replace(/\r?\n/g, '\r\n');
  };

  return {
    begin(job) {
      const state = jobStateWord(job.state, say);
      return own(
        `${oneLine(job.spec.name)} · ${job.id} · ${job.message === '' ? state : `${state}: ${oneLine(job.message)}`}`,
      );
    },
    event(event) {
      if (event.kind === 'cut') {
        cuts += 1;
        // The first one may be over before anybody could read the line.
        return cuts === 2 ? own(say('{0}; trying again ...', event.error.message)) : '';
      }
      const back = cuts > 1 ? own(say('connected again')) : '';
      cuts = 0;
      const next = attempt !== null && event.attempt !== attempt ? own(say('attempt {0} begins', event.attempt)) : '';
      attempt = event.attempt;
      if (event.kind === 'end') return back + next;
      const { chunk } = event;
      if (chunk.kind === 'data') return back + next + output(streams[chunk.stream].push(chunk.bytes));
      const missing = say(
        '{0} of {1} are missing here: {2}',
        formatBytes(chunk.length),
        chunk.stream,
        gapWords(chunk.reason, say),
      );
      return back + next + own(missing);
    },
    end(job) {
      const rest = output(streams.stdout.end()) + output(streams.stderr.end());
      return rest + own(summaryOf(job, say));
    },
  };
}

/** `succeeded · exit code 0 · ran 3s · on tower`. */
export function summaryOf(job: JobSeen, say: Say): string {
  const latest = job.attempts.at(-1);
  const parts = [
    jobStateWord(job.state, say),
    endWords(latest, say),
    ranWords(job) === '' ? '' : say('ran {0}', ranWords(job)),
    nodeNameOf(job) === '' ? '' : say('on {0}', nodeNameOf(job)),
    (latest?.number ?? 1) > 1 ? say('{0} attempts', latest?.number ?? 1) : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

export function gapWords(reason: LogGapReason, say: Say): string {
  switch (reason) {
    case 'cap':
      return say('the limit of this log was reached');
    case 'spool_full':
      return say('the node had no room to keep them');
    case 'node_lost':
      return say('they were lost with their node');
  }
}

/** A name that somebody chose must not move the cursor. */
function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
}
