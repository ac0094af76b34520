/**
 * A node is called unreachable only after a whole lease without a word, and neither that nor its loss comes within a lease of
 * the orchestrator's own start or standstill: then it is the orchestrator that was not there to hear.
 */
import type { Node, NodeId } from '@orchion/domain';
import type { CreateReferee } from '../referee.ts';

/** Of a lease: a word may have been under way while the turn began. */
const tolerated = 0.95;
/** What came while the turn gathered may be decided after the deadline that came first. */
const gatheringMs = 10;

export const patience: CreateReferee = ({ world, leaseMs, fail }) => {
  const known = new Map<NodeId, Node['liveness']>();
  const heard = new Map<string, { readonly last: number; readonly before: number }>();
  let awakeAt = 0;
  return {
    orchestratorAwake: () => void (awakeAt = world.now()),
    heardFrom: (nodeId) => void heard.set(nodeId, { last: world.now(), before: heard.get(nodeId)?.last ?? 0 }),
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
        const { last, before: earlier } = heard.get(id) ?? { last: 0, before: 0 };
        const silentMs = world.now() - (world.now() - last < gatheringMs ? earlier : last);
        if (silentMs < leaseMs * tolerated)
          fail(`${name} is ${liveness} after a silence of ${Math.round(silentMs)} ms`);
      }
    },
  };
};
