/**
 * Moves runs forward after the events of a batch, within the same commit: what a job's end makes due is decided before
 * anybody learns of that end, so a crash at any point loses neither.
 *
 *   a job ended -> its step ends -> steps that need it are due -> jobs, child runs, skips -> ... -> the run ends
 */
import { assertNever } from '@orchion/domain';
import type { Draft } from '../draft.ts';
import { decideStage, fillSlots } from './decide-stage.ts';
import { endRunIfDone } from './end-run.ts';
import { endStepOfJob } from './end-step.ts';
import { takeTurns } from './groups.ts';
import { liveRun } from './record-step.ts';
import { stageOf } from './run-entry.ts';
import { passOn } from './same-result.ts';
import type { PipelineTask } from './work.ts';

export function advancePipelines(draft: Draft): void {
  const { tasks } = draft.pipelines;
  for (let next = 0; next < tasks.length; next++) {
    const task = tasks[next];
    if (task !== undefined) perform(draft, task);
  }
  tasks.length = 0;
}

function perform(draft: Draft, task: PipelineTask): void {
  switch (task.kind) {
    case 'job-ended':
      return endStepOfJob(draft, task.jobId);
    case 'result-free':
      return passOn(draft, task.cacheKey, (entry, { stepId }) => {
        fillSlots(draft, entry, stageOf(entry, stepId));
      });
    case 'turn':
      return takeTurns(draft, task.group);
    case 'step-due':
    case 'slot-free':
    case 'run-ended': {
      const entry = liveRun(draft, task.runId);
      if (entry === null) return;
      if (task.kind === 'run-ended') return endRunIfDone(draft, entry);
      // What waits for its turn decides nothing yet.
      if (entry.run.status.state !== 'running') return;
      const stage = stageOf(entry, task.stepId);
      return task.kind === 'step-due' ? decideStage(draft, entry, stage) : fillSlots(draft, entry, stage);
    }
    default:
      return assertNever(task, 'pipeline task');
  }
}
