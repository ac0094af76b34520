/**
 * What follows when an attempt ends: the one place where a job gets its outcome, is queued again, or waits out a backoff.
 */
import {
  afterEnd,
  assert,
  endedStateOf,
  isLiveAttempt,
  type Attempt,
  type AttemptEnd,
  type JobOutcome,
  type JobStatus,
  type LogLengths,
  type NodeId,
  type Products,
} from '@orchion/domain';
import { record, type Draft } from './draft.ts';
import type { JobEntry } from './state.ts';

export interface EndFacts {
  readonly end: AttemptEnd;
  readonly endedAt: number;
  readonly startedAt: number | null;
  readonly logLengths: LogLengths | null;
  readonly products: Products | null;
  /** True where the command is known not to have started. */
  readonly neverStarted: boolean;
}

/** After a refusal the node is not asked again for the backoff and this long, so that others get their chance, ms. */
const refusalMemoryMs = 30_000;

export function endAttempt(draft: Draft, entry: JobEntry, attempt: Attempt, facts: EndFacts): void {
  assert(isLiveAttempt(attempt.state), 'only a live attempt ends');
  const state = endedStateOf(facts.end);
  record(draft, {
    kind: 'attempt-put',
    attempt: {
      ...attempt,
      state,
      startedAt: facts.startedAt ?? attempt.startedAt,
      endedAt: facts.endedAt,
      end: facts.end,
      logLengths: facts.logLengths,
      products: facts.products,
    },
  });
  settleDrain(draft, attempt.nodeId);
  const { status, spec } = entry.job;
  if (status.outcome !== null) return;
  if (state === 'succeeded') return finish(draft, entry, 'succeeded', facts.end.message);
  if (status.cancelRequestedAt !== null) return finish(draft, entry, 'cancelled', 'cancelled by a user');
  const next = afterEnd({
    end: facts.end,
    policy: spec.retry,
    retriesUsed: status.retriesUsed,
    reschedulesUsed: status.reschedulesUsed,
    attempts: status.attempts,
    onLost: spec.onLost,
    neverStarted: facts.neverStarted,
  });
  if (next.kind === 'finish') return finish(draft, entry, 'failed', facts.end.message);
  const dueAt = draft.now + next.delayMs;
  if (facts.end.reason === 'refused') rememberRefusal(entry, attempt, dueAt + refusalMemoryMs, draft.now);
  requeue(draft, entry, {
    notBefore: dueAt,
    retriesUsed: status.retriesUsed + (next.charge === 'retry' ? 1 : 0),
    reschedulesUsed: status.reschedulesUsed + (next.charge === 'reschedule' ? 1 : 0),
  });
}

export function finish(draft: Draft, entry: JobEntry, state: JobOutcome['state'], message: string): void {
  const status: JobStatus = { ...entry.job.status, outcome: { state, at: draft.now, message } };
  record(draft, { kind: 'job-status', jobId: entry.job.id, status });
  if (entry.job.owner !== null) draft.pipelines.tasks.push({ kind: 'job-ended', jobId: entry.job.id });
}

/** Puts the job back to wait for its next attempt. */
export function requeue(
  draft: Draft,
  entry: JobEntry,
  changed: Partial<Pick<JobStatus, 'notBefore' | 'retriesUsed' | 'reschedulesUsed'>>,
): void {
  const status: JobStatus = { ...entry.job.status, queuedAt: draft.now, notBefore: 0, ...changed };
  record(draft, { kind: 'job-status', jobId: entry.job.id, status });
  const { queueTimeoutMs } = entry.job.spec;
  if (queueTimeoutMs !== null) {
    draft.state.agenda.add(draft.now + queueTimeoutMs, { kind: 'queue-timeout', jobId: entry.job.id });
  }
}

/** A draining node whose last work has ended is drained: cordoned. */
function settleDrain(draft: Draft, nodeId: NodeId): void {
  const entry = draft.state.nodes.get(nodeId);
  if (entry?.node.eligibility !== 'draining' || entry.live.size > 0) return;
  record(draft, { kind: 'node-put', node: { ...entry.node, eligibility: 'cordoned', drainDeadline: null } });
}

function rememberRefusal(entry: JobEntry, attempt: Attempt, until: number, now: number): void {
  const kept = [...(entry.refusedBy ?? [])].filter(([, at]) => at > now);
  entry.refusedBy = new Map([...kept, [attempt.nodeId, until]]);
}
