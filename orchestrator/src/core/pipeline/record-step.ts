/** Records what becomes of a step, and puts on the list what follows from it. */
import {
  assert,
  isEndedStep,
  stepMayBecome,
  type EndedStepState,
  type RunId,
  type StepRun,
  type StepState,
} from '@orchion/domain';
import { record, type Draft } from '../draft.ts';
import { isDue, stageOf, type RunEntry, type Stage } from './run-entry.ts';

type Changed = Partial<Omit<StepRun, 'runId' | 'key' | 'stepId' | 'state'>> & { readonly state: StepState };

export function changeStep(draft: Draft, step: StepRun, changed: Changed): StepRun {
  assert(stepMayBecome(step.state, changed.state), `${step.key}: may go from ${step.state} to ${changed.state}`);
  const after = { ...step, ...changed };
  record(draft, { kind: 'step-put', step: after });
  return after;
}

export function endStep(
  draft: Draft,
  entry: RunEntry,
  step: StepRun,
  end: Changed & { readonly state: EndedStepState; readonly message: string },
): void {
  const stage = stageOf(entry, step.stepId);
  const after = changeStep(draft, step, { endedAt: draft.now, ...end });
  const { tasks } = draft.pipelines;
  const runId = entry.run.id;
  const { cacheKey } = step;
  if (step.state === 'submitted' && cacheKey !== null) tasks.push({ kind: 'result-free', cacheKey });
  if (stage.open > 0) {
    if (after.cell !== null) tasks.push({ kind: 'slot-free', runId, stepId: step.stepId });
    return;
  }
  for (const { spec } of stage.node.dependents) {
    if (stageOf(entry, spec.id).needsLeft === 0) tasks.push({ kind: 'step-due', runId, stepId: spec.id });
  }
  if (entry.openMain === 0 && !stage.node.spec.isFinally) finallyStepsAreDue(draft, entry);
  if (entry.openAll === 0) tasks.push({ kind: 'run-ended', runId });
}

export function finallyStepsAreDue(draft: Draft, entry: RunEntry): void {
  for (const [stepId, stage] of entry.stages) {
    if (stage.node.spec.isFinally && isDue(entry, stage)) {
      draft.pipelines.tasks.push({ kind: 'step-due', runId: entry.run.id, stepId });
    }
  }
}

export function openRows(stage: Stage): readonly StepRun[] {
  return [...stage.rows.values()].filter(({ state }) => !isEndedStep(state));
}

export function liveRun(draft: Draft, runId: RunId): RunEntry | null {
  const entry = draft.state.runs.get(runId);
  return entry === undefined || entry.run.status.endedAt !== null ? null : entry;
}
