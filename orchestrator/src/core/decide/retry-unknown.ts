/** The user gives a silent attempt up: it is lost, and the job waits for its next attempt. The old copy is ended if its node
 *  ever comes back, since its lease is no longer wanted. */
import { assert, isLiveAttempt } from '@orchion/domain';
import { done, refused, type Answer } from '../answer.ts';
import { requeue } from '../attempt-end.ts';
import { audit, record, type Draft } from '../draft.ts';
import type { RetryEvent } from '../event.ts';
import { latestAttempt } from '../state.ts';

export function decideRetryUnknown(draft: Draft, event: RetryEvent): Answer {
  const entry = draft.state.jobs.get(event.jobId);
  const latest = entry === undefined ? null : latestAttempt(entry);
  if (entry === undefined) return refused('not_found', `no live job ${event.jobId}`);
  if (latest === null || latest.state !== 'unknown') {
    return refused('failed_precondition', `${event.jobId} is neither ended nor unknown: there is nothing to retry`);
  }
  if (entry.job.status.cancelRequestedAt !== null) {
    return refused('failed_precondition', `${event.jobId} is being cancelled; retry it when it has ended`);
  }
  assert(isLiveAttempt(latest.state), 'an unknown attempt is live');
  audit(draft, event.principal, 'job.retry', event.jobId);
  record(draft, {
    kind: 'attempt-put',
    attempt: {
      ...latest,
      state: 'lost',
      endedAt: draft.now,
      end: {
        reason: 'node_lost',
        exitCode: null,
        signal: null,
        message: 'given up by a user while its node was silent',
      },
    },
  });
  requeue(draft, entry, {});
  return done;
}
