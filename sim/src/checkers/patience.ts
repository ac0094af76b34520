/**
 * A node is called unreachable only after a whole lease without a word, and neither that nor its loss comes within a lease of
 * the orchestrator's own start or standstill: then it is the orchestrator that was not there to hear.
 */
import type { Node, NodeId } from '@orchion/domain';
import type { CreateReferee } from '../referee.ts';

/** Of a lease: a word may have been under way while the turn began. */
const tolerated = 0.95;

export const patience: CreateReferee = ({ world, leaseMs, fail }) => {
  const known = new Map<NodeId, Node['liveness']>();
  const heardAt = new Map<string, number>();
  let awakeAt = 0;
  return {
    orchestratorAwake: () => void (awakeAt = world.now()),
    heardFrom: (nodeId) => void heardAt.set(nodeId, world.now()),
    committed(changes) {
      for (const change of changes) {
        if (change.kind !== 'node-put') continue;
        const { id, name, liveness } = change.node;
        const before = known.get(id);
        known.set(id, liveness);
        if (before === liveness || liveness === 'ready') continue;
        const awakeMs = world.now() - awakeAt;
        if (awakeMs < leaseMs * tolerated) {
          fail(`${name} is ${liveness} although the orchestrator has been there for ${Math.round(awakeMs)} ms only`);
        }
        const silentMs = world.now() - (heardAt.get(id) ?? 0);
        if (silentMs < leaseMs * tolerated)
          fail(`${name} is ${liveness} after a silence of ${Math.round(silentMs)} ms`);
      }
    },
  };
};
