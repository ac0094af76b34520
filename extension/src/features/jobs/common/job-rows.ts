/** The jobs' tree: running, queued with the reason in words, finished newest first, each in pages. */
import { isEndedJob } from '@orchion/domain';
import type { JobSeen } from '@orchion/client';
import { endWords, jobLook, jobStateWord, nodeNameOf, ranWords, tooltipOf } from '../../../cluster/job-words.ts';
import { needsWords } from '../../../cluster/needs-words.ts';
import { firstPage, pageOf, turnOf, turnRow, type Page, type Pages } from '../../../cluster/pages.ts';
import type { Say } from '../../../cluster/say.ts';
import { groupRow, type TreeRow, type TreeRows } from '../../../cluster/tree-rows.ts';

export interface JobRowsOptions {
  /** What is shown of the groups where that is not the first page. */
  readonly pages: Pages;
  /** Whether the orchestrator holds older ones than are known here. */
  readonly hasOlder: boolean;
  /** A moment as people write it: `10:12`, or with its day where that is another one. */
  readonly clock: (at: number) => string;
}

export const finishedPage = 50;
const groupIds = ['group running', 'group queued', 'group finished'] as const;

export interface JobRows extends TreeRows {
  /** All ids of a group, whatever is shown of them; null for any other row. */
  list(id: string): readonly string[] | null;
}

/** What a group shows as long as nobody asked for more: of finished jobs less, they only grow. */
export function firstPageOf(group: string): Page {
  return group === 'group finished' ? { from: 0, to: finishedPage } : firstPage;
}

export function jobRows(
  jobs: ReadonlyMap<string, JobSeen>,
  history: ReadonlyMap<string, JobSeen>,
  options: JobRowsOptions,
  say: Say,
): JobRows {
  const running: JobSeen[] = [];
  const queued: JobSeen[] = [];
  const finished = [...history.values()].filter((job) => !jobs.has(job.id));
  for (const job of jobs.values()) {
    if (isEndedJob(job.state)) finished.push(job);
    else if (job.state === 'queued') queued.push(job);
    else running.push(job);
  }
  running.sort(newestFirst);
  queued.sort((a, b) => b.spec.priority - a.spec.priority || a.sequence - b.sequence);
  finished.sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0) || b.sequence - a.sequence);

  const groups: Readonly<Record<string, Group>> = {
    'group running': groupOf(say('Running'), 'play-circle', running),
    'group queued': groupOf(say('Queued'), 'clock', queued),
    'group finished': groupOf(say('Finished'), 'checklist', finished, options.hasOlder),
  };
  const jobOf = (id: string): JobSeen | undefined => {
    const jobId = id.slice('job '.length);
    return jobs.get(jobId) ?? history.get(jobId);
  };

  return {
    // Without any job the tree is empty, so that the view can say how to submit the first one.
    roots: groupIds.filter((id) => groups[id]?.ids.length !== 0),
    list: (id) => groups[id]?.ids ?? null,
    children(id) {
      const group = groups[id];
      if (group === undefined) return [];
      return pageOf(id, group.ids, options.pages.get(id) ?? firstPageOf(id), !group.hasOlder);
    },
    parent(id) {
      const turn = turnOf(id);
      if (turn !== null) return turn.list;
      const job = jobOf(id);
      if (job === undefined) return null;
      if (isEndedJob(job.state)) return 'group finished';
      return job.state === 'queued' ? 'group queued' : 'group running';
    },
    row(id) {
      const group = groups[id];
      if (group !== undefined) {
        const count = group.hasOlder ? `${group.ids.length}+` : String(group.ids.length);
        return groupRow({ ...group, count, opens: 'open' });
      }
      const turn = turnOf(id);
      if (turn !== null) return turnRow(turn.turn, 'orchion.jobs.more', say);
      const job = jobOf(id);
      return job === undefined ? null : jobRow(job, options, say);
    },
  };
}

interface Group {
  readonly label: string;
  readonly icon: string;
  readonly ids: readonly string[];
  readonly hasOlder: boolean;
}

function groupOf(label: string, icon: string, members: readonly JobSeen[], hasOlder = false): Group {
  return { label, icon, ids: members.map((job) => `job ${job.id}`), hasOlder };
}

/** What stands beside its name: why it waits, where it runs and since when, or how it ended. */
function jobDescription(job: JobSeen, clock: (at: number) => string, say: Say): string {
  const node = nodeNameOf(job);
  switch (job.state) {
    case 'queued':
      return job.message === '' ? say('waits for its turn') : job.message;
    case 'running':
      return job.startedAt === null ? say('on {0}', node) : say('on {0} since {1}', node, clock(job.startedAt));
    case 'unknown':
      return job.message === '' ? say('{0} is silent', node) : job.message;
    case 'succeeded':
    case 'failed':
    case 'cancelled': {
      const how = job.state === 'failed' ? endWords(job.attempts.at(-1), say) : jobStateWord(job.state, say);
      const parts = [
        how === '' ? jobStateWord(job.state, say) : how,
        ranWords(job),
        clock(job.endedAt ?? job.submittedAt),
      ];
      return parts.filter((part) => part !== '').join(' · ');
    }
  }
}

function jobRow(job: JobSeen, { clock }: JobRowsOptions, say: Say): TreeRow {
  const { spec } = job;
  const word = jobStateWord(job.state, say);
  const description = jobDescription(job, clock, say);
  const at = (time: number | null): string => (time === null ? '' : clock(time));
  return {
    label: spec.name,
    description:
      job.cancelRequested && job.endedAt === null ? `${description} · ${say('being cancelled')}` : description,
    ...jobLook(job.state),
    tooltip: () =>
      tooltipOf(spec.name, [
        [say('State'), job.message === '' ? word : `${word}: ${job.message}`],
        [say('Command'), spec.command.join(' ').slice(0, 400)],
        [say('Image'), spec.container?.image ?? ''],
        [say('Node'), nodeNameOf(job)],
        [say('Needs'), needsWords(spec, say)],
        [say('Submitted'), `${at(job.submittedAt)}, ${job.principal}`],
        [say('Started'), at(job.startedAt)],
        [say('Ended'), at(job.endedAt)],
        [say('Attempts'), String(job.attempts.at(-1)?.number ?? '')],
        [say('Id'), job.id],
      ]),
    context: ['job', job.state, isEndedJob(job.state) ? 'ended' : 'live', nodeNameOf(job) === '' ? '' : 'placed'].join(
      ' ',
    ),
    spoken: say('Job {0}, {1}, {2}', spec.name, word, description),
    opens: 'never',
    command: null,
  };
}

function newestFirst(a: JobSeen, b: JobSeen): number {
  return b.sequence - a.sequence;
}
