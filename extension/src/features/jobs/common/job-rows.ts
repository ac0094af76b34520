/** The jobs' tree: running, queued with the reason in words, finished newest first and in pages. */
import { isEndedJob } from '@orchion/domain';
import type { JobSeen } from '@orchion/client';
import { endWords, jobLook, jobStateWord, nodeNameOf, ranWords, tooltipOf } from '../../../cluster/job-words.ts';
import { needsWords } from '../../../cluster/needs-words.ts';
import type { Say } from '../../../cluster/say.ts';
import { siblingsMax, type TreeRow, type TreeRows } from '../../../cluster/tree-rows.ts';

export interface JobRowsOptions {
  /** Finished jobs shown; grows by "show more". */
  readonly finishedShown: number;
  /** Whether the orchestrator holds older ones than are known here. */
  readonly hasOlder: boolean;
  /** A moment as people write it: `10:12`, or with its day where that is another one. */
  readonly clock: (at: number) => string;
}

export const finishedPage = 50;

export function jobRows(
  jobs: ReadonlyMap<string, JobSeen>,
  history: ReadonlyMap<string, JobSeen>,
  options: JobRowsOptions,
  say: Say,
): TreeRows {
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

  const idOf = (job: JobSeen): string => `job ${job.id}`;
  const shown = finished.slice(0, options.finishedShown);
  const more = finished.length > shown.length || options.hasOlder ? ['more'] : [];
  const lists: Readonly<
    Record<string, { label: string; icon: string; count: string; ids: readonly string[]; opens: 'open' | 'closed' }>
  > = {
    'group running': list(say('Running'), 'play-circle', running, 'open'),
    'group queued': list(say('Queued'), 'clock', queued, 'open'),
    'group finished': {
      ...list(say('Finished'), 'checklist', shown, 'open'),
      count: options.hasOlder ? `${finished.length}+` : String(finished.length),
      ids: [...shown.map(idOf), ...more],
    },
  };
  function list(label: string, icon: string, members: readonly JobSeen[], opens: 'open' | 'closed') {
    const rest = members.length > siblingsMax ? ['rest'] : [];
    return {
      label,
      icon,
      count: String(members.length),
      ids: [...members.slice(0, siblingsMax).map(idOf), ...rest],
      opens,
    };
  }
  const jobOf = (id: string): JobSeen | undefined => {
    const jobId = id.slice('job '.length);
    return jobs.get(jobId) ?? history.get(jobId);
  };
  const isEmpty = running.length + queued.length + finished.length === 0;

  return {
    // Without any job the tree is empty, so that the view can say how to submit the first one.
    roots: isEmpty ? [] : Object.keys(lists).filter((id) => lists[id]?.ids.length !== 0),
    children: (id) => lists[id]?.ids ?? [],
    parent(id) {
      const job = jobOf(id);
      if (job === undefined) return null;
      if (isEndedJob(job.state)) return 'group finished';
      return job.state === 'queued' ? 'group queued' : 'group running';
    },
    row(id) {
      const group = lists[id];
      if (group !== undefined) return groupRow(group.label, group.count, group.icon, group.opens);
      if (id === 'more') return plainRow(say('Show more ...'), 'ellipsis', 'orchion.jobs.more');
      if (id === 'rest') return plainRow(say('And more; narrow them down with "orchion jobs"'), 'ellipsis', null);
      const job = jobOf(id);
      return job === undefined ? null : jobRow(job, options, say);
    },
  };
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
    tooltip: tooltipOf(spec.name, [
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

function groupRow(label: string, description: string, icon: string, opens: 'open' | 'closed'): TreeRow {
  const spoken = `${label}: ${description}`;
  return { label, description, icon, colour: null, tooltip: null, context: 'group', spoken, opens, command: null };
}

function plainRow(label: string, icon: string, command: string | null): TreeRow {
  return {
    label,
    description: '',
    icon,
    colour: null,
    tooltip: null,
    context: 'more',
    spoken: label,
    opens: 'never',
    command,
  };
}

function newestFirst(a: JobSeen, b: JobSeen): number {
  return b.sequence - a.sequence;
}
