/** What a user does to a node: cordon, uncordon, drain, remove. */
import type { Node } from '@orchion/domain';
import { done, refused, type Answer } from '../answer.ts';
import { endAttempt } from '../attempt-end.ts';
import { audit, record, type Draft } from '../draft.ts';
import type { NodeCommandEvent } from '../event.ts';
import type { NodeEntry } from '../state.ts';

export function decideNodeCommand(draft: Draft, event: NodeCommandEvent): Answer {
  const entry = draft.state.nodes.get(event.nodeId);
  if (entry === undefined) return refused('not_found', `no node ${event.nodeId}`);
  const { command } = event;
  if (command.kind === 'remove' && entry.live.size > 0 && !command.force) {
    const work = `${entry.live.size} live ${entry.live.size === 1 ? 'attempt' : 'attempts'}`;
    const hint = 'drain it first, or remove it by force, which gives that work up';
    return refused('failed_precondition', `node ${entry.node.name} holds ${work}: ${hint}`);
  }
  audit(draft, event.principal, `node.${command.kind}`, event.nodeId);
  switch (command.kind) {
    case 'cordon':
      put(draft, entry, { eligibility: 'cordoned', drainDeadline: null });
      return done;
    case 'uncordon':
      put(draft, entry, { eligibility: 'schedulable', drainDeadline: null });
      return done;
    case 'drain': {
      const drainDeadline = command.deadlineMs === null ? null : draft.now + command.deadlineMs;
      put(draft, entry, { eligibility: entry.live.size === 0 ? 'cordoned' : 'draining', drainDeadline });
      return done;
    }
    case 'remove':
      remove(draft, entry);
      return done;
  }
}

function put(draft: Draft, entry: NodeEntry, changed: Pick<Node, 'eligibility' | 'drainDeadline'>): void {
  record(draft, { kind: 'node-put', node: { ...entry.node, ...changed } });
}

function remove(draft: Draft, entry: NodeEntry): void {
  for (const attempt of [...entry.live.values()]) {
    const job = draft.state.jobs.get(attempt.jobId);
    if (job === undefined) continue;
    const message = `node ${entry.node.name} was removed by force`;
    endAttempt(draft, job, attempt, {
      end: { reason: 'node_lost', exitCode: null, signal: null, message },
      endedAt: draft.now,
      startedAt: null,
      logLengths: null,
      products: null,
      neverStarted: false,
    });
  }
  for (const session of [entry.session, entry.rival]) {
    if (session === null) continue;
    draft.outgoing.delete(session.id);
    draft.effects.push({ kind: 'close-session', sessionId: session.id, reason: 'the node was removed' });
  }
  record(draft, { kind: 'node-delete', nodeId: entry.node.id });
}
