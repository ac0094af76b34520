/** What the live attempts hold of a node: the ledger that the scheduler reads. Kept by `apply`, derivable from attempts. */
import { assert, type Allocation, type GpuDeviceId } from '@orchion/domain';

interface GpuUsage {
  shareMillis: number;
  vramBytes: number;
}

export interface NodeUsage {
  cpuMillis: number;
  memoryBytes: number;
  diskBytes: number;
  readonly gpus: Map<GpuDeviceId, GpuUsage>;
  readonly custom: Map<string, number>;
}

export function emptyUsage(): NodeUsage {
  return { cpuMillis: 0, memoryBytes: 0, diskBytes: 0, gpus: new Map(), custom: new Map() };
}

export function addAllocation(usage: NodeUsage, allocation: Allocation): void {
  move(usage, allocation, 1);
}

export function subtractAllocation(usage: NodeUsage, allocation: Allocation): void {
  move(usage, allocation, -1);
}

function move(usage: NodeUsage, allocation: Allocation, sign: 1 | -1): void {
  usage.cpuMillis += sign * allocation.cpuMillis;
  usage.memoryBytes += sign * allocation.memoryBytes;
  usage.diskBytes += sign * allocation.diskBytes;
  for (const gpu of allocation.gpus) {
    const held = usage.gpus.get(gpu.device) ?? { shareMillis: 0, vramBytes: 0 };
    held.shareMillis += sign * gpu.shareMillis;
    held.vramBytes += sign * gpu.vramBytes;
    if (held.shareMillis === 0 && held.vramBytes === 0) usage.gpus.delete(gpu.device);
    else usage.gpus.set(gpu.device, held);
  }
  for (const [name, amount] of Object.entries(allocation.custom)) {
    const held = (usage.custom.get(name) ?? 0) + sign * amount;
    if (held === 0) usage.custom.delete(name);
    else usage.custom.set(name, held);
  }
  assert(usage.cpuMillis >= 0 && usage.memoryBytes >= 0 && usage.diskBytes >= 0, 'a node holds no less than nothing');
}

/** The usage as an allocation, for views. */
export function allocationOf(usage: NodeUsage): Allocation {
  return {
    cpuMillis: usage.cpuMillis,
    memoryBytes: usage.memoryBytes,
    diskBytes: usage.diskBytes,
    gpus: [...usage.gpus].sort(byKey).map(([device, held]) => ({ device, ...held })),
    custom: Object.fromEntries([...usage.custom].sort(byKey)),
  };
}

/** One order for one content, whatever order it came about in. */
function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
