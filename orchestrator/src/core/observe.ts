/**
 * Takes what an agent observed into the state. Every transition is a compare-and-swap on (job, attempt number, lease): what
 * does not match is dropped and counted. An ended observation is answered with `forget`, which the agent gets after the
 * commit, so an end is never forgotten before it is durable.
 */
import { assert, attemptMayBecome, attemptName, isLiveAttempt, type Attempt, type Observation } from '@orchion/domain';
import { endAttempt } from './attempt-end.ts';
import { outgoingTo, record, type Draft } from './draft.ts';
import type { NodeEntry } from './state.ts';

export function observe(draft: Draft, node: NodeEntry, observation: Observation): void {
  const entry = draft.state.jobs.get(observation.jobId);
  const attempt = entry?.attempts[observation.number - 1];
  const hasEnded = !isLiveAttempt(observation.state);
  const isOurs = attempt !== undefined && attempt.nodeId === node.node.id && attempt.lease === observation.lease;
  if (entry === undefined || attempt === undefined || !isOurs || !isLiveAttempt(attempt.state)) {
    // Ended here already, or given up: nothing that it says can count. A live copy is stopped by the next full directive.
    if (hasEnded) forget(draft, node, observation);
    else draft.counts.dropped++;
    return;
  }
  if (hasEnded) {
    if (observation.end === null) {
      draft.counts.dropped++;
      return;
    }
    endAttempt(draft, entry, attempt, {
      end: observation.end,
      endedAt: observation.endedAt ?? draft.now,
      startedAt: observation.startedAt,
      logLengths: observation.logLengths,
      products: observation.products,
      neverStarted: observation.startedAt === null,
    });
    forget(draft, node, observation);
    return;
  }
  const state = attempt.desired === 'stop' ? 'stopping' : observation.state;
  // While it starts, its start is not known to the agent yet; that it may have started must not be lost.
  const startedAt = observation.startedAt ?? attempt.startedAt ?? draft.now;
  if (state === attempt.state && startedAt === attempt.startedAt) return;
  if (state !== attempt.state && !attemptMayBecome(attempt.state, state)) {
    draft.counts.dropped++;
    return;
  }
  record(draft, { kind: 'attempt-put', attempt: { ...attempt, state, startedAt } });
}

/**
 * Attempts of this node that a full report does not name. Placed and never taken: launched again, or, where it is to stop,
 * ended. Anything else had been taken by the agent, which has since lost what it knew.
 */
export function missing(draft: Draft, node: NodeEntry, held: readonly Observation[]): void {
  const named = new Set(held.map(attemptName));
  for (const attempt of [...node.live.values()]) {
    if (named.has(attemptName(attempt))) continue;
    if (attempt.startedAt !== null) endMissing(draft, node, attempt, false);
    else if (attempt.desired === 'stop') endMissing(draft, node, attempt, true);
    else {
      if (attempt.state !== 'placed') record(draft, { kind: 'attempt-put', attempt: { ...attempt, state: 'placed' } });
      outgoingTo(draft, node)?.launches.add(attempt.jobId);
    }
  }
}

function endMissing(draft: Draft, node: NodeEntry, attempt: Attempt, neverStarted: boolean): void {
  const entry = draft.state.jobs.get(attempt.jobId);
  assert(entry !== undefined, 'a live attempt belongs to a live job');
  const end = neverStarted
    ? { reason: attempt.stopReason ?? ('cancelled' as const), message: 'stopped before it started' }
    : {
        reason: 'node_lost' as const,
        message: `the agent on ${node.node.name} no longer knows it: its state was lost`,
      };
  endAttempt(draft, entry, attempt, {
    end: { ...end, exitCode: null, signal: null },
    endedAt: draft.now,
    startedAt: null,
    logLengths: null,
    products: null,
    neverStarted,
  });
}

function forget(draft: Draft, node: NodeEntry, { jobId, number }: Observation): void {
  outgoingTo(draft, node)?.forget.push({ jobId, number });
}
