/** Jobs as people see them, in every view alike: a shape, a word, and when. */
import type { JobState } from '@orchion/domain';
import type { AttemptSeen, JobSeen } from '@orchion/client';
import { formatBytes, formatCpu, formatDuration, formatGpus } from '@orchion/schemas';
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
  return end.signal ?? end.reason.replaceAll('_', ' ');
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

/** `2 cores, 4GiB memory, 1 GPU`. */
export function needsWords({ resources }: JobSeen['spec'], say: Say): string {
  const { cpuMillis, memoryBytes, diskBytes, gpus, custom } = resources;
  const parts = [formatCpu(cpuMillis)];
  if (memoryBytes > 0) parts.push(say('{0} memory', formatBytes(memoryBytes)));
  if (diskBytes > 0) parts.push(say('{0} disk', formatBytes(diskBytes)));
  if (gpus !== null) parts.push(formatGpus(gpus));
  for (const [name, amount] of Object.entries(custom)) parts.push(`${amount} ${name}`);
  return parts.join(', ');
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
