/** Tells the telemetry what a batch did to jobs and attempts: read off its committed facts. */
import type { Draft } from '../core/draft.ts';
import type { JobTelemetry } from '../ports/telemetry.ts';

export function tellJobsWay(telemetry: JobTelemetry, draft: Draft): void {
  for (const change of draft.changes) {
    if (change.kind === 'attempt-put') {
      const { attempt } = change;
      const fact = { jobId: attempt.jobId, attempt: attempt.number };
      const queuedAt = draft.state.jobs.get(attempt.jobId)?.job.status.queuedAt ?? draft.now;
      const waitMs = Math.max(0, draft.now - queuedAt);
      if (attempt.state === 'placed') telemetry.jobPlaced({ ...fact, nodeId: attempt.nodeId, waitMs });
      else if (attempt.state === 'running') telemetry.attemptStarted({ ...fact, waitMs });
      else if (attempt.end !== null) {
        telemetry.attemptEnded({ ...fact, state: attempt.state, reason: attempt.end.reason });
      }
    } else if (change.kind === 'job-status' && change.status.outcome !== null) {
      const { state, at } = change.status.outcome;
      const submittedAt = draft.state.jobs.get(change.jobId)?.job.submittedAt ?? at;
      telemetry.jobEnded({ jobId: change.jobId, state, ms: at - submittedAt });
    }
  }
}
