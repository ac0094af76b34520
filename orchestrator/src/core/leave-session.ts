/**
 * A session of a node ends. Of two agents with one identity, the one that stays is the node's; the quarantine is over once
 * the other was not heard for a whole lease, since connections are cut and come back.
 */
import type { SessionId } from '@orchion/domain';
import { record, type Draft } from './draft.ts';
import type { NodeEntry } from './state.ts';

/** Harmless where the session is none of the node's. */
export function leaveSession(draft: Draft, entry: NodeEntry, sessionId: SessionId): void {
  const isOwn = entry.session?.id === sessionId;
  if (!isOwn && entry.rival?.id !== sessionId) return;
  draft.outgoing.delete(sessionId);
  entry.session = isOwn ? entry.rival : entry.session;
  entry.rival = null;
  const instanceId = entry.session?.instanceId ?? entry.node.instanceId;
  if (instanceId !== entry.node.instanceId) record(draft, { kind: 'node-put', node: { ...entry.node, instanceId } });
  endDoubt(draft, entry);
  draft.touchedNodes.add(entry.node.id);
  draft.state.topologyVersion++;
  draft.state.capacityVersion++;
}

/** Ends the quarantine where there is no reason for it any more. */
export function endDoubt(draft: Draft, entry: NodeEntry): void {
  if (entry.node.quarantine === null || entry.rival !== null || draft.now < entry.doubtUntil) return;
  record(draft, { kind: 'node-put', node: { ...entry.node, quarantine: null } });
}

/** Of two claimants, the one that was not heard for a whole lease is gone, whatever its connection says. */
export function dropSilentRival(draft: Draft, entry: NodeEntry): void {
  if (entry.rival === null || entry.session === null) return;
  const silentSince = draft.now - draft.settings.leaseMs;
  const silent = [entry.rival, entry.session].find(({ heardAt }) => heardAt <= silentSince);
  if (silent === undefined) return;
  draft.effects.push({ kind: 'close-session', sessionId: silent.id, reason: 'silent for a whole lease' });
  leaveSession(draft, entry, silent.id);
  // The one that stays has been heard: its lease counts from there.
  if (entry.session !== null) entry.deadline = entry.session.heardAt + draft.settings.leaseMs;
}
