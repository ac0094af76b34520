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
      case 'job-delete':
      case 'counters':
      case 'audit':
        return [];
    }
  });
}
