/** A followed log as the text of one place: what comes before it, what its events add, what comes after it. */
import type { FollowEvent, JobSeen } from '@orchion/client';
import { jobStateWord } from '../../../cluster/job-words.ts';
import type { Say } from '../../../cluster/say.ts';

export interface FollowedText {
  /** What it is the log of, and why it may be empty for now. */
  begin(job: JobSeen): string;
  event(event: FollowEvent): string;
  /** The exit summary. */
  end(job: JobSeen): string;
  /** Why it cannot be followed any further. */
  broken(message: string): string;
  /** What stands in the place of lines that came too fast. */
  leftOut(lines: number): string;
}

/** `train · job-… · queued: needs 8 cores`. */
export function beginWords(job: JobSeen, say: Say): string {
  const state = jobStateWord(job.state, say);
  const why = job.message === '' ? state : `${state}: ${oneLine(job.message)}`;
  return `${oneLine(job.spec.name)} · ${job.id} · ${why}`;
}

export function leftOutWords(lines: number, say: Say): string {
  return say('{0} lines are left out here; the full log has them', lines.toLocaleString('en'));
}

/** What there is to say about the connection at an event; empty for nothing. */
export function createCutWords(say: Say): (event: FollowEvent) => string {
  let cuts = 0;
  return (event) => {
    if (event.kind === 'cut') {
      cuts += 1;
      // The first one may be over before anybody could read the line.
      return cuts === 2 ? say('{0}; trying again ...', event.error.message) : '';
    }
    const back = cuts > 1 ? say('connected again') : '';
    cuts = 0;
    return back;
  };
}

/** A name that somebody chose must not move the cursor. */
function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
}
