/**
 * The orchestrator behind its interface: commands go through the run loop and answer when durable, reads see committed
 * state, watchers follow the change feed. Everything that touches the world comes in as a port.
 */
import {
  assert,
  isEndedJob,
  limits,
  newId,
  parseId,
  trustId,
  violationsOfJobSpec,
  type Digest,
  type IdSource,
  type JobId,
  type JobSpec,
  type NodeId,
  type RequestId,
  type Violation,
  isEndedRun,
  isLiveAttempt,
} from '@orchion/domain';
import type { Answer } from '../core/answer.ts';
import type { Draft } from '../core/draft.ts';
import type { NewJob, NodeCommandEvent } from '../core/event.ts';
import type { PipelineTools } from '../core/pipeline/tools.ts';
import { defaultSettings, type ClusterSettings } from '../core/settings.ts';
import { latestAttempt, type ClusterState } from '../core/state.ts';
import type { Clock } from '../ports/clock.ts';
import type { LogStore } from '../ports/log-store.ts';
import type { Store } from '../ports/store.ts';
import { noTelemetry, type Telemetry } from '../ports/telemetry.ts';
import { createChangeFeed, defaultFeedBounds, sizeOf, type FeedBounds } from './change-feed.ts';
import { createExplainer } from './explainer.ts';
import { tellJobsWay } from './job-telemetry.ts';
import type { AgentSessionPort, JobView, NodeView, Orchestrator, Outcome, Refusal } from './orchestrator.ts';
import { ok, refusal } from './outcome.ts';
import { feedEntryOf } from './feed-entry.ts';
import { createReader } from './reader.ts';
import { createRetention } from './retention.ts';
import { createRunLoop } from './run-loop.ts';
import { createRuns } from './runs.ts';
import { createSessions } from './sessions.ts';
import { nodeViewOf } from './views.ts';
import { watchFeed } from './watch.ts';

export interface OrchestratorPorts {
  readonly store: Store;
  readonly logStore: Pick<LogStore, 'remove'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly pipelines: Pick<PipelineTools, 'language' | 'sha256'>;
  readonly telemetry?: Telemetry;
  readonly settings?: ClusterSettings;
  /** Ended jobs are kept this long, ms, and at most this many. */
  readonly retention?: { readonly keepMs: number; readonly keepMax: number };
  /** For the simulation: how little is kept for watchers. */
  readonly feed?: FeedBounds;
  /** The invariants are checked after every n-th turn; 1 in tests and in the simulation. */
  readonly checkEvery?: number;
  /** The store is broken, or a bug was found: the process must stop and recover from disk. */
  readonly onFatal: (error: unknown) => void;
}

export function createOrchestrator(ports: OrchestratorPorts): Orchestrator {
  const { store, clock, ids } = ports;
  const telemetry = ports.telemetry ?? noTelemetry;
  const loaded = store.load();
  const feed = createChangeFeed({ ...(ports.feed ?? defaultFeedBounds), startRevision: loaded.revision });
  const sessions = createSessions(telemetry);
  let isStopping = false;
  const tools: PipelineTools = {
    ...ports.pipelines,
    ids,
    endedRun: (id) => {
      const found = store.run(id);
      return found !== null && isEndedRun(found.run.status.state) ? found : null;
    },
    cache: {
      entry: (key) => store.cacheEntry(key),
      newestWithPrefix: (prefix) => store.newestCacheEntry(prefix),
    },
  };

  const onCommitted = (draft: Draft): void => {
    tellJobsWay(telemetry, draft);
    // Agents first: what they are told starts commands.
    sessions.release(draft.effects);
    publish(draft);
  };

  const publish = (draft: Draft): void => {
    const entry = feedEntryOf(draft);
    if (sizeOf(entry) > 0) feed.publish(entry, draft.changes.length > 0 ? 'committed' : 'figures');
  };

  const loop = createRunLoop({
    store,
    clock,
    telemetry,
    settings: ports.settings ?? defaultSettings,
    tools,
    checkEvery: ports.checkEvery ?? 1000,
    onCommitted,
    onFatal: ports.onFatal,
  });
  const reader = createReader({ loop, store, clock, quarantined: loaded.quarantined });
  const explainer = createExplainer({ loop, store, clock });
  const runs = createRuns({ loop, store, reader, ids, clock, tools, isStopping: () => isStopping });
  const retention = createRetention({
    loop,
    store,
    clock,
    telemetry,
    logStore: ports.logStore,
    ...(ports.retention ?? { keepMs: limits.retentionMs, keepMax: limits.retentionJobsMax }),
  });

  const submit: Orchestrator['submit'] = async (requests, principal) => {
    if (isStopping) return refusal('unavailable', 'the orchestrator is stopping');
    const wrong = violationsOf(requests);
    if (wrong.length > 0) return refusal('invalid', describe(wrong), wrong);
    const jobs: NewJob[] = requests.map(({ spec, requestId }) => {
      const id = newId('job', ids);
      return { id, spec, requestId: requestId ?? ownRequestId(id), retryOf: null, known: null };
    });
    return submitJobs(jobs, principal);
  };

  const submitJobs = async (
    jobs: readonly NewJob[],
    principal: string,
  ): Promise<Outcome<{ jobs: JobView[]; revision: number; warnings: string[] }>> => {
    for (const { id } of jobs) telemetry.jobSubmitting({ jobId: id });
    const answer = await loop.ask({ kind: 'submit', jobs, principal });
    const accepted = new Set(answer.kind === 'submitted' ? answer.jobIds : []);
    for (const { id } of jobs) {
      if (accepted.has(id)) telemetry.jobAccepted({ jobId: id });
      else telemetry.jobRefused({ jobId: id });
    }
    if (answer.kind === 'refused') return refusal(answer.code, answer.message);
    assert(answer.kind === 'submitted', 'a submit is answered with its jobs');
    const views = answer.jobIds.map((jobId) => {
      const view = reader.job(jobId);
      assert(view !== null, 'an accepted job can be read');
      return view;
    });
    return ok({ jobs: views, revision: loop.state().revision, warnings: explainer.warnings(views) });
  };

  const afterCommand = (jobId: JobId, answer: Answer): Outcome<JobView> => {
    const view = reader.job(jobId);
    if (view === null) return noJob(jobId);
    // The core knows live jobs only; this one ended while the command was on its way.
    if (answer.kind === 'refused' && answer.code === 'not_found') return endedAlready(view);
    return answer.kind === 'refused' ? refusal(answer.code, answer.message) : ok(view);
  };

  const cancel: Orchestrator['cancel'] = async (jobId, principal) => {
    const view = reader.job(jobId);
    if (view === null) return noJob(jobId);
    if (isEndedJob(view.state)) return endedAlready(view);
    return afterCommand(jobId, await loop.ask({ kind: 'cancel', jobId, principal }));
  };

  const retry: Orchestrator['retry'] = async (jobId, requestId, principal) => {
    const view = reader.job(jobId);
    if (view === null) return noJob(jobId);
    if (!isEndedJob(view.state)) {
      return afterCommand(jobId, await loop.ask({ kind: 'retry-unknown', jobId, principal }));
    }
    const id = newId('job', ids);
    const again: NewJob = {
      id,
      spec: view.job.spec,
      requestId: requestId ?? ownRequestId(id),
      retryOf: jobId,
      known: null,
    };
    const outcome = await submitJobs([again], principal);
    if (outcome.kind === 'refused') return outcome;
    const made = outcome.value.jobs[0];
    assert(made !== undefined, 'a retry makes one job');
    return ok(made);
  };

  const command = async (
    node: string,
    principal: string,
    what: NodeCommandEvent['command'],
  ): Promise<Outcome<NodeView | null>> => {
    const nodeId = reader.nodeIdOf(node);
    if (nodeId === null) return noNode(node);
    const answer = await loop.ask({ kind: 'node-command', nodeId, principal, command: what });
    if (answer.kind === 'refused') return refusal(answer.code, answer.message);
    return ok(viewOfNode(nodeId));
  };
  const viewOfNode = (nodeId: NodeId): NodeView | null => {
    const entry = loop.state().nodes.get(nodeId);
    return entry === undefined ? null : nodeViewOf(entry);
  };
  const commandView = async (
    node: string,
    principal: string,
    what: NodeCommandEvent['command'],
  ): Promise<Outcome<NodeView>> => {
    const outcome = await command(node, principal, what);
    if (outcome.kind === 'refused') return outcome;
    return outcome.value === null ? noNode(node) : ok(outcome.value);
  };

  return {
    clusterId: loaded.clusterId,
    submit,
    cancel,
    retry,
    ...runs,
    cordon: (node, principal) => commandView(node, principal, { kind: 'cordon' }),
    uncordon: (node, principal) => commandView(node, principal, { kind: 'uncordon' }),
    drain: (node, deadlineMs, principal) => commandView(node, principal, { kind: 'drain', deadlineMs }),
    remove: async (node, force, principal) => {
      const outcome = await command(node, principal, { kind: 'remove', force });
      return outcome.kind === 'refused' ? outcome : ok(null);
    },
    job: (jobId) => {
      const view = reader.job(jobId);
      return view === null ? noJob(jobId) : ok(view);
    },
    jobs: (query) => reader.jobs(query),
    nodes: () => reader.nodes(),
    node: (idOrName) => {
      const nodeId = reader.nodeIdOf(idOrName);
      const view = nodeId === null ? null : viewOfNode(nodeId);
      return view === null ? noNode(idOrName) : ok(view);
    },
    explain: (jobId) => {
      const explanation = explainer.explainJob(jobId);
      return explanation === null ? noJob(jobId) : ok(explanation);
    },
    preview: (spec) => {
      const wrong = violationsOfJobSpec(spec);
      return wrong.length > 0 ? refusal('invalid', describe(wrong), wrong) : ok(explainer.preview(spec));
    },
    status: () => reader.status(),
    watch: (fromRevision, signal) => watchFeed({ feed, fromRevision, signal, snapshot: () => reader.snapshot() }),
    contentReferences: {
      trees: () => [...treesOfLiveJobs(loop.state()), ...store.keptTrees()],
      unreportedSince: () => unreportedSince(loop.state()),
    },
    attempts: reader.attemptDirectory(feed),
    openSession: (hello, port: AgentSessionPort) => {
      const sessionId = newId('session', ids);
      sessions.add(sessionId, port);
      loop.tell({ kind: 'agent-hello', sessionId, ...hello });
      return {
        sessionId,
        report: (report) => loop.tell({ kind: 'agent-report', sessionId, nodeId: hello.nodeId, ...report }),
        gone: () => {
          sessions.drop(sessionId);
          loop.tell({ kind: 'agent-gone', sessionId, nodeId: hello.nodeId });
        },
      };
    },
    resumed: () => loop.tell({ kind: 'time-passed', resumed: true }),
    applyRetention: () => retention.apply(),
    ready: () => !isStopping,
    stop: () => {
      isStopping = true;
      loop.stop();
      sessions.closeAll('the orchestrator is stopping');
      feed.close();
      return Promise.resolve();
    },
  };
}

/** Of the jobs that have not ended: they may still be started, or be started again. */
function treesOfLiveJobs({ jobs }: ClusterState): readonly Digest[] {
  return [...jobs.values()].flatMap(({ job }) => job.spec.files.fetch.map(({ tree }) => tree));
}

/** A node may be silent for longer than any grace, with what its attempts left long since brought here. */
function unreportedSince({ jobs }: ClusterState): number | null {
  let since: number | null = null;
  for (const entry of jobs.values()) {
    const latest = latestAttempt(entry);
    if (latest === null || !isLiveAttempt(latest.state) || entry.job.spec.files.leave.length === 0) continue;
    since = Math.min(since ?? latest.placedAt, latest.placedAt);
  }
  return since;
}

function violationsOf(requests: readonly { readonly spec: JobSpec }[]): readonly Violation[] {
  if (requests.length === 0 || requests.length > limits.submitBatchMax) {
    return [{ field: 'jobs', message: `a submit has 1 to ${limits.submitBatchMax} jobs, got ${requests.length}` }];
  }
  if (requests.length === 1 && requests[0] !== undefined) return violationsOfJobSpec(requests[0].spec);
  return requests.flatMap(({ spec }, i) =>
    violationsOfJobSpec(spec).map(({ field, message }) => ({ field: `jobs[${i}].${field}`, message })),
  );
}

/** The first few violations in one sentence; the rest are in the list. */
function describe(violations: readonly Violation[]): string {
  const shown = violations.slice(0, 3).map(({ field, message }) => `${field}: ${message}`);
  return shown.join('; ') + (violations.length > 3 ? `; and ${violations.length - 3} more` : '');
}

/** A submit without a request id gets one that no other has. */
function ownRequestId(jobId: JobId): RequestId {
  return trustId('request', `own-${jobId}`);
}

function endedAlready({ job, state }: JobView): Refusal {
  return refusal('failed_precondition', `${job.id} has ended already: ${state}`);
}

function noJob(jobId: JobId): Refusal {
  const hint = parseId('job', jobId) === null ? '; an id looks like job-0123456789ab' : '';
  return refusal('not_found', `no job ${jobId}${hint}`);
}

function noNode(node: string): Refusal {
  return refusal('not_found', `no node ${JSON.stringify(node.slice(0, 80))}`);
}
