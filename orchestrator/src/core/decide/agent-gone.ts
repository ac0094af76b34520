/** A session's connection is gone. That alone proves nothing about the machine: its lease runs on. */
import { done, type Answer } from '../answer.ts';
import { record, type Draft } from '../draft.ts';
import type { AgentGoneEvent } from '../event.ts';

export function decideAgentGone(draft: Draft, event: AgentGoneEvent): Answer {
  const entry = draft.state.nodes.get(event.nodeId);
  draft.outgoing.delete(event.sessionId);
  if (entry === undefined) return done;
  const isOwn = entry.session?.id === event.sessionId;
  const isRival = entry.rival?.id === event.sessionId;
  if (!isOwn && !isRival) return done;
  // Of two agents with one identity, the one that stays is the node's.
  entry.session = isOwn ? entry.rival : entry.session;
  entry.rival = null;
  if (entry.node.quarantine !== null) {
    const instanceId = entry.session?.instanceId ?? entry.node.instanceId;
    record(draft, { kind: 'node-put', node: { ...entry.node, quarantine: null, instanceId } });
  }
  draft.touchedNodes.add(entry.node.id);
  draft.state.topologyVersion++;
  draft.state.capacityVersion++;
  return done;
}
