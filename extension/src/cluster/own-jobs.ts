/**
 * The jobs that this window's user started: only of their ends does anybody want to hear. They are kept through reloads, and
 * one that ended meanwhile is told of when the window is back.
 */
import type { JobSeen } from '@orchion/client';
import type { ClusterStore } from './cluster-store.ts';

export interface OwnJobs {
  /** `shown`: where it was started its end is seen anyway, as a task's is in its terminal. */
  add(id: string, end: 'told' | 'shown'): void;
  /** Each own job that ended, once. */
  readonly onEnded: (listener: (job: JobSeen, end: 'told' | 'shown') => void) => void;
  dispose(): void;
}

export interface OwnJobsPorts {
  readonly store: Pick<ClusterStore, 'jobs' | 'onChange'>;
  /** What was kept of jobs before the reload. */
  readonly read: () => unknown;
  readonly keep: (jobs: Readonly<Record<string, 'told' | 'shown'>>) => void;
}

/** The oldest give way: their ends would be news to nobody. */
const keptMax = 200;

export function createOwnJobs({ store, read, keep }: OwnJobsPorts): OwnJobs {
  const live = new Map(jobsFrom(read()));
  const listeners: ((job: JobSeen, end: 'told' | 'shown') => void)[] = [];

  function look(): void {
    const before = live.size;
    for (const [id, end] of [...live]) {
      const job = store.jobs.get(id);
      if (job === undefined || job.endedAt === null) continue;
      live.delete(id);
      for (const listener of listeners) listener(job, end);
    }
    if (live.size !== before) keep(Object.fromEntries(live));
  }

  const off = store.onChange(look);
  return {
    add(id, end) {
      live.set(id, end);
      const [oldest] = live.keys();
      if (live.size > keptMax && oldest !== undefined) live.delete(oldest);
      keep(Object.fromEntries(live));
      // It may have ended before its submit was answered.
      look();
    },
    onEnded: (listener) => void listeners.push(listener),
    dispose: off,
  };
}

/** What an older version kept may be anything. */
function jobsFrom(kept: unknown): readonly (readonly [string, 'told' | 'shown'])[] {
  if (typeof kept !== 'object' || kept === null) return [];
  return Object.entries(kept).flatMap(([id, end]: [string, unknown]) =>
    end === 'told' || end === 'shown' ? [[id, end] as const] : [],
  );
}
