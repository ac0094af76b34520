/** What a node has, as its agent tells: NodeInventory. */
import { create } from '@bufbuild/protobuf';
import type { ExecutorKind, GpuDevice, NodeInventory } from '@orchion/domain';
import {
  NodeInventorySchema,
  type GpuDevice as WireGpuDevice,
  type NodeInventory as WireNodeInventory,
} from '../../gen/orchion/v1/resources_pb.js';
import { containerEngineFromWire, containerEngineToWire } from './container.ts';
import { gpuVendor } from './enums.ts';
import { gpuDeviceFromWire } from './identity.ts';
import { countersFromWire, countersToWire, uint64FromWire, uint64ToWire } from './numbers.ts';
import { each } from './wire-error.ts';

export function inventoryToWire(inventory: NodeInventory): WireNodeInventory {
  return create(NodeInventorySchema, {
    hostname: inventory.hostname,
    os: inventory.os,
    osRelease: inventory.osRelease,
    arch: inventory.arch,
    cpuModel: inventory.cpuModel,
    cpuCoresPhysical: inventory.cpuCoresPhysical,
    cpuCoresLogical: inventory.cpuCoresLogical,
    memoryBytes: uint64ToWire(inventory.memoryBytes),
    disks: inventory.disks.map((disk) => ({ mount: disk.mount, totalBytes: uint64ToWire(disk.totalBytes) })),
    workDiskBytes: uint64ToWire(inventory.workDiskBytes),
    gpus: inventory.gpus.map((gpu) => ({
      id: gpu.id,
      index: gpu.index,
      vendor: gpuVendor.toWire(gpu.vendor),
      model: gpu.model,
      vramBytes: uint64ToWire(gpu.vramBytes),
      unifiedMemory: gpu.unifiedMemory,
    })),
    custom: countersToWire(inventory.custom),
    agentVersion: inventory.agentVersion,
    executors: [...inventory.executors],
    containerEngine: containerEngineToWire(inventory.containerEngine),
  });
}

/** Throws WireError. Executors that this version does not know are left out: nothing would be placed on them. */
export function inventoryFromWire(message: WireNodeInventory): NodeInventory {
  return {
    hostname: message.hostname,
    os: message.os,
    osRelease: message.osRelease,
    arch: message.arch,
    cpuModel: message.cpuModel,
    cpuCoresPhysical: message.cpuCoresPhysical,
    cpuCoresLogical: message.cpuCoresLogical,
    memoryBytes: uint64FromWire(message.memoryBytes, 'memory_bytes'),
    disks: each('disks', message.disks, (disk) => ({
      mount: disk.mount,
      totalBytes: uint64FromWire(disk.totalBytes, 'total_bytes'),
    })),
    workDiskBytes: uint64FromWire(message.workDiskBytes, 'work_disk_bytes'),
    gpus: each('gpus', message.gpus, gpuFromWire),
    custom: countersFromWire(message.custom, 'custom'),
    agentVersion: message.agentVersion,
    executors: message.executors.filter(isKnownExecutor),
    containerEngine: containerEngineFromWire(message.containerEngine),
  };
}

function gpuFromWire(message: WireGpuDevice): GpuDevice {
  return {
    id: gpuDeviceFromWire(message.id, 'id'),
    index: message.index,
    vendor: gpuVendor.optionalFromWire(message.vendor, 'vendor') ?? 'other',
    model: message.model,
    vramBytes: uint64FromWire(message.vramBytes, 'vram_bytes'),
    unifiedMemory: message.unifiedMemory,
  };
}

const knownExecutors: Readonly<Record<ExecutorKind, true>> = { process: true, docker: true };

function isKnownExecutor(name: string): name is ExecutorKind {
  return Object.hasOwn(knownExecutors, name);
}
