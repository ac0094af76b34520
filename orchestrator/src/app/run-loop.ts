/**
 * The single writer. Events gather in a bounded inbox; a turn takes a batch of them, decides, commits all facts in one
 * transaction, and only then lets anybody know.
 *
 *   gather -> decide -> commit -> (apply) -> release -> arm the alarm
 *
 * A commit that finds the disk full throws the batch's state away, refuses its submits and tries the rest again on the
 * ballast; any other failure of the store ends the process, which recovers from disk.
 */
import { assert, limits } from '@orchion/domain';
import { refused, type Answer } from '../core/answer.ts';
import { dropEndedJob, dropEndedRun } from '../core/apply.ts';
import type { Draft } from '../core/draft.ts';
import type { ClusterEvent, StartRunEvent, SubmitEvent } from '../core/event.ts';
import { checkInvariants } from '../core/invariants.ts';
import { loadState } from '../core/load.ts';
import type { PipelineTools } from '../core/pipeline/tools.ts';
import type { ClusterSettings } from '../core/settings.ts';
import type { ClusterState } from '../core/state.ts';
import { isSameSpec } from '../core/decide/submit.ts';
import { step } from '../core/step.ts';
import type { Clock } from '../ports/clock.ts';
import { StoreError, type Store } from '../ports/store.ts';
import type { Telemetry } from '../ports/telemetry.ts';

export interface RunLoop {
  /** The committed state: nothing in it is undecided between two turns. */
  state(): ClusterState;
  /** Puts an event in; resolves after the commit that answers it. */
  ask(event: ClusterEvent): Promise<Answer>;
  /** Puts an event in that nobody waits for. Dropped where the inbox is full: agents say everything again. */
  tell(event: ClusterEvent): void;
  /** Takes nothing more in; finishes what is in the inbox. */
  stop(): void;
}

export interface RunLoopPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly settings: ClusterSettings;
  readonly tools: PipelineTools;
  /** How often the invariants are checked: after every n-th turn. */
  readonly checkEvery: number;
  /** After the commit: the draft still knows what was touched; ended jobs are still in the state. */
  readonly onCommitted: (draft: Draft) => void;
  /** The store is broken: the process must stop. */
  readonly onFatal: (error: unknown) => void;
}

interface Waiting {
  readonly event: ClusterEvent;
  readonly reply: ((answer: Answer) => void) | null;
}

/** How often a full disk is looked at again, ms. */
const diskCheckMs = 10_000;
/** Submits leave this much of the inbox to agents and cancels. */
const submitInboxMax = limits.inboxEventsMax / 2;

const overloaded = refused(
  'resource_exhausted',
  'the orchestrator has more to do than it can hold; try again in a moment',
);
const stopping = refused('resource_exhausted', 'the orchestrator is stopping');
const diskIsFull = refused('resource_exhausted', 'the orchestrator’s disk is full; free some space and try again');

export function createRunLoop(ports: RunLoopPorts): RunLoop {
  const { store, clock, telemetry, settings, tools } = ports;
  const inbox: Waiting[] = [];
  let state = loadState(store.load(), settings, clock.now());
  let isScheduled = false;
  let isStopped = false;
  let isBroken = false;
  let turns = 0;
  let diskCheckedAt = 0;

  const put = (event: ClusterEvent, reply: Waiting['reply']): void => {
    const bound = bringsWork(event) ? submitInboxMax : limits.inboxEventsMax;
    if (isStopped || isBroken) return reply?.(stopping);
    if (inbox.length >= bound) {
      telemetry.inboxRefused();
      return reply?.(overloaded);
    }
    // What waits there was said while nobody was here to hear it: that is known before it is judged.
    if (event.kind === 'time-passed' && event.resumed) inbox.unshift({ event, reply });
    else inbox.push({ event, reply });
    wake();
  };

  const wake = (): void => {
    if (isScheduled) return;
    isScheduled = true;
    clock.defer(() => {
      isScheduled = false;
      if (!isBroken) turn();
      if (inbox.length > 0) wake();
    });
  };

  const turn = (): void => {
    const startedAt = clock.now();
    const batch = inbox.splice(0, limits.inboxBatchMax);
    telemetry.inbox(inbox.length);
    lookAtDisk(startedAt);
    try {
      run(batch, true);
    } catch (error) {
      isBroken = true;
      for (const { reply } of [...batch, ...inbox.splice(0)]) reply?.(stopping);
      ports.onFatal(error);
      return;
    }
    telemetry.turned({ events: batch.length, ms: clock.now() - startedAt });
    armAlarm();
  };

  const run = (batch: readonly Waiting[], mayRetry: boolean): void => {
    const now = clock.now();
    const events = batch.map(({ event }) => withKnown(store, event));
    const { draft, answers } = step(state, { settings, tools }, events, now);
    const passMs = clock.now() - now;
    if (draft.changes.length > 0) {
      try {
        state.revision = store.commit(draft.changes, state.revision);
        telemetry.committed({ changes: draft.changes.length, ms: clock.now() - now - passMs });
      } catch (error) {
        if (!(error instanceof StoreError) || error.code !== 'full') throw error;
        telemetry.commitFailed({ code: error.code });
        return afterFullDisk(batch, mayRetry);
      }
    }
    telemetry.scheduled({ placed: draft.counts.placed, waiting: state.queue.classOf.size, ms: passMs });
    if (draft.counts.dropped > 0) telemetry.staleReports(draft.counts.dropped);
    ports.onCommitted(draft);
    for (const jobId of draft.touchedJobs) {
      const entry = state.jobs.get(jobId);
      if (entry !== undefined && entry.job.status.outcome !== null) dropEndedJob(state, entry);
    }
    for (const runId of draft.touchedRuns) {
      const entry = state.runs.get(runId);
      if (entry !== undefined && entry.run.status.endedAt !== null) dropEndedRun(state, entry);
    }
    if (++turns % ports.checkEvery === 0) checkInvariants(state);
    const replies = batch.flatMap(({ reply }, i) => {
      const answer = answers[i];
      assert(answer !== undefined, 'every event has its answer');
      return reply === null ? [] : [() => reply(answer)];
    });
    // Not in this step: what callers do with their answer must not keep agents from what they were told.
    if (replies.length > 0) clock.defer(() => replies.forEach((reply) => reply()));
  };

  const afterFullDisk = (batch: readonly Waiting[], mayRetry: boolean): void => {
    reload();
    state.diskFull = true;
    diskCheckedAt = clock.now();
    const hadBallast = store.releaseBallast();
    const others: Waiting[] = [];
    for (const waiting of batch) {
      if (bringsWork(waiting.event) || !mayRetry) waiting.reply?.(diskIsFull);
      else others.push(waiting);
    }
    if (mayRetry && hadBallast && others.length > 0) run(others, false);
    else for (const { reply } of others) reply?.(diskIsFull);
  };

  /** Back to what the store holds. What was only seen is kept: sessions are still open, figures still true. */
  const reload = (): void => {
    const before = state;
    state = loadState(store.load(), settings, clock.now());
    for (const [nodeId, entry] of state.nodes) {
      const old = before.nodes.get(nodeId);
      if (old === undefined) continue;
      entry.metrics = old.metrics;
      entry.session = old.session;
      entry.rival = old.rival;
      entry.hellos = old.hellos;
      entry.doubtUntil = old.doubtUntil;
    }
    state.massLoss = before.massLoss;
  };

  const lookAtDisk = (now: number): void => {
    if (!state.diskFull || now - diskCheckedAt < diskCheckMs) return;
    diskCheckedAt = now;
    if (store.holdBallast()) state.diskFull = false;
  };

  const armAlarm = (): void => {
    if (isStopped) return;
    const at = state.agenda.next();
    clock.setAlarm(at, () => {
      put({ kind: 'time-passed', resumed: false }, null);
    });
  };

  armAlarm();
  return {
    state: () => state,
    ask: (event) =>
      new Promise((resolve) => {
        put(event, resolve);
      }),
    tell: (event) => put(event, null),
    stop() {
      clock.setAlarm(null, () => {});
      while (inbox.length > 0 && !isBroken) turn();
      isStopped = true;
      clock.setAlarm(null, () => {});
    },
  };
}

/** What a full inbox or a full disk refuses first, so that what runs can go on and end. */
function bringsWork(event: ClusterEvent): boolean {
  return event.kind === 'submit' || event.kind === 'start-run';
}

/** Request ids of what has ended are known to the store only. */
function withKnown(store: Store, event: ClusterEvent): ClusterEvent {
  if (event.kind === 'submit') return withKnownJobs(store, event);
  return event.kind === 'start-run' ? withKnownRun(store, event) : event;
}

function withKnownRun(store: Store, event: StartRunEvent): StartRunEvent {
  const runId = store.runOfRequest(event.run.requestId);
  const run = runId === null ? null : (store.run(runId)?.run ?? null);
  return run === null || run.status.endedAt === null ? event : { ...event, known: run };
}

function withKnownJobs(store: Store, event: SubmitEvent): SubmitEvent {
  const jobs = event.jobs.map((newJob) => {
    const jobId = store.jobOfRequest(newJob.requestId);
    const stored = jobId === null ? null : store.job(jobId);
    if (jobId === null || stored === null || stored.job.status.outcome === null) return newJob;
    const known = isSameSpec(stored.job, newJob)
      ? ({ kind: 'same', jobId } as const)
      : ({ kind: 'other-spec' } as const);
    return { ...newJob, known };
  });
  return { ...event, jobs };
}
