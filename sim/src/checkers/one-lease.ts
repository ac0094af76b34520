/** At most one attempt of a job is live, it is the newest, and its lease is higher than every one before it. */
import { isLiveAttempt, type JobId } from '@orchion/domain';
import type { CreateReferee } from '../referee.ts';

export const oneLease: CreateReferee = ({ fail }) => ({
  committed(changes, disk) {
    const touched = new Set<JobId>();
    for (const change of changes) if (change.kind === 'attempt-put') touched.add(change.attempt.jobId);
    for (const jobId of touched) {
      let lease = 0;
      const attempts = disk.jobs.get(jobId)?.attempts ?? [];
      for (const [i, attempt] of attempts.entries()) {
        if (attempt.number !== i + 1) fail(`${jobId}: attempt ${attempt.number} stands at place ${i + 1}`);
        if (attempt.lease <= lease) fail(`${jobId}/${attempt.number}: lease ${attempt.lease} is not above ${lease}`);
        lease = attempt.lease;
        if (isLiveAttempt(attempt.state) && i < attempts.length - 1) {
          fail(`${jobId}/${attempt.number} is ${attempt.state} beside a newer attempt`);
        }
      }
    }
  },
});
