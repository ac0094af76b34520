/** What must hold of every live run between two batches: what is derived is what the steps say, and nothing is forgotten. */
import { assert, isEndedStep } from '@orchion/domain';
import type { ClusterState } from '../state.ts';
import { createRunEntry, isDue, stepsOf, type RunEntry } from './run-entry.ts';

export function checkRuns(state: ClusterState): void {
  for (const entry of state.runs.values()) {
    const { id, status, group } = entry.run;
    assert(status.endedAt === null, `${id}: ended runs are not in memory`);
    assert(entry.openAll > 0, `${id}: a run whose steps have all ended has ended`);
    checkDerived(entry);
    if (group !== null) assert(state.groups.get(group)?.has(id) === true, `${id}: is in its group`);
    for (const stage of entry.stages.values()) {
      const rows = [...stage.rows.values()];
      if (status.state !== 'running') {
        assert(
          rows.every((row) => row.state === 'waiting' || isEndedStep(row.state)),
          `${id}: a run that waits for its turn starts nothing`,
        );
        continue;
      }
      const isForgotten = isDue(entry, stage) && rows.some((row) => row.state === 'waiting');
      assert(!isForgotten, `${id}/${stage.node.spec.id}: is due and was not decided`);
      for (const { key, state: stepState, jobId, childRunId } of rows) {
        if (stepState !== 'submitted') continue;
        assert(stage.needsLeft === 0, `${id}/${key}: runs before what it needs has ended`);
        const owner = jobId === null ? undefined : state.jobs.get(jobId)?.job.owner;
        const parent = childRunId === null ? undefined : state.runs.get(childRunId)?.run.parent;
        const worker = owner ?? parent;
        assert(worker?.runId === id && worker.stepKey === key, `${id}/${key}: has a live job or run of its own`);
      }
    }
  }
  for (const [key, { makers, waiting }] of state.sameResults) {
    assert(waiting.size === 0 || makers.size > 0, `${key}: nobody waits for a result that nobody computes`);
  }
  for (const [group, runIds] of state.groups) {
    for (const id of runIds)
      assert(state.runs.get(id)?.run.group === group, `${group}: holds live runs of its own only`);
  }
}

function checkDerived(entry: RunEntry): void {
  const fresh = createRunEntry(entry.run, stepsOf(entry));
  assert(countsOf(entry) === countsOf(fresh), `${entry.run.id}: its counts are those of its steps`);
}

function countsOf({ openAll, openMain, rows, stages }: RunEntry): string {
  const each = [...stages.values()].map(({ open, busy, needsLeft, result }) => [open, busy, needsLeft, result]);
  return JSON.stringify([openAll, openMain, rows, each]);
}
