/** A session's connection is gone. That alone proves nothing about the machine: its lease runs on. */
import { done, type Answer } from '../answer.ts';
import type { Draft } from '../draft.ts';
import type { AgentGoneEvent } from '../event.ts';
import { leaveSession } from '../leave-session.ts';

export function decideAgentGone(draft: Draft, event: AgentGoneEvent): Answer {
  const entry = draft.state.nodes.get(event.nodeId);
  if (entry !== undefined) leaveSession(draft, entry, event.sessionId);
  return done;
}
