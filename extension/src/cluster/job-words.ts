/** Jobs as people see them, in every view alike: a shape, a word, and when. */
import type { AttemptEndReason, JobState } from '@orchion/domain';
import type { AttemptSeen, JobSeen } from '@orchion/client';
import { formatDuration } from '@orchion/schemas';
import type { Say } from './say.ts';

interface Look {
  readonly icon: string;
  readonly colour: string | null;
}

/** Five shapes that nobody takes for one another without colours. */
const looks: Readonly<Record<JobState, Look>> = {
  queued: { icon: 'clock', colour: null },
  running: { icon: 'play-circle', colour: 'charts.blue' },
  unknown: { icon: 'question', colour: 'charts.yellow' },
  succeeded: { icon: 'pass', colour: 'testing.iconPassed' },
  failed: { icon: 'error', colour: 'testing.iconFailed' },
  cancelled: { icon: 'circle-slash', colour: null },
};

export function jobLook(state: JobState): Look {
  return looks[state];
}

export function jobStateWord(state: JobState, say: Say): string {
  switch (state) {
    case 'queued':
      return say('queued');
    case 'running':
      return say('running');
    case 'unknown':
      return say('unknown');
    case 'succeeded':
      return say('succeeded');
    case 'failed':
      return say('failed');
    case 'cancelled':
      return say('cancelled');
  }
}

/** The node of its latest attempt; empty before there is one. */
export function nodeNameOf(job: JobSeen): string {
  const latest = job.attempts.at(-1);
  return latest?.nodeName ?? latest?.nodeId ?? '';
}

/** `exit code 3`, `SIGKILL`, `timeout`; empty while it runs. */
export function endWords(attempt: AttemptSeen | undefined, say: Say): string {
  const end = attempt?.end ?? null;
  if (end === null) return '';
  if (end.exitCode !== null) return say('exit code {0}', end.exitCode);
  return end.signal ?? endReasonWord(end.reason, say);
}

function endReasonWord(reason: AttemptEndReason, say: Say): string {
  switch (reason) {
    case 'exit_code':
      return say('exit code');
    case 'signal':
      return say('signal');
    case 'timeout':
      return say('timeout');
    case 'out_of_memory':
      return say('out of memory');
    case 'preempted':
      return say('preempted');
    case 'node_lost':
      return say('node lost');
    case 'refused':
      return say('refused');
    case 'executor_error':
      return say('executor error');
    case 'output_error':
      return say('output error');
    case 'cancelled':
      return say('cancelled');
  }
}

/** How long it ran; empty where it never did. */
export function ranWords(job: JobSeen): string {
  return tookWords(job.startedAt, job.endedAt);
}

/** From start to end; empty where one of them is not known. */
export function tookWords(startedAt: number | null, endedAt: number | null): string {
  if (startedAt === null || endedAt === null) return '';
  // Tenths of a second say something about a short job and nothing about a long one.
  const ms = Math.max(0, endedAt - startedAt);
  return formatDuration(ms < 10_000 ? Math.max(100, Math.round(ms / 100) * 100) : Math.round(ms / 1000) * 1000);
}

/** What a job said is shown as text: nothing in it may become a link, a picture or a heading. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>&~$@:]/g, '\\$&').replace(/\s+/g, ' ');
}

/** The rows of a tooltip: `**name**  value`. Empty values are left out. */
export function tooltipOf(title: string, pairs: readonly (readonly [string, string])[]): string {
  const rows = pairs
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `| ${name} | ${escapeMarkdown(value)} |`);
  return `**${escapeMarkdown(title)}**\n\n| | |\n|:--|:--|\n${rows.join('\n')}\n`;
}
