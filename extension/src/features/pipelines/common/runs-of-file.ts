/** The newest run of a pipeline file, with its steps, as the service shows it beside the text. */
import type { RunDetailSeen, RunSeen } from '@orchion/client';
import type { JobState } from '@orchion/domain';
import type { LastRun } from '@orchion/schemas/language';
import type { ClusterStore } from '../../../cluster/cluster-store.ts';
import { stepsInOrder } from './run-steps.ts';

/** `file` as a run names it: a path below the folder that it was started from. */
export function newestRunOf(runs: Iterable<RunSeen>, file: string): RunSeen | null {
  let newest: RunSeen | null = null;
  for (const run of runs) {
    // A run that another one started shows what that one asked for, not what this file's user did.
    if (run.file === file && run.parent === null && run.number > (newest?.number ?? 0)) newest = run;
  }
  return newest;
}

/** `detail`: what was asked for of a run that had ended before the watch began. */
export function lastRunFrom(
  { id, number, status }: RunSeen,
  { steps, jobs }: Pick<ClusterStore, 'steps' | 'jobs'>,
  detail: RunDetailSeen | undefined,
): LastRun {
  const { state, startedAt, endedAt } = status;
  const ordered = stepsInOrder(steps.get(id), detail) ?? [];
  const live = ordered.flatMap((step): readonly (readonly [string, JobState])[] => {
    const job = step.endedAt === null ? jobs.get(step.jobId ?? '') : undefined;
    return job === undefined ? [] : [[step.key, job.state]];
  });
  return { runId: id, number, state, startedAt, endedAt, steps: ordered, jobs: new Map(live) };
}
