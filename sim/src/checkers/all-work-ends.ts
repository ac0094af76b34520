/** When nothing fails any more, every job ends within the bound. */
import type { CreateReferee } from '../referee.ts';

export const allWorkEnds: CreateReferee = ({ disk, fail }) => ({
  atEnd({ orchestrator }) {
    for (const { job } of disk.jobs.values()) {
      if (job.status.outcome !== null) continue;
      const told = orchestrator.job(job.id);
      const why = told.kind === 'ok' ? `${told.value.state}: ${told.value.message}` : told.message;
      return fail(`${job.id} has not ended long after the last fault; it is ${why}`);
    }
  },
});
