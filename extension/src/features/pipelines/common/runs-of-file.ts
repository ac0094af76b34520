/** The newest run of a pipeline file, with its steps, as the service shows it beside the text. */
import type { LastRun } from '@orchion/schemas/language';
import type { ClusterStore } from '../../../cluster/cluster-store.ts';

/** `file` as a run names it: a path below the folder that it was started from. */
export function lastRunOf({ runs, steps }: Pick<ClusterStore, 'runs' | 'steps'>, file: string): LastRun | null {
  let newest: { readonly id: string; readonly number: number } | null = null;
  for (const run of runs.values()) {
    // A run that another one started shows what that one asked for, not what this file's user did.
    if (run.file === file && run.parent === null && run.number > (newest?.number ?? 0)) newest = run;
  }
  const run = newest === null ? undefined : runs.get(newest.id);
  if (run === undefined) return null;
  const { state, startedAt, endedAt } = run.status;
  const of = steps.get(run.id) ?? new Map<string, never>();
  return { runId: run.id, number: run.number, state, startedAt, endedAt, steps: [...of.values()] };
}
