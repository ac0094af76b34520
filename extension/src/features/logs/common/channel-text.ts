/** A followed log as an output channel shows it: whole lines without colours of their own, and Orchion's words behind `──`. */
import type { Say } from '../../../cluster/say.ts';
import { beginWords, createCutWords, leftOutWords, type FollowedText } from './followed-text.ts';
import { createLogLines } from './log-lines.ts';
import type { SafeText } from './safe-text.ts';
import { summaryOf } from './terminal-text.ts';

export function createChannelText(say: Say, safeText: () => SafeText): FollowedText {
  const lines = createLogLines(say, safeText);
  const cutWords = createCutWords(say);
  const text = (some: readonly string[]): string => some.map((line) => `${line}\n`).join('');
  const own = (words: string): string => (words === '' ? '' : `── ${words}\n`);
  return {
    begin: (job) => own(beginWords(job, say)),
    event: (event) => own(cutWords(event)) + text(lines.event(event)),
    end: (job) => text(lines.end()) + own(summaryOf(job, say)),
    broken: (message) => text(lines.end()) + own(message),
    leftOut: (count) => own(leftOutWords(count, say)),
  };
}
