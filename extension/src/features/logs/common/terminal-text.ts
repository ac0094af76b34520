/**
 * A followed log as a terminal shows it: both streams as they come, and in dimmed lines of their own what Orchion has to say:
 * an attempt that begins, bytes that are missing, a connection that broke.
 */
import type { LogGapReason } from '@orchion/domain';
import type { JobSeen } from '@orchion/client';
import { formatBytes } from '@orchion/schemas';
import { endWords, jobStateWord, nodeNameOf, ranWords } from '../../../cluster/job-words.ts';
import type { Say } from '../../../cluster/say.ts';
import { beginWords, createCutWords, leftOutWords, type FollowedText } from './followed-text.ts';
import type { SafeText } from './safe-text.ts';

export function createTerminalText(say: Say, safeText: () => SafeText): FollowedText {
  const streams = { stdout: safeText(), stderr: safeText() };
  const cutWords = createCutWords(say);
  let attempt: number | null = null;
  let atLineStart = true;

  const own = (text: string): string => {
    if (text === '') return '';
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
  const rest = (): string => output(streams.stdout.end()) + output(streams.stderr.end());

  return {
    begin: (job) => own(beginWords(job, say)),
    event(event) {
      const connection = own(cutWords(event));
      if (event.kind === 'cut') return connection;
      const isNext = attempt !== null && event.attempt !== attempt;
      const words = connection + (isNext ? own(say('attempt {0} begins', event.attempt)) : '');
      attempt = event.attempt;
      if (event.kind === 'end') return words;
      const { chunk } = event;
      if (chunk.kind === 'data') return words + output(streams[chunk.stream].push(chunk.bytes));
      const missing = say(
        '{0} of {1} are missing here: {2}',
        formatBytes(chunk.length),
        chunk.stream,
        gapWords(chunk.reason, say),
      );
      return words + own(missing);
    },
    end: (job) => rest() + own(summaryOf(job, say)),
    broken: (message) => rest() + own(message),
    // Stands between two lines, whatever came last: the cut is made at the end of one.
    leftOut: (lines) => `\r\n\u001b[0;2m── ${leftOutWords(lines, say)}\u001b[0m\r\n`,
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
