/**
 * Cancels a job: a waiting one at once; one with a live attempt is asked to end, and its final state says which came first.
 * On a node that was given up there is nobody to ask: the attempt is given up too.
 */
import { isLiveAttempt, type Attempt } from '@orchion/domain';
import { done, refused, type Answer } from '../answer.ts';
import { endAttempt, finish } from '../attempt-end.ts';
import { audit, record, tellToStop, type Draft } from '../draft.ts';
import type { CancelEvent } from '../event.ts';
import { latestAttempt, type JobEntry } from '../state.ts';

export function decideCancel(draft: Draft, event: CancelEvent): Answer {
  const entry = draft.state.jobs.get(event.jobId);
  if (entry === undefined) return refused('not_found', `no live job ${event.jobId}`);
  if (entry.job.status.outcome !== null) return refused('failed_precondition', `${event.jobId} has ended already`);
  if (entry.job.status.cancelRequestedAt !== null) return done;
  audit(draft, event.principal, 'job.cancel', event.jobId);
  const status = { ...entry.job.status, cancelRequestedAt: draft.now };
  record(draft, { kind: 'job-status', jobId: event.jobId, status });
  const latest = latestAttempt(entry);
  if (latest === null || !isLiveAttempt(latest.state)) {
    finish(draft, entry, 'cancelled', 'cancelled before it started');
    return done;
  }
  askToStop(draft, entry, latest);
  return done;
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
