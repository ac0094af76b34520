/** States as people see them: a shape, a word and a colour that all say the same. */
import type { AttemptState, JobState, RunState, StepState } from '@orchion/domain';
import type { NodeSeen } from '@orchion/client';
import type { Style } from './style.ts';

type Paint = keyof Style;

const jobs: Readonly<Record<JobState, readonly [string, Paint]>> = {
  queued: ['◌', 'dim'],
  running: ['▶', 'accent'],
  unknown: ['?', 'warn'],
  succeeded: ['✓', 'good'],
  failed: ['✗', 'bad'],
  cancelled: ['⊘', 'dim'],
};

const attempts: Readonly<Record<AttemptState, readonly [string, Paint]>> = {
  placed: ['◌', 'dim'],
  starting: ['▷', 'accent'],
  running: ['▶', 'accent'],
  stopping: ['■', 'warn'],
  unknown: ['?', 'warn'],
  succeeded: ['✓', 'good'],
  failed: ['✗', 'bad'],
  cancelled: ['⊘', 'dim'],
  lost: ['✗', 'bad'],
};

const runs: Readonly<Record<RunState, readonly [string, Paint]>> = {
  pending: ['◌', 'dim'],
  running: ['▶', 'accent'],
  succeeded: ['✓', 'good'],
  failed: ['✗', 'bad'],
  cancelled: ['⊘', 'dim'],
};

const steps: Readonly<Record<StepState, readonly [string, Paint]>> = {
  waiting: ['·', 'dim'],
  ready: ['◌', 'dim'],
  submitted: ['▶', 'accent'],
  skipped: ['↷', 'dim'],
  cached: ['≡', 'good'],
  succeeded: ['✓', 'good'],
  failed: ['✗', 'bad'],
  cancelled: ['⊘', 'dim'],
};

export function runStateText(state: RunState, style: Style): string {
  const [shape, paint] = runs[state];
  return style[paint](`${shape} ${state}`);
}

/** Of a step whose job is known, that job's state is what a person wants to see. */
export function stepStateText(state: StepState, style: Style, job: JobState | null = null): string {
  if (state === 'submitted' && job !== null) return jobStateText(job, style);
  const [shape, paint] = steps[state];
  return style[paint](`${shape} ${state}`);
}

export function jobStateText(state: JobState, style: Style): string {
  const [shape, paint] = jobs[state];
  return style[paint](`${shape} ${state}`);
}

export function attemptStateText(state: AttemptState, style: Style): string {
  const [shape, paint] = attempts[state];
  return style[paint](`${shape} ${state}`);
}

/** Liveness first; where the node is well, what the user wants of it. */
export function nodeStateText(node: NodeSeen, style: Style): string {
  if (node.liveness === 'lost') return style.bad('✗ lost');
  if (node.liveness === 'unreachable') return style.warn('? unreachable');
  if (node.quarantine !== null) return style.bad('✗ quarantined');
  if (node.eligibility === 'draining') return style.warn('■ draining');
  if (node.eligibility === 'cordoned') return style.warn('■ cordoned');
  return style.good('● ready');
}
