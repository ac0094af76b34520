/**
 * One batch's working paper: the state with the batch's facts already applied, the facts to commit, and what to send
 * afterwards. If the commit fails the state is thrown away with the draft and loaded again.
 */
import type { AttemptRef, JobId, NodeId, SessionId, StopReason, WantedAttempt } from '@orchion/domain';
import { apply } from './apply.ts';
import type { Change } from './change.ts';
import type { Effect } from './effect.ts';
import type { ClusterSettings } from './settings.ts';
import type { ClusterState, NodeEntry } from './state.ts';

export interface Draft {
  readonly state: ClusterState;
  readonly settings: ClusterSettings;
  readonly now: number;
  readonly changes: Change[];
  readonly effects: Effect[];
  /** What watchers are told of after the commit. */
  readonly touchedJobs: Set<JobId>;
  readonly touchedNodes: Set<NodeId>;
  readonly removedNodes: Set<NodeId>;
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

export function createDraft(state: ClusterState, settings: ClusterSettings, now: number): Draft {
  return {
    state,
    settings,
    now,
    changes: [],
    effects: [],
    touchedJobs: new Set(),
    touchedNodes: new Set(),
    removedNodes: new Set(),
    outgoing: new Map(),
    counts: { placed: 0, dropped: 0 },
  };
}

/** Records a fact: applied to the working state at once, committed with the batch. */
export function record(draft: Draft, change: Change): void {
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
    case 'job-delete':
    case 'counters':
    case 'audit':
      return;
  }
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
