/**
 * Ends a job that is alive: a waiting one at once; one with a live attempt is asked to end, and its final state says which
 * came first. On a node that was given up there is nobody to ask: the attempt is given up too.
 */
import { isLiveAttempt, type Attempt } from '@orchion/domain';
import { endAttempt, finish } from './attempt-end.ts';
import { record, tellToStop, type Draft } from './draft.ts';
import { latestAttempt, type JobEntry } from './state.ts';

/** Harmless where it was asked for before. */
export function cancelJob(draft: Draft, entry: JobEntry, reason: string): void {
  if (entry.job.status.outcome !== null || entry.job.status.cancelRequestedAt !== null) return;
  const status = { ...entry.job.status, cancelRequestedAt: draft.now };
  record(draft, { kind: 'job-status', jobId: entry.job.id, status });
  const latest = latestAttempt(entry);
  if (latest === null || !isLiveAttempt(latest.state)) return finish(draft, entry, 'cancelled', reason);
  askToStop(draft, entry, latest);
}

function askToStop(draft: Draft, entry: JobEntry, attempt: Attempt): void {
  const node = draft.state.nodes.get(attempt.nodeId);
  if (node === undefined || node.node.liveness === 'lost') {
    const where = node?.node.name ?? attempt.nodeId;
    return endAttempt(draft, entry, attempt, {
      end: { reason: 'node_lost', exitCode: null, signal: null, message: `cancelled while node ${where} was lost` },
      endedAt: draft.now,
      startedAt: null,
      logLengths: null,
      products: null,
      neverStarted: false,
    });
  }
  // Silence stays visible: an unknown attempt is stopped when its node is back.
  const state = attempt.state === 'unknown' ? 'unknown' : 'stopping';
  const stopping: Attempt = { ...attempt, state, desired: 'stop', stopReason: 'cancelled' };
  record(draft, { kind: 'attempt-put', attempt: stopping });
  tellToStop(draft, node, stopping, 'cancelled');
}
