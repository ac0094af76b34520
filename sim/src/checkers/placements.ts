/** Work goes only to nodes that stand open for it: ready, schedulable, in no quarantine, with its labels, the one it names. */
import { attemptName } from '@orchion/domain';
import type { CreateReferee } from '../referee.ts';

export const placements: CreateReferee = ({ fail }) => {
  const seen = new Set<string>();
  return {
    committed(changes, disk) {
      for (const change of changes) {
        if (change.kind !== 'attempt-put') continue;
        const name = attemptName(change.attempt);
        if (seen.has(name)) continue;
        seen.add(name);
        const node = disk.nodes.get(change.attempt.nodeId);
        const spec = disk.jobs.get(change.attempt.jobId)?.job.spec;
        if (node === undefined || spec === undefined) continue;
        const problems = [
          node.liveness === 'ready' ? null : node.liveness,
          node.eligibility === 'schedulable' ? null : node.eligibility,
          node.quarantine === null ? null : 'in quarantine',
          Object.entries(spec.labels).every(([key, value]) => node.labels[key] === value) ? null : 'without its labels',
          spec.node === null || spec.node === node.name || spec.node === node.id ? null : `not ${spec.node}`,
        ].filter((problem) => problem !== null);
        if (problems.length > 0) fail(`${name} was placed on ${node.name}, which is ${problems.join(', ')}`);
      }
    },
  };
};
