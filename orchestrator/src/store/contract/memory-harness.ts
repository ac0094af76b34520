/** The memory store on a simulated disk. */
import { trustId } from '@orchion/domain';
import { createMemoryStore } from '../memory/create-memory-store.ts';
import { crashMemoryDisk, createMemoryDisk } from '../memory/memory-disk.ts';
import type { StoreHarness } from './store-harness.ts';

export function memoryHarness(): StoreHarness {
  const clusterId = trustId('cluster', 'cluster-000000000001');
  const disk = createMemoryDisk(clusterId);
  return {
    open: (beforeStep) => createMemoryStore({ clusterId, disk, ...(beforeStep === undefined ? {} : { beforeStep }) }),
    crash: () => crashMemoryDisk(disk),
    auditedObjects: () => disk.audit.map((entry) => entry.object),
    dispose: () => undefined,
  };
}
