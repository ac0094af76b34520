/** Accepts jobs, all of a submit or none. The same request id twice gives the same job, whatever became of it. */
import { limits, type Job, type JobId } from '@orchion/domain';
import { refused, type Answer } from '../answer.ts';
import { canonical } from '../canonical.ts';
import { audit, type Draft } from '../draft.ts';
import type { NewJob, SubmitEvent } from '../event.ts';
import { newJob as addJob } from '../new-job.ts';

export function decideSubmit(draft: Draft, event: SubmitEvent): Answer {
  const { state } = draft;
  if (state.diskFull) {
    const where = 'the orchestrator’s disk is full';
    return refused('resource_exhausted', `${where}: free some space; running jobs and cancels go on meanwhile`);
  }
  if (state.jobs.size + event.jobs.length > limits.liveJobsMax) {
    return refused('resource_exhausted', `${state.jobs.size} jobs are alive, at most ${limits.liveJobsMax} may be`);
  }
  const known = event.jobs.map((job) => knownJob(draft, job));
  for (const [i, job] of event.jobs.entries()) {
    if (known[i]?.kind === 'other-spec') {
      const message = `request id ${job.requestId} was used before for a job with another spec; use a new request id`;
      return refused('failed_precondition', message);
    }
  }
  const jobIds: JobId[] = [];
  const made = new Map<string, JobId>();
  for (const [i, newJob] of event.jobs.entries()) {
    const before = known[i];
    const twin = made.get(newJob.requestId);
    if (before?.kind === 'same') jobIds.push(before.jobId);
    else if (twin !== undefined) jobIds.push(twin);
    else {
      addJob(draft, { ...newJob, owner: null }, event.principal);
      made.set(newJob.requestId, newJob.id);
      jobIds.push(newJob.id);
      audit(draft, event.principal, newJob.retryOf === null ? 'job.submit' : 'job.retry', newJob.id);
    }
  }
  return { kind: 'submitted', jobIds };
}

type Known = { readonly kind: 'same'; readonly jobId: JobId } | { readonly kind: 'other-spec' } | null;

function knownJob({ state }: Draft, newJob: NewJob): Known {
  if (newJob.known !== null) return newJob.known;
  const jobId = state.jobIdByRequest.get(newJob.requestId);
  const entry = jobId === undefined ? undefined : state.jobs.get(jobId);
  if (entry === undefined) return null;
  return isSameSpec(entry.job, newJob) ? { kind: 'same', jobId: entry.job.id } : { kind: 'other-spec' };
}

/** Compares by content, whatever order a client wrote maps in. */
export function isSameSpec(job: Pick<Job, 'spec' | 'retryOf'>, other: Pick<Job, 'spec' | 'retryOf'>): boolean {
  return job.retryOf === other.retryOf && canonical(job.spec) === canonical(other.spec);
}
