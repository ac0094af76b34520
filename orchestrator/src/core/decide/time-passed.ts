/**
 * Deadlines: silent nodes, drains, queue timeouts, backoffs. Each due entry is checked against the state as it is now: a
 * deadline that has moved goes back into the agenda.
 *
 * After the orchestrator's own sleep or standstill nothing is held against a node for a whole lease. If more than half of
 * three or more nodes vanish together, none is given up: the orchestrator is probably the one that is cut off.
 */
import { assertNever, isLiveAttempt, type Attempt } from '@orchion/domain';
import { done, type Answer } from '../answer.ts';
import { enqueueDueJob } from '../apply.ts';
import { endAttempt, finish } from '../attempt-end.ts';
import { record, tellToStop, type Draft } from '../draft.ts';
import type { TimePassedEvent } from '../event.ts';
import { dropSilentRival, endDoubt } from '../leave-session.ts';
import { lookAtNode } from '../look-at-node.ts';
import { groupsMayBeFree } from '../pipeline/groups.ts';
import { resultsMayBeFree } from '../pipeline/same-result.ts';
import { latestAttempt, type Deadline, type NodeEntry } from '../state.ts';

/** Nodes that fell silent within this time of each other vanished together, ms. */
const togetherMs = 60_000;

export function decideTimePassed(draft: Draft, event: TimePassedEvent): Answer {
  const { state, now } = draft;
  if (event.resumed) {
    for (const entry of state.nodes.values()) forgiveSilence(draft, entry);
  }
  for (let due = state.agenda.take(now); due !== null; due = state.agenda.take(now)) handle(draft, due);
  return done;
}

function handle(draft: Draft, due: Deadline): void {
  const { state } = draft;
  switch (due.kind) {
    case 'node': {
      const entry = state.nodes.get(due.nodeId);
      if (entry === undefined || entry.lookAt !== due.at) return;
      entry.lookAt = null;
      return nodeDeadline(draft, entry);
    }
    case 'drain': {
      const entry = state.nodes.get(due.nodeId);
      if (entry !== undefined) drainDeadline(draft, entry);
      return;
    }
    case 'due': {
      const entry = state.jobs.get(due.jobId);
      if (entry === undefined || entry.job.status.notBefore === 0) return;
      if (entry.job.status.notBefore > draft.now) {
        state.agenda.add(entry.job.status.notBefore, due);
        return;
      }
      enqueueDueJob(state, entry);
      for (const until of entry.refusedBy?.values() ?? []) if (until > draft.now) state.agenda.add(until, due);
      return;
    }
    case 'queue-timeout': {
      const entry = state.jobs.get(due.jobId);
      const limit = entry?.job.spec.queueTimeoutMs ?? null;
      if (entry === undefined || limit === null || entry.job.status.outcome !== null) return;
      const latest = latestAttempt(entry);
      if (latest !== null && isLiveAttempt(latest.state)) return;
      const at = entry.job.status.queuedAt + limit;
      if (at > draft.now) state.agenda.add(at, due);
      else finish(draft, entry, 'failed', `waited longer than its queue timeout of ${limit / 1000} s`);
      return;
    }
    default:
      return assertNever(due, 'deadline');
  }
}

/** This side was away: nobody could be heard. */
function forgiveSilence({ now, settings }: Draft, entry: NodeEntry): void {
  entry.deadline = Math.max(entry.deadline, now + settings.leaseMs);
  for (const session of [entry.session, entry.rival]) if (session !== null) session.heardAt = now;
  if (entry.node.quarantine !== null) entry.doubtUntil = now + settings.leaseMs;
}

function nodeDeadline(draft: Draft, entry: NodeEntry): void {
  const { state, now, settings } = draft;
  if (entry.node.liveness === 'lost') return;
  dropSilentRival(draft, entry);
  endDoubt(draft, entry);
  if (entry.deadline > now) {
    const isDoubted = entry.node.quarantine !== null && entry.rival === null;
    return lookAtNode(state, entry, isDoubted ? Math.min(entry.deadline, entry.doubtUntil) : entry.deadline);
  }
  if (entry.node.liveness === 'ready') {
    record(draft, { kind: 'node-put', node: { ...entry.node, liveness: 'unreachable', livenessSince: now } });
    for (const attempt of [...entry.live.values()]) {
      if (attempt.state !== 'unknown')
        record(draft, { kind: 'attempt-put', attempt: { ...attempt, state: 'unknown' } });
    }
    entry.deadline = now + settings.lostAfterMs;
  } else {
    state.massLoss = massLoss(draft, entry);
    if (state.massLoss === null) return giveUp(draft, entry);
    entry.deadline = now + settings.leaseMs;
  }
  lookAtNode(state, entry, entry.deadline);
}

/** Why the node is not given up although it is silent for long enough, or null. */
function massLoss({ state }: Draft, entry: NodeEntry): string | null {
  let all = 0;
  let together = 0;
  for (const { node } of state.nodes.values()) {
    if (node.liveness === 'lost') continue;
    all++;
    const near = Math.abs(node.livenessSince - entry.node.livenessSince) <= togetherMs;
    if (node.liveness === 'unreachable' && near) together++;
  }
  if (all < 3 || together * 2 <= all) return null;
  return `${together} of ${all} nodes fell silent together: nothing is given up, this machine is probably the one cut off`;
}

function giveUp(draft: Draft, entry: NodeEntry): void {
  record(draft, { kind: 'node-put', node: { ...entry.node, liveness: 'lost', livenessSince: draft.now } });
  const jobs = [...entry.live.keys()].flatMap((jobId) => draft.state.jobs.get(jobId) ?? []);
  const owners = jobs.flatMap(({ job }) => job.owner ?? []);
  groupsMayBeFree(draft, new Set(owners.map(({ runId }) => runId)));
  resultsMayBeFree(draft, owners);
  for (const attempt of [...entry.live.values()]) {
    const job = draft.state.jobs.get(attempt.jobId);
    if (job === undefined) continue;
    const cancelled = job.job.status.cancelRequestedAt !== null;
    // Hold: the attempt stays unknown; the node's return or the user's word decides.
    if (job.job.spec.onLost === 'hold' && !cancelled) continue;
    endAttempt(draft, job, attempt, {
      end: { reason: 'node_lost', exitCode: null, signal: null, message: `node ${entry.node.name} was lost` },
      endedAt: draft.now,
      startedAt: null,
      logLengths: null,
      products: null,
      neverStarted: false,
    });
  }
}

function drainDeadline(draft: Draft, entry: NodeEntry): void {
  const { drainDeadline: at, eligibility } = entry.node;
  if (at === null || eligibility !== 'draining') return;
  if (at > draft.now) {
    draft.state.agenda.add(at, { kind: 'drain', nodeId: entry.node.id });
    return;
  }
  for (const attempt of [...entry.live.values()]) {
    if (attempt.desired === 'stop' || attempt.state === 'unknown') continue;
    const stopping: Attempt = { ...attempt, state: 'stopping', desired: 'stop', stopReason: 'preempted' };
    record(draft, { kind: 'attempt-put', attempt: stopping });
    tellToStop(draft, entry, stopping, 'preempted');
  }
}
