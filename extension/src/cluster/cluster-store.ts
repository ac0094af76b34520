/**
 * The cluster as this window knows it: one fold of one watch, read by every view. Listeners hear of changes at most four times
 * a second, however many commits there are: the window's drawing is the bottleneck, not the fold.
 */
import type { ClusterState, ClusterUpdate, JobSeen, NodeSeen, Timing } from '@orchion/client';
import { createEmitter } from './emitter.ts';

export interface ClusterStore {
  readonly nodes: ReadonlyMap<string, NodeSeen>;
  readonly jobs: ReadonlyMap<string, JobSeen>;
  readonly runs: ClusterState<NodeSeen, JobSeen>['runs'];
  /** By run and key. */
  readonly steps: ClusterState<NodeSeen, JobSeen>['steps'];
  /** False until the first snapshot, and after the connection was given up. */
  readonly hasSnapshot: boolean;
  apply(update: ClusterUpdate<NodeSeen, JobSeen>): void;
  /** Nothing is known any more. */
  clear(): void;
  readonly onChange: (listener: () => void) => () => void;
  /** Each job that ended while it was watched, once. */
  readonly onEnded: (listener: (job: JobSeen) => void) => () => void;
}

const quietMs = 250;

export function createClusterStore(timing: Pick<Timing, 'delay'>): ClusterStore {
  const changed = createEmitter<void>();
  const ended = createEmitter<JobSeen>();
  const never = new AbortController().signal;
  let nodes: ReadonlyMap<string, NodeSeen> = new Map();
  let jobs: ReadonlyMap<string, JobSeen> = new Map();
  let runs: ClusterStore['runs'] = new Map();
  let steps: ClusterStore['steps'] = new Map();
  let hasSnapshot = false;
  let told: 'quiet' | 'waiting' | 'dirty' = 'quiet';

  /** The first change is told at once, those that follow closely together. */
  function tell(): void {
    if (told !== 'quiet') {
      told = 'dirty';
      return;
    }
    told = 'waiting';
    changed.emit();
    void timing.delay(quietMs, never).then(() => {
      const again = told === 'dirty';
      told = 'quiet';
      if (again) tell();
    });
  }

  /** Jobs that were live here: the fold changes in place, and cannot be asked what it was before. */
  const live = new Set<string>();
  function tellEnds(ids: Iterable<string>): void {
    for (const id of ids) {
      const job = jobs.get(id);
      if (job !== undefined && job.endedAt === null) live.add(id);
      else if (live.delete(id) && job !== undefined) ended.emit(job);
    }
  }

  return {
    get nodes() {
      return nodes;
    },
    get jobs() {
      return jobs;
    },
    get runs() {
      return runs;
    },
    get steps() {
      return steps;
    },
    get hasSnapshot() {
      return hasSnapshot;
    },
    apply(update) {
      if (update.kind === 'cut') return;
      nodes = update.state.nodes;
      jobs = update.state.jobs;
      runs = update.state.runs;
      steps = update.state.steps;
      hasSnapshot = true;
      // Of a commit only what it changed: there may be thousands of jobs, and hundreds of commits a second.
      if (update.kind === 'snapshot') tellEnds([...live, ...jobs.keys()]);
      else tellEnds([...update.changes.jobs.map(({ id }) => id), ...update.changes.jobsRemoved]);
      tell();
    },
    clear() {
      nodes = new Map();
      jobs = new Map();
      runs = new Map();
      steps = new Map();
      hasSnapshot = false;
      tell();
    },
    onChange: changed.on,
    onEnded: ended.on,
  };
}
