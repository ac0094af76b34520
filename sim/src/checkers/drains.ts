/** When the deadline of a drain has passed, what runs on the node is asked to end. */
import { attemptName, isLiveAttempt, type NodeId } from '@orchion/domain';
import type { CreateReferee } from '../referee.ts';

/** The longest deadline that users of this world give, and a turn of everything after it. */
const patienceMs = 40_000;

export const drains: CreateReferee = ({ world, disk, fail }) => {
  const since = new Map<NodeId, { readonly deadline: number; readonly at: number }>();
  return {
    orchestratorAwake() {
      for (const [nodeId, { deadline }] of since) since.set(nodeId, { deadline, at: world.now() });
    },
    committed(changes) {
      for (const change of changes) {
        if (change.kind === 'node-delete') since.delete(change.nodeId);
        if (change.kind !== 'node-put') continue;
        const { id, eligibility, drainDeadline } = change.node;
        if (eligibility !== 'draining' || drainDeadline === null) since.delete(id);
        else if (since.get(id)?.deadline !== drainDeadline) since.set(id, { deadline: drainDeadline, at: world.now() });
      }
    },
    look() {
      for (const [nodeId, { at }] of since) {
        if (world.now() - at < patienceMs) continue;
        for (const { attempts } of disk.jobs.values()) {
          const latest = attempts.at(-1);
          if (latest?.nodeId !== nodeId || !isLiveAttempt(latest.state)) continue;
          if (latest.desired === 'stop' || latest.state === 'unknown') continue;
          fail(`${attemptName(latest)} is ${latest.state} on a node whose drain has passed its deadline long ago`);
        }
      }
    },
  };
};
