/** Each node has one entry in the agenda, however often its deadline moves and however often its agent comes back. */
import type { ClusterState, NodeEntry } from './state.ts';

/** Has the node's deadlines looked at by then. Harmless where that is due already. */
export function lookAtNode(state: ClusterState, entry: NodeEntry, at: number): void {
  if (entry.lookAt !== null && entry.lookAt <= at) return;
  entry.lookAt = at;
  state.agenda.add(at, { kind: 'node', nodeId: entry.node.id, at });
}
