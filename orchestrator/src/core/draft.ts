/**
 * One batch's working paper: the state with the batch's facts already applied, the facts to commit, and what to send
 * afterwards. If the commit fails the state is thrown away with the draft and loaded again.
 */
import type { AttemptRef, JobId, NodeId, RunId, SessionId, StepRun, StopReason, WantedAttempt } from '@orchion/domain';
import { apply, applyStep } from './apply.ts';
import type { Change } from './change.ts';
import type { Effect } from './effect.ts';
import { stepsOf } from './pipeline/run-entry.ts';
import { withPending, type PendingCache } from './pipeline/pending-cache.ts';
import type { PipelineTools } from './pipeline/tools.ts';
import type { PipelineWork } from './pipeline/work.ts';
import type { ClusterSettings } from './settings.ts';
import type { ClusterState, NodeEntry } from './state.ts';

export interface Draft {
  readonly state: ClusterState;
  readonly settings: ClusterSettings;
  readonly tools: PipelineTools;
  readonly now: number;
  readonly changes: Change[];
  readonly effects: Effect[];
  /** What watchers are told of after the commit. */
  readonly touchedJobs: Set<JobId>;
  readonly touchedNodes: Set<NodeId>;
  readonly removedNodes: Set<NodeId>;
  readonly touchedRuns: Set<RunId>;
  /** By `stepName`; null: it is gone, cells have taken its place. */
  readonly touchedSteps: Map<string, TouchedStep>;
  /** Where in `changes` a step's latest state is: a step that goes through several in one batch is written once. */
  readonly stepPuts: Map<string, number>;
  /** What the batch puts into the step cache; `tools.cache` knows of it. */
  readonly pendingCache: PendingCache;
  /** What the batch's runs still have to decide. */
  readonly pipelines: PipelineWork;
  /** What each session is told at the end of the batch: one directive, however many events there were. */
  readonly outgoing: Map<SessionId, Outgoing>;
  readonly counts: DraftCounts;
}

/** What happened in the batch, for metrics. */
interface DraftCounts {
  placed: number;
  /** Reports of an old lease, an old session or an impossible transition. */
  dropped: number;
}

export interface Outgoing {
  readonly nodeId: NodeId;
  full: boolean;
  answersSentAtMs: number | null;
  readonly launches: Set<JobId>;
  readonly stops: Map<JobId, WantedAttempt>;
  readonly forget: AttemptRef[];
}

interface TouchedStep {
  readonly runId: RunId;
  readonly key: string;
  readonly step: StepRun | null;
}

export function createDraft(
  state: ClusterState,
  { settings, tools, now }: Pick<Draft, 'settings' | 'tools' | 'now'>,
): Draft {
  const pendingCache: PendingCache = new Map();
  return {
    state,
    settings,
    tools: { ...tools, cache: withPending(tools.cache, pendingCache) },
    pendingCache,
    now,
    changes: [],
    effects: [],
    touchedJobs: new Set(),
    touchedNodes: new Set(),
    removedNodes: new Set(),
    touchedRuns: new Set(),
    touchedSteps: new Map(),
    stepPuts: new Map(),
    pipelines: { tasks: [] },
    outgoing: new Map(),
    counts: { placed: 0, dropped: 0 },
  };
}

/** Records a fact: applied to the working state at once, committed with the batch. */
export function record(draft: Draft, change: Change): void {
  if (change.kind === 'step-put') return recordStep(draft, change.step);
  apply(draft.state, change);
  // Counters move with every job: the batch commits where they end up, once (see `step`).
  if (change.kind !== 'counters') draft.changes.push(change);
  switch (change.kind) {
    case 'job-insert':
      draft.touchedJobs.add(change.job.id);
      return;
    case 'job-status':
      draft.touchedJobs.add(change.jobId);
      return;
    case 'attempt-put':
      draft.touchedJobs.add(change.attempt.jobId);
      draft.touchedNodes.add(change.attempt.nodeId);
      return;
    case 'node-put':
      draft.touchedNodes.add(change.node.id);
      return;
    case 'node-delete':
      draft.touchedNodes.delete(change.nodeId);
      draft.removedNodes.add(change.nodeId);
      return;
    case 'run-insert': {
      draft.touchedRuns.add(change.run.id);
      const entry = draft.state.runs.get(change.run.id);
      for (const step of entry === undefined ? [] : stepsOf(entry)) touchStep(draft, step);
      return;
    }
    case 'run-status':
      draft.touchedRuns.add(change.runId);
      return;
    case 'cache-put':
      draft.pendingCache.set(change.entry.key, change.entry);
      return;
    case 'cache-delete':
      draft.pendingCache.set(change.key, null);
      return;
    case 'job-delete':
    case 'run-delete':
    case 'counters':
    case 'audit':
      return;
  }
}

function recordStep(draft: Draft, step: StepRun): void {
  const { replaced } = applyStep(draft.state, step);
  const change: Change = { kind: 'step-put', step };
  const name = stepName(step);
  const place = draft.stepPuts.get(name);
  if (place === undefined) draft.stepPuts.set(name, draft.changes.push(change) - 1);
  else draft.changes[place] = change;
  touchStep(draft, step);
  if (replaced === null) return;
  const gone = { runId: step.runId, key: replaced };
  draft.touchedSteps.set(stepName(gone), { ...gone, step: null });
}

function touchStep(draft: Draft, step: StepRun): void {
  draft.touchedSteps.set(stepName(step), { runId: step.runId, key: step.key, step });
}

function stepName({ runId, key }: { readonly runId: RunId; readonly key: string }): string {
  return `${runId}/${key}`;
}

/** What the node's session is to be told; null where it has none. */
export function outgoingTo(draft: Draft, node: NodeEntry): Outgoing | null {
  if (node.session === null) return null;
  const existing = draft.outgoing.get(node.session.id);
  if (existing !== undefined) return existing;
  const made: Outgoing = {
    nodeId: node.node.id,
    full: false,
    answersSentAtMs: null,
    launches: new Set(),
    stops: new Map(),
    forget: [],
  };
  draft.outgoing.set(node.session.id, made);
  return made;
}

/** Tells the node to end an attempt. Harmless where nobody listens: the next full directive says it again. */
export function tellToStop(
  draft: Draft,
  node: NodeEntry,
  attempt: AttemptRef & { lease: number },
  stop: StopReason,
): void {
  const { jobId, number, lease } = attempt;
  outgoingTo(draft, node)?.stops.set(jobId, { jobId, number, lease, stop });
}

export function audit(draft: Draft, principal: string, action: string, object: string): void {
  draft.changes.push({ kind: 'audit', entry: { at: draft.now, principal, action, object } });
}
