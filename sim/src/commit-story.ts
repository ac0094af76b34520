/** What a commit means, in words: for whoever reads the story of a run. */
import { attemptName } from '@orchion/domain';
import type { Change } from '@orchion/orchestrator';

export function storyOf(changes: readonly Change[], nodeName: (nodeId: string) => string): readonly string[] {
  return changes.flatMap((change) => {
    switch (change.kind) {
      case 'job-insert':
        return [`accepts ${change.job.id} (${change.job.requestId})`];
      case 'job-status': {
        const { outcome, cancelRequestedAt } = change.status;
        if (outcome !== null) return [`${change.jobId} ${outcome.state}: ${outcome.message}`];
        return cancelRequestedAt === null ? [] : [`${change.jobId} is to be cancelled`];
      }
      case 'attempt-put': {
        const { attempt } = change;
        const why = attempt.end === null ? '' : `: ${attempt.end.reason}, ${attempt.end.message}`;
        return [`${attemptName(attempt)} on ${nodeName(attempt.nodeId)} is ${attempt.state}${why}`];
      }
      case 'node-put':
        return [`${change.node.name} is ${change.node.liveness}, ${change.node.quarantine ?? change.node.eligibility}`];
      case 'node-delete':
        return [`${nodeName(change.nodeId)} is removed`];
      case 'run-insert':
        return [`starts ${change.run.id} (run ${change.run.number}, ${change.run.requestId})`];
      case 'run-status': {
        const { state, message, endedAt, cancelRequestedAt } = change.status;
        if (endedAt === null && cancelRequestedAt !== null) return [`${change.runId} is to be cancelled`];
        return [`${change.runId} ${state}${message === '' ? '' : `: ${message}`}`];
      }
      case 'step-put': {
        const { runId, key, state, jobId, childRunId, message } = change.step;
        const what = jobId ?? childRunId ?? message;
        return [`${runId}/${key} is ${state}${what === '' ? '' : `: ${what}`}`];
      }
      case 'run-delete':
      case 'cache-put':
      case 'cache-delete':
      case 'job-delete':
      case 'counters':
      case 'audit':
        return [];
    }
  });
}
