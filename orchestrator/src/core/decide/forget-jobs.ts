/** Retention drops ended jobs. A job that is alive is never dropped, whoever asked. */
import { done, type Answer } from '../answer.ts';
import { record, type Draft } from '../draft.ts';
import type { ForgetJobsEvent } from '../event.ts';

export function decideForgetJobs(draft: Draft, event: ForgetJobsEvent): Answer {
  for (const jobId of event.jobIds) {
    if (!draft.state.jobs.has(jobId)) record(draft, { kind: 'job-delete', jobId });
  }
  return done;
}
