/** Every submit that a client was told of exists, and one request id stands for one job. */
import type { CreateReferee } from '../referee.ts';

export const acknowledgedJobs: CreateReferee = ({ disk, fail }) => {
  const known = new Map<string, string>();
  return {
    acknowledged({ requestId, jobId }) {
      const before = known.get(requestId);
      if (before !== undefined && before !== jobId) fail(`${requestId} stands for ${before} and for ${jobId}`);
      known.set(requestId, jobId);
      if (!disk.jobs.has(jobId)) fail(`${jobId} was acknowledged and is not on disk`);
    },
    atEnd() {
      const jobsOf = new Map<string, string>();
      for (const { job } of disk.jobs.values()) {
        const twin = jobsOf.get(job.requestId);
        if (twin !== undefined) fail(`${job.requestId} made two jobs: ${twin} and ${job.id}`);
        jobsOf.set(job.requestId, job.id);
      }
      for (const [requestId, jobId] of known) {
        if (jobsOf.get(requestId) !== jobId) fail(`${jobId} was acknowledged for ${requestId} and is gone`);
      }
    },
  };
};
