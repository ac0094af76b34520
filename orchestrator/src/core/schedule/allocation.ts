/** What a demand would hold of a node, with the GPU devices chosen; null where the devices are not free. */
import type { Allocation } from '@orchion/domain';
import type { NodeEntry } from '../state.ts';
import { allocateGpus } from './gpu-ledger.ts';
import type { Demand } from './queue.ts';

export function allocationFor(entry: NodeEntry, demand: Demand, now: number): Allocation | null {
  const { resources } = demand;
  const gpus = resources.gpus === null ? [] : allocateGpus(entry, resources.gpus, now);
  if (gpus === null) return null;
  return {
    cpuMillis: resources.cpuMillis,
    memoryBytes: resources.memoryBytes,
    diskBytes: resources.diskBytes,
    gpus,
    custom: resources.custom,
  };
}
