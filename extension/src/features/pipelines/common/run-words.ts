/** Runs and steps as people see them, in every view alike: a shape, a word, and when. */
import type { JobState, RunHead, RunState, ShownState, StepRun } from '@orchion/domain';
import type { JobSeen } from '@orchion/client';
import { jobLook, jobStateWord, nodeNameOf, tookWords } from '../../../cluster/job-words.ts';
import type { Say } from '../../../cluster/say.ts';

interface Look {
  readonly icon: string;
  readonly colour: string | null;
}

const runLooks: Readonly<Record<RunState, Look>> = {
  pending: { icon: 'clock', colour: null },
  running: { icon: 'play-circle', colour: 'charts.blue' },
  succeeded: { icon: 'pass', colour: 'testing.iconPassed' },
  failed: { icon: 'error', colour: 'testing.iconFailed' },
  cancelled: { icon: 'circle-slash', colour: null },
};

const stepLooks: Readonly<Record<Exclude<ShownState, JobState>, Look>> = {
  waiting: { icon: 'circle-outline', colour: null },
  ready: { icon: 'circle-large-outline', colour: null },
  skipped: { icon: 'debug-step-over', colour: null },
  cached: { icon: 'history', colour: 'testing.iconPassed' },
};

export function runLook(state: RunState): Look {
  return runLooks[state];
}

/** What a step shares with jobs looks as it does there. */
export function stepLook(state: ShownState): Look {
  return isOfSteps(state) ? stepLooks[state] : jobLook(state);
}

function isOfSteps(state: ShownState): state is Exclude<ShownState, JobState> {
  return Object.hasOwn(stepLooks, state);
}

export function runStateWord(state: RunState, say: Say): string {
  switch (state) {
    case 'pending':
      return say('pending');
    case 'running':
      return say('running');
    case 'succeeded':
      return say('succeeded');
    case 'failed':
      return say('failed');
    case 'cancelled':
      return say('cancelled');
  }
}

export function stepStateWord(state: ShownState, say: Say): string {
  switch (state) {
    case 'waiting':
      return say('waiting');
    case 'ready':
      return say('ready');
    case 'skipped':
      return say('skipped');
    case 'cached':
      return say('cached');
    default:
      return jobStateWord(state, say);
  }
}

/** `train · run 7`. */
export function runTitle({ pipelineName, number }: Pick<RunHead, 'pipelineName' | 'number'>, say: Say): string {
  return say('{0} · run {1}', pipelineName, number);
}

/** `model=small, seed=3`; empty without a matrix. */
export function cellWords({ cell }: Pick<StepRun, 'cell'>): string {
  if (cell === null) return '';
  return Object.entries(cell)
    .map(([axis, value]) => `${axis}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}

/** Where it runs and for how long, why it waits, or how it ended. */
export function stepDescription(step: StepRun, job: JobSeen | undefined, say: Say): string {
  const node = job === undefined ? '' : nodeNameOf(job);
  const took = tookWords(step.startedAt ?? job?.startedAt ?? null, step.endedAt);
  switch (step.state) {
    case 'waiting':
    case 'ready':
    case 'skipped':
      return step.message;
    case 'submitted':
      if (job === undefined) return step.message;
      return job.state === 'queued' || job.state === 'unknown' || node === '' ? job.message : say('on {0}', node);
    case 'cached':
      return step.message === '' ? say('a kept result was used') : step.message;
    case 'succeeded':
      return joined(step.resultOf === null ? '' : say('taken over'), node, took);
    case 'failed':
    case 'cancelled':
      return joined(step.message, node, took);
  }
}

export function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}
