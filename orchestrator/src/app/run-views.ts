/** What the outside sees of runs and their steps, made from the live state or from what the store holds. */
import { initialStep, placeOfKey, type StepRun } from '@orchion/domain';
import { waitReason } from '../core/pipeline/condition.ts';
import { stepsOf, type RunEntry } from '../core/pipeline/run-entry.ts';
import { waitsForResult } from '../core/pipeline/result-index.ts';
import type { ClusterState } from '../core/state.ts';
import type { StoredRun } from '../ports/store.ts';
import type { RunDetail } from './orchestrator.ts';
import { jobViewOf } from './views.ts';

export function runDetailOf(state: ClusterState, entry: RunEntry, now: number): RunDetail {
  return { run: entry.run, steps: stepsOf(entry).map((step) => withReason(state, entry, step, now)) };
}

/** Of a run that the store holds and memory no longer does: its steps in the order of its file. */
export function endedRunDetail({ run, steps }: StoredRun): RunDetail {
  const byId = new Map<string, StepRun[]>(run.pipeline.steps.map(({ id }) => [id, []]));
  for (const step of steps) byId.get(step.stepId)?.push(step);
  const ordered = [...byId].flatMap(([id, rows]) => (rows.length === 0 ? [initialStep(run.id, id)] : sorted(rows)));
  return { run, steps: ordered };
}

function withReason(state: ClusterState, entry: RunEntry, step: StepRun, now: number): StepRun {
  if (waitsForResult(step)) return step;
  if (step.state === 'waiting' || step.state === 'ready') return { ...step, message: waitReason(entry, step) };
  const job = step.state !== 'submitted' || step.jobId === null ? undefined : state.jobs.get(step.jobId);
  return job === undefined ? step : { ...step, message: jobViewOf(state, job, now).message };
}

function sorted(rows: readonly StepRun[]): readonly StepRun[] {
  return [...rows].sort((a, b) => (placeOfKey(a.key) ?? -1) - (placeOfKey(b.key) ?? -1));
}
