/**
 * All of the cluster that a plan depends on, as one text: where it is the same, so is the plan, and nobody is asked again. Nodes
 * report twice a second; what they hold, what they are and who may use them changes seldom.
 */
import type { NodeSeen } from '@orchion/client';
import type { ClusterStore } from '../../../cluster/cluster-store.ts';

/** What a node reports decides in steps of this size: devices and disks that others fill, and how busy it is. */
const vramStep = 512 * 2 ** 20;
const diskStep = 2 ** 30;
const busySteps = 10;

export function fleetKey({ nodes, steps }: Pick<ClusterStore, 'nodes' | 'steps'>): string {
  let ended = 0;
  // A step that ended may have left a result for the next one.
  for (const run of steps.values()) for (const { endedAt } of run.values()) if (endedAt !== null) ended += 1;
  return JSON.stringify([[...nodes.values()].map(keyOfNode), ended]);
}

function keyOfNode(node: NodeSeen): unknown {
  const { name, labels, liveness, eligibility, quarantine, inventory, allocated, metrics } = node;
  const reported = metrics && [
    metrics.gpus.map(({ vramUsedBytes }) => Math.round((vramUsedBytes ?? 0) / vramStep)),
    Math.round(metrics.workDiskFreeBytes / diskStep),
    Math.round(metrics.cpuBusyFraction * busySteps),
  ];
  return [name, labels, liveness, eligibility, quarantine, inventory, allocated, reported];
}
