/** Reads of committed state: memory for what is alive, the store for what has ended. */
import {
  headOfRun,
  isEndedJob,
  isLiveAttempt,
  jobStateOf,
  type AttemptRef,
  type JobId,
  type JobState,
  type NodeId,
  type RunId,
} from '@orchion/domain';
import { headOf, type QueueClass } from '../core/schedule/queue.ts';
import { latestAttempt, type JobEntry } from '../core/state.ts';
import type { AttemptDirectory } from '../ports/attempt-directory.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { FeedEntry, JobView, NodeView, Orchestrator, RunDetail, StatusView } from './orchestrator.ts';
import type { RunLoop } from './run-loop.ts';
import { endedRunDetail, runDetailOf } from './run-views.ts';
import { endedJobView, jobViewOf, nodeViewOf, withLatestAttempt } from './views.ts';

export interface Reader {
  job(jobId: JobId): JobView | null;
  run(runId: RunId): RunDetail | null;
  jobs(query: Parameters<Orchestrator['jobs']>[0]): readonly JobView[];
  nodes(): readonly NodeView[];
  nodeIdOf(idOrName: string): NodeId | null;
  status(): StatusView;
  /** Everything alive and the newest ended jobs, as one entry. */
  snapshot(): FeedEntry;
  attemptDirectory(feed: ChangeFeed): AttemptDirectory;
}

/** Waiting jobs that a status names. */
const waitingShown = 20;
/** Ended jobs that a watcher's snapshot begins with. */
const endedInSnapshot = 200;
/** Ended runs that it begins with, without their steps. */
const endedRunsInSnapshot = 50;

export function createReader(parts: {
  readonly loop: RunLoop;
  readonly store: Store;
  readonly clock: Clock;
  /** Rows that could not be read at start. */
  readonly quarantined: readonly string[];
}): Reader {
  const { loop, store, clock } = parts;

  const job = (jobId: JobId): JobView | null => {
    const state = loop.state();
    const entry = state.jobs.get(jobId);
    if (entry !== undefined) return jobViewOf(state, entry, clock.now());
    const stored = store.job(jobId);
    return stored === null ? null : endedJobView(stored);
  };

  /** A stored job as it is now: alive ones are told by memory, which knows why they wait. */
  const viewOf = (jobId: JobId, stored: Parameters<typeof endedJobView>[0]): JobView => {
    const state = loop.state();
    const entry = state.jobs.get(jobId);
    return withLatestAttempt(entry === undefined ? endedJobView(stored) : jobViewOf(state, entry, clock.now()));
  };

  const nodeIdOf = (idOrName: string): NodeId | null => {
    const { nodes, nodeIdByName } = loop.state();
    const named = nodeIdByName.get(idOrName);
    if (named !== undefined) return named;
    for (const nodeId of nodes.keys()) if (nodeId === idOrName) return nodeId;
    return null;
  };

  const nodes = (): readonly NodeView[] =>
    [...loop.state().nodes.values()]
      .sort((a, b) => a.node.name.localeCompare(b.node.name, 'en'))
      .map((entry) => nodeViewOf(entry));

  return {
    job,
    nodes,
    nodeIdOf,
    run(runId) {
      const state = loop.state();
      const entry = state.runs.get(runId);
      if (entry !== undefined) return runDetailOf(state, entry, clock.now());
      const stored = store.run(runId);
      return stored === null ? null : endedRunDetail(stored);
    },
    jobs(query) {
      const { node, ...rest } = query;
      const nodeId = node === null ? null : nodeIdOf(node);
      // A node that is not there has no jobs.
      if (node !== null && nodeId === null) return [];
      return store.jobs({ ...rest, nodeId }).map((stored) => viewOf(stored.job.id, stored));
    },
    status() {
      const state = loop.state();
      const ended = store.countsOfEnded();
      const counts: Record<JobState, number> = { queued: 0, running: 0, unknown: 0, ...ended };
      for (const entry of state.jobs.values()) counts[jobStateOf(entry.job.status, latestAttempt(entry))]++;
      const waiting = firstWaiting([...state.queue.classes.values()]);
      return {
        clusterId: state.clusterId,
        revision: state.revision,
        nodes: nodes(),
        counts,
        waiting: waiting.map((entry) => withLatestAttempt(jobViewOf(state, entry, clock.now()))),
        problems: [
          ...(state.diskFull ? ['the orchestrator’s disk is full: new submits are refused until there is room'] : []),
          ...(state.massLoss === null ? [] : [state.massLoss]),
          ...parts.quarantined.map((row) => `a stored row cannot be read and was left out: ${row}`),
        ],
      };
    },
    snapshot() {
      const state = loop.state();
      const live = [...state.jobs.values()].map((entry) => withLatestAttempt(jobViewOf(state, entry, clock.now())));
      const endedRuns = store.runs({
        states: ['succeeded', 'failed', 'cancelled'],
        pipelineContains: null,
        idPrefix: null,
        withChildren: true,
        beforeNumber: null,
        limit: endedRunsInSnapshot,
      });
      const query = { nameContains: null, nodeId: null, idPrefix: null, beforeSequence: null, limit: endedInSnapshot };
      const ended = store.jobs({ ...query, states: ['succeeded', 'failed', 'cancelled'] });
      return {
        revision: state.revision,
        nodes: nodes(),
        nodesRemoved: [],
        jobs: [...ended.map((stored) => withLatestAttempt(endedJobView(stored))), ...live],
        jobsRemoved: [],
        runs: [...endedRuns, ...[...state.runs.values()].map(({ run }) => headOfRun(run))],
        runsRemoved: [],
        steps: [...state.runs.values()].flatMap((entry) => runDetailOf(state, entry, clock.now()).steps),
        stepsRemoved: [],
      };
    },
    attemptDirectory: (feed) => ({
      find(ref: AttemptRef) {
        const attempt = job(ref.jobId)?.attempts.find(({ number }) => number === ref.number);
        if (attempt === undefined) return null;
        const { nodeId, logLengths } = attempt;
        const nodeGone = (loop.state().nodes.get(nodeId)?.node.liveness ?? 'lost') === 'lost';
        return { nodeId, ended: !isLiveAttempt(attempt.state), logLengths, nodeGone };
      },
      latest(jobId) {
        const view = job(jobId);
        return view === null ? null : { number: view.job.status.attempts, jobEnded: isEndedJob(view.state) };
      },
      onChange: (jobId, listener) => feed.onJob(jobId, listener),
    }),
  };
}

/** The heads of the queue over all classes, in the order in which they would be placed. */
function firstWaiting(classes: readonly QueueClass[]): readonly JobEntry[] {
  const heads = classes.flatMap((each) =>
    headOf(each) === null ? [] : each.entries.slice(each.first, each.first + waitingShown),
  );
  const byTurn = (a: JobEntry, b: JobEntry): number =>
    b.job.spec.priority - a.job.spec.priority || a.job.sequence - b.job.sequence;
  return heads.sort(byTurn).slice(0, waitingShown);
}
