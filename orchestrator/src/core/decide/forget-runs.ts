/** Retention drops ended runs with their jobs. What is alive is never dropped, whoever asked. */
import { done, type Answer } from '../answer.ts';
import { record, type Draft } from '../draft.ts';
import type { ForgetRunsEvent } from '../event.ts';

export function decideForgetRuns(draft: Draft, event: ForgetRunsEvent): Answer {
  const { state } = draft;
  for (const jobId of event.jobIds) if (!state.jobs.has(jobId)) record(draft, { kind: 'job-delete', jobId });
  for (const runId of event.runIds) if (!state.runs.has(runId)) record(draft, { kind: 'run-delete', runId });
  return done;
}
