/** Cancels every live job and waits until all have ended. New submits in the meantime are cancelled as well. */
import type { JobState } from '@orchion/domain';
import type { JobView, Orchestrator } from '../app/orchestrator.ts';

const liveStates: readonly JobState[] = ['queued', 'running', 'unknown'];
const pageSize = 1_000;

/** Answers early when the signal is aborted: what was cancelled stays cancelled. */
export async function stopAllJobs(orchestrator: Orchestrator, principal: string, signal: AbortSignal): Promise<void> {
  const { revision } = orchestrator.status();
  await cancelAll(orchestrator, principal);
  if (liveCount(orchestrator) === 0) return;
  for await (const { jobs } of orchestrator.watch(revision, signal)) {
    if (jobs.some(isToBeCancelled)) await cancelAll(orchestrator, principal);
    if (liveCount(orchestrator) === 0) return;
  }
}

async function cancelAll(orchestrator: Orchestrator, principal: string): Promise<void> {
  for (let beforeSequence: number | null = null; ;) {
    const page = orchestrator.jobs({
      states: liveStates,
      nameContains: null,
      node: null,
      idPrefix: null,
      beforeSequence,
      limit: pageSize,
    });
    const open = page.filter(isToBeCancelled);
    // One that ended meanwhile refuses, which is as good.
    await Promise.all(open.map(({ job }) => orchestrator.cancel(job.id, principal)));
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    beforeSequence = last.job.sequence;
  }
}

function isToBeCancelled({ state, job }: JobView): boolean {
  return liveStates.includes(state) && job.status.cancelRequestedAt === null;
}

function liveCount(orchestrator: Orchestrator): number {
  const { counts } = orchestrator.status();
  return liveStates.reduce((sum, state) => sum + counts[state], 0);
}
