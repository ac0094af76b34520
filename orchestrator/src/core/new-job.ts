/** A new job takes its place in the order of submission: a user's, or a step's. */
import type { Job } from '@orchion/domain';
import { record, type Draft } from './draft.ts';

export function newJob(
  draft: Draft,
  made: Pick<Job, 'id' | 'requestId' | 'spec' | 'retryOf' | 'owner'>,
  principal: string,
): void {
  const { counters } = draft.state;
  record(draft, { kind: 'counters', counters: { ...counters, nextSequence: counters.nextSequence + 1 } });
  const job: Job = {
    id: made.id,
    requestId: made.requestId,
    spec: made.spec,
    submittedAt: draft.now,
    sequence: counters.nextSequence,
    principal,
    retryOf: made.retryOf,
    owner: made.owner,
    status: {
      outcome: null,
      cancelRequestedAt: null,
      attempts: 0,
      retriesUsed: 0,
      reschedulesUsed: 0,
      notBefore: 0,
      queuedAt: draft.now,
    },
  };
  record(draft, { kind: 'job-insert', job });
}
