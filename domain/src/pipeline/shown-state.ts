/** A step as people see it: one that is submitted is what its job is, for it may still wait for a node. */
import type { JobState } from '../job.ts';
import type { StepState } from './pipeline-run.ts';

export type ShownState = Exclude<StepState, 'submitted'> | 'queued' | 'running' | 'unknown';

/** `job`: null where it is not known, or the step uses another pipeline. */
export function shownState(state: StepState, job: JobState | null): ShownState {
  if (state !== 'submitted') return state;
  return job === 'queued' || job === 'unknown' ? job : 'running';
}
