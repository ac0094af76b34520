/** Ends steps that need not go on: of a run that is cancelled, or the other cells of a matrix in which one failed. */
import type { StepRun } from '@orchion/domain';
import { cancelJob } from '../cancel-job.ts';
import { record, type Draft } from '../draft.ts';
import { asksForStatus, conditionOf } from './condition.ts';
import { contextOf } from './context.ts';
import { endStep, openRows } from './record-step.ts';
import { isDue, stageOf, type RunEntry, type Stage } from './run-entry.ts';

/** Harmless where the step has ended, or its job is being ended. */
export function cancelStep(draft: Draft, entry: RunEntry, asked: StepRun, reason: string, force = false): void {
  const step = stageOf(entry, asked.stepId).rows.get(asked.key) ?? asked;
  if (step.state === 'waiting' || step.state === 'ready') {
    return endStep(draft, entry, step, { state: 'cancelled', message: reason });
  }
  if (step.state !== 'submitted') return;
  const job = step.jobId === null ? undefined : draft.state.jobs.get(step.jobId);
  if (job !== undefined) cancelJob(draft, job, reason);
  const child = step.childRunId === null ? undefined : draft.state.runs.get(step.childRunId);
  if (child !== undefined) cancelSteps(draft, child, force);
}

/**
 * Cancels a run. Steps that are there to clean up go on: finally steps of a run that has begun, and those whose condition
 * holds for a cancelled run (`always()`, `cancelled()`); `force` ends them too.
 */
export function cancelSteps(draft: Draft, entry: RunEntry, force: boolean): void {
  const { status } = entry.run;
  if (status.endedAt !== null) return;
  if (status.cancelRequestedAt === null) {
    const cancelled = { ...status, cancelRequestedAt: draft.now, message: 'being cancelled' };
    record(draft, { kind: 'run-status', runId: entry.run.id, status: cancelled });
  }
  const endsAll = force || status.state === 'pending';
  for (const stage of entry.stages.values()) {
    if (stage.open === 0 || (!endsAll && goesOn(draft, entry, stage))) continue;
    for (const row of openRows(stage)) cancelStep(draft, entry, row, 'the run was cancelled', force);
  }
  draft.pipelines.tasks.push({ kind: 'run-ended', runId: entry.run.id });
  if (status.state === 'pending' && entry.run.group !== null) {
    draft.pipelines.tasks.push({ kind: 'turn', group: entry.run.group });
  }
}

function goesOn(draft: Draft, entry: RunEntry, stage: Stage): boolean {
  if (stage.node.spec.isFinally) return true;
  if (!asksForStatus(draft.tools.language, stage)) return false;
  // Not due yet: asked when what it needs has ended.
  if (!isDue(entry, stage)) return true;
  const condition = conditionOf(draft.tools.language, entry, stage, contextOf(draft.tools.language, entry, stage));
  return 'value' in condition && condition.value;
}
