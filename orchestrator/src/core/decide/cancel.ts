/** A user cancels a job. */
import { done, refused, type Answer } from '../answer.ts';
import { cancelJob } from '../cancel-job.ts';
import { audit, type Draft } from '../draft.ts';
import type { CancelEvent } from '../event.ts';

export function decideCancel(draft: Draft, event: CancelEvent): Answer {
  const entry = draft.state.jobs.get(event.jobId);
  if (entry === undefined) return refused('not_found', `no live job ${event.jobId}`);
  if (entry.job.status.outcome !== null) return refused('failed_precondition', `${event.jobId} has ended already`);
  if (entry.job.status.cancelRequestedAt !== null) return done;
  audit(draft, event.principal, 'job.cancel', event.jobId);
  cancelJob(draft, entry, 'cancelled before it started');
  return done;
}
