/** Whether a step's work is work that will end: it waits, or runs on a node that is there. */
import { isLiveAttempt, type StepRun } from '@orchion/domain';
import { latestAttempt, type ClusterState } from '../state.ts';
import type { RunEntry } from './run-entry.ts';

export function willEnd(state: ClusterState, { jobId, childRunId }: StepRun): boolean {
  const child = childRunId === null ? undefined : state.runs.get(childRunId);
  if (child !== undefined && hasWorkThatEnds(state, child)) return true;
  const job = jobId === null ? undefined : state.jobs.get(jobId);
  const latest = job === undefined ? null : latestAttempt(job);
  if (job !== undefined && (latest === null || !isLiveAttempt(latest.state))) return true;
  const liveness = latest === null ? 'lost' : (state.nodes.get(latest.nodeId)?.node.liveness ?? 'lost');
  return liveness !== 'lost';
}

export function hasWorkThatEnds(state: ClusterState, entry: RunEntry): boolean {
  let live = 0;
  for (const stage of entry.stages.values()) {
    if (stage.busy === 0) continue;
    for (const step of stage.rows.values()) {
      if (step.state !== 'submitted') continue;
      live++;
      if (willEnd(state, step)) return true;
    }
  }
  // With nothing alive it is between two steps of the same decision.
  return live === 0;
}
