/** What a simulated machine has: the same at every reading. */
import type { Inventory } from '@orchion/agent';
import { gpuDeviceId, noContainerEngine, type GpuDevice, type NodeInventory } from '@orchion/domain';
import type { Random } from './random.ts';

const GiB = 1024 ** 3;

/** A rich one has everything that any job may ask for; else a job could wait for ever. */
export function inventoryOf(name: string, dice: Random, isRich: boolean): NodeInventory {
  const gpus: GpuDevice[] = Array.from({ length: isRich ? 2 : dice.pick([0, 1, 2]) }, (_, index) => ({
    id: gpuDeviceId(`GPU-${name}-${index}`),
    index,
    vendor: 'nvidia',
    model: dice.pick(['NVIDIA GeForce RTX 4090', 'NVIDIA A100']),
    vramBytes: 24 * GiB,
    unifiedMemory: false,
  }));
  const cores = isRich ? 8 : dice.pick([2, 4, 8]);
  return {
    hostname: name,
    os: 'linux',
    osRelease: 'simulated',
    arch: 'x64',
    cpuModel: 'simulated',
    cpuCoresPhysical: cores,
    cpuCoresLogical: cores,
    memoryBytes: 16 * GiB,
    disks: [{ mount: '/', totalBytes: 100 * GiB }],
    workDiskBytes: 100 * GiB,
    gpus,
    custom: isRich || dice.chance(0.5) ? { licence: 1 } : {},
    agentVersion: '0.1.0',
    executors: ['process'],
    containerEngine: noContainerEngine,
  };
}

export function createSimInventory(inventory: NodeInventory): Inventory {
  return {
    read: async () => inventory,
    metrics: async () => ({
      cpuBusyFraction: 0.5,
      load1: 1,
      memoryUsedBytes: GiB,
      memoryAvailableBytes: inventory.memoryBytes - GiB,
      workDiskFreeBytes: inventory.workDiskBytes,
      cpuTemperatureCelsius: null,
      gpus: inventory.gpus.map(({ id }) => ({
        device: id,
        busyFraction: null,
        vramUsedBytes: null,
        temperatureCelsius: null,
        powerWatts: null,
      })),
    }),
  };
}
