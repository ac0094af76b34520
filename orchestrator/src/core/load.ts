/**
 * Builds the live state from what the store holds. Nothing that was only seen survives a restart, so nothing is held
 * against anybody: every node gets a whole lease before its silence counts.
 */
import { isLiveAttempt, limits, type Attempt, type Job, type Node, type Run, type StepRun } from '@orchion/domain';
import { apply, enqueueDueJob } from './apply.ts';
import type { Counters } from './change.ts';
import { lookAtNode } from './look-at-node.ts';
import type { ClusterSettings } from './settings.ts';
import { emptyState, latestAttempt, type ClusterState } from './state.ts';
import type { ClusterId } from '@orchion/domain';

export interface StoredCluster {
  readonly clusterId: ClusterId;
  readonly revision: number;
  readonly counters: Counters;
  readonly nodes: readonly Node[];
  /** Jobs without an outcome, with all their attempts by number. */
  readonly jobs: readonly { readonly job: Job; readonly attempts: readonly Attempt[] }[];
  /** Runs that have not ended, by number, each with the steps that were ever put. */
  readonly runs: readonly { readonly run: Run; readonly steps: readonly StepRun[] }[];
}

export function loadState(stored: StoredCluster, settings: ClusterSettings, now: number): ClusterState {
  const state = emptyState(stored.clusterId, stored.revision, stored.counters);
  for (const node of stored.nodes) {
    apply(state, { kind: 'node-put', node });
    const entry = state.nodes.get(node.id);
    if (entry === undefined) continue;
    // Both claimants may still be there, and one of them is heard first.
    if (node.quarantine !== null) entry.doubtUntil = now + settings.leaseMs;
    if (node.liveness === 'lost') continue;
    // Also one that had been silent before: it may have come back while nobody was here to hear it.
    const patienceMs = node.liveness === 'ready' ? 0 : settings.lostAfterMs;
    entry.deadline = now + Math.max(settings.leaseMs, patienceMs);
    lookAtNode(state, entry, now + settings.leaseMs);
  }
  for (const { job, attempts } of stored.jobs) {
    apply(state, { kind: 'job-insert', job });
    for (const attempt of attempts) apply(state, { kind: 'attempt-put', attempt });
    const entry = state.jobs.get(job.id);
    if (entry !== undefined && waitsTooLong(job, now)) enqueueDueJob(state, entry);
    const latest = entry === undefined ? null : latestAttempt(entry);
    const node = latest === null ? undefined : state.nodes.get(latest.nodeId);
    if (latest !== null && node !== undefined && isLiveAttempt(latest.state)) {
      node.lastPlaced = Math.max(node.lastPlaced, latest.lease);
    }
  }
  for (const { run, steps } of stored.runs) apply(state, { kind: 'run-insert', run, steps });
  return state;
}

/** No backoff is that long: the wall clock was set back since, and the wait may well be over. */
function waitsTooLong({ status, spec }: Job, now: number): boolean {
  return status.notBefore - now > Math.max(spec.retry.backoffMaxMs, limits.rescheduleBackoffMaxMs);
}
