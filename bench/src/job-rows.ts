/** Jobs as the store keeps them, for suites that fill one. */
import { newId, trustId, type IdSource, type Job, type JobStatus } from '@orchion/domain';
import { jobSpec } from './cluster.ts';

const submittedAt = 1_800_000_000_000;

export function makeJob(sequence: number, ids: IdSource, outcome: JobStatus['outcome'] = null): Job {
  const id = newId('job', ids);
  return {
    id,
    requestId: trustId('request', `req-${id}`),
    spec: jobSpec(['/bin/true'], 4),
    submittedAt,
    sequence,
    principal: 'bench',
    retryOf: null,
    owner: null,
    status: {
      outcome,
      cancelRequestedAt: null,
      attempts: 0,
      retriesUsed: 0,
      reschedulesUsed: 0,
      notBefore: 0,
      queuedAt: submittedAt,
    },
  };
}
