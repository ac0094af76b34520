/**
 * Turns what each session is to be told into one directive at the end of the batch, from the state as it is then: so a full
 * directive already holds what the same batch has placed.
 */
import { assert, type Attempt, type Directive, type Launch, type WantedAttempt } from '@orchion/domain';
import type { Draft, Outgoing } from './draft.ts';
import type { NodeEntry } from './state.ts';

export function emitDirectives(draft: Draft): void {
  for (const [sessionId, outgoing] of draft.outgoing) {
    const node = draft.state.nodes.get(outgoing.nodeId);
    if (node?.session?.id !== sessionId) continue;
    const directive = directiveFrom(draft, node, outgoing);
    draft.effects.push({ kind: 'directive', sessionId, nodeId: outgoing.nodeId, directive });
  }
}

function directiveFrom(draft: Draft, node: NodeEntry, outgoing: Outgoing): Directive {
  const launches: Launch[] = [];
  const wanted = new Map<string, WantedAttempt>();
  if (outgoing.full) for (const attempt of node.live.values()) wanted.set(attempt.jobId, wantedFrom(attempt));
  for (const [jobId, stop] of outgoing.stops) if (node.live.has(jobId)) wanted.set(jobId, stop);
  for (const jobId of outgoing.launches) {
    const attempt = node.live.get(jobId);
    // Cancelled or given up within the same batch: there is nothing to launch any more.
    if (attempt === undefined || attempt.desired === 'stop' || attempt.state !== 'placed') continue;
    const job = draft.state.jobs.get(jobId)?.job;
    assert(job !== undefined, 'a live attempt belongs to a live job');
    const { number, lease, allocation } = attempt;
    launches.push({ jobId, number, lease, spec: job.spec, allocation, traceparent: '' });
    wanted.set(jobId, wantedFrom(attempt));
  }
  return {
    answersSentAtMs: outgoing.answersSentAtMs,
    full: outgoing.full,
    launches,
    wanted: [...wanted.values()],
    forget: outgoing.forget,
    quarantine: node.node.quarantine,
    heartbeatIntervalMs: null,
  };
}

function wantedFrom({ jobId, number, lease, desired, stopReason }: Attempt): WantedAttempt {
  return { jobId, number, lease, stop: desired === 'stop' ? (stopReason ?? 'cancelled') : null };
}
