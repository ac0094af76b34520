/** Where more than half of three or more nodes fell silent together, none is given up: the orchestrator is the one cut off. */
import type { Node, NodeId } from '@orchion/domain';
import type { CreateReferee } from '../referee.ts';

const togetherMs = 60_000;

export const massLoss: CreateReferee = ({ fail }) => {
  const known = new Map<NodeId, Node>();
  return {
    committed(changes) {
      const before = [...known.values()].filter(({ liveness }) => liveness !== 'lost');
      for (const change of changes) {
        if (change.kind === 'node-delete') known.delete(change.nodeId);
        if (change.kind !== 'node-put') continue;
        const { node } = change;
        const was = known.get(node.id);
        known.set(node.id, node);
        if (node.liveness !== 'lost' || was?.liveness !== 'unreachable') continue;
        const together = before.filter(
          ({ liveness, livenessSince }) =>
            liveness === 'unreachable' && Math.abs(livenessSince - was.livenessSince) <= togetherMs,
        );
        if (before.length >= 3 && together.length * 2 > before.length) {
          fail(`${node.name} was given up although ${together.length} of ${before.length} nodes fell silent together`);
        }
      }
    },
  };
};
