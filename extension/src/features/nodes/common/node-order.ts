/**
 * Nodes by their names. A fleet reports all the time, and hardly ever is a node added or renamed: the order before is looked
 * through, and only where it does not hold any more is it made anew. Of ten thousand nodes sorting is most of a refresh.
 */
import type { NodeSeen } from '@orchion/client';

export type NodeOrder = (nodes: ReadonlyMap<string, NodeSeen>) => readonly NodeSeen[];

export function createNodeOrder(): NodeOrder {
  let before: readonly NodeSeen[] = [];
  return (nodes) => {
    before = (nodes.size === before.length ? inSameOrder(before, nodes) : null) ?? [...nodes.values()].sort(byName);
    return before;
  };
}

/** The nodes as they are now; null where one is gone or has another name. */
function inSameOrder(before: readonly NodeSeen[], nodes: ReadonlyMap<string, NodeSeen>): readonly NodeSeen[] | null {
  const now: NodeSeen[] = [];
  for (const { id, name } of before) {
    const node = nodes.get(id);
    if (node?.name !== name) return null;
    now.push(node);
  }
  return now;
}

function byName(a: NodeSeen, b: NodeSeen): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
