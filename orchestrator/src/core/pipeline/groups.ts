/**
 * Concurrency groups: of the runs of a group one runs, in the order of their starts. A group is not held by a run that nobody
 * can bring to its end for now: one whose live jobs are all on nodes that were given up.
 */
import type { RunId } from '@orchion/domain';
import { record, type Draft } from '../draft.ts';
import { finallyStepsAreDue } from './record-step.ts';
import { cancelSteps } from './cancel-steps.ts';
import { isDue, type RunEntry } from './run-entry.ts';
import { hasWorkThatEnds } from './will-end.ts';

/** A new run joins its group: it may end those before it, and begins when its turn has come. */
export function joinGroup(draft: Draft, entry: RunEntry): void {
  const { group } = entry.run;
  if (group === null) return begin(draft, entry);
  const takesPlace = entry.run.cancelInProgress || entry.run.pipeline.concurrency?.queue === 'latest';
  for (const other of othersOf(draft, entry)) {
    const isWaiting = other.run.status.state === 'pending';
    if (isWaiting ? takesPlace : entry.run.cancelInProgress) cancelSteps(draft, other, false);
  }
  draft.pipelines.tasks.push({ kind: 'turn', group });
}

export function takeTurns(draft: Draft, group: string): void {
  const ids = [...(draft.state.groups.get(group) ?? [])];
  const runs = ids.flatMap((id) => draft.state.runs.get(id) ?? []).filter(({ run }) => run.status.endedAt === null);
  if (runs.some((entry) => entry.run.status.state === 'running' && hasWorkThatEnds(draft.state, entry))) return;
  const next = runs.find(({ run }) => run.status.state === 'pending' && run.status.cancelRequestedAt === null);
  if (next !== undefined) begin(draft, next);
}

/** A node was given up: a run whose work was on it may hold its group no longer. */
export function groupsMayBeFree(draft: Draft, runIds: Iterable<RunId>): void {
  for (const runId of runIds) {
    for (let entry = draft.state.runs.get(runId); entry !== undefined;) {
      const { group, parent } = entry.run;
      if (group !== null) draft.pipelines.tasks.push({ kind: 'turn', group });
      entry = parent === null ? undefined : draft.state.runs.get(parent.runId);
    }
  }
}

function begin(draft: Draft, entry: RunEntry): void {
  const { id, status } = entry.run;
  record(draft, {
    kind: 'run-status',
    runId: id,
    status: { ...status, state: 'running', startedAt: draft.now, message: '' },
  });
  for (const [stepId, stage] of entry.stages) {
    if (!stage.node.spec.isFinally && isDue(entry, stage)) {
      draft.pipelines.tasks.push({ kind: 'step-due', runId: id, stepId });
    }
  }
  if (entry.openMain === 0) finallyStepsAreDue(draft, entry);
  if (entry.openAll === 0) draft.pipelines.tasks.push({ kind: 'run-ended', runId: id });
}

function othersOf(draft: Draft, { run }: RunEntry): readonly RunEntry[] {
  const ids = draft.state.groups.get(run.group ?? '') ?? new Set();
  return [...ids].filter((id) => id !== run.id).flatMap((id) => draft.state.runs.get(id) ?? []);
}
