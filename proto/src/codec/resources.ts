/** What jobs ask for and what their attempts hold: ResourceRequest and Allocation. */
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import {
  defaultResources,
  type Allocation,
  type GpuAllocation,
  type GpuRequest,
  type ResourceRequest,
} from '@orchion/domain';
import {
  AllocationSchema,
  GpuVendor as WireGpuVendor,
  ResourceRequestSchema,
  type Allocation as WireAllocation,
  type GpuAllocation as WireGpuAllocation,
  type GpuRequest as WireGpuRequest,
  type GpuRequestSchema,
  type ResourceRequest as WireResourceRequest,
} from '../../gen/orchion/v1/resources_pb.js';
import { gpuVendor } from './enums.ts';
import { gpuDeviceFromWire, textOrNull } from './identity.ts';
import { countersFromWire, countersToWire, uint64FromWire, uint64ToWire } from './numbers.ts';
import { each, within, WireError } from './wire-error.ts';

export function resourceRequestToWire(request: ResourceRequest): WireResourceRequest {
  return create(ResourceRequestSchema, {
    cpuMillis: request.cpuMillis,
    memoryBytes: uint64ToWire(request.memoryBytes),
    diskBytes: uint64ToWire(request.diskBytes),
    ...(request.gpus === null ? {} : { gpus: gpuRequestToWire(request.gpus) }),
    custom: countersToWire(request.custom),
  });
}

/** Fills in what was left out: one core, nothing else. Throws WireError. */
export function resourceRequestFromWire(message: WireResourceRequest | undefined): ResourceRequest {
  if (message === undefined) return defaultResources;
  const gpus = message.gpus;
  return {
    cpuMillis: message.cpuMillis ?? defaultResources.cpuMillis,
    memoryBytes: uint64FromWire(message.memoryBytes, 'memory_bytes'),
    diskBytes: uint64FromWire(message.diskBytes, 'disk_bytes'),
    gpus: gpus === undefined ? null : within('gpus', () => gpuRequestFromWire(gpus)),
    custom: countersFromWire(message.custom, 'custom'),
  };
}

function gpuRequestToWire(request: GpuRequest): MessageInitShape<typeof GpuRequestSchema> {
  const { amount } = request;
  return {
    amount:
      amount.kind === 'whole' ? { case: 'count', value: amount.count } : { case: 'shareMillis', value: amount.millis },
    vendor: request.vendor === null ? WireGpuVendor.UNSPECIFIED : gpuVendor.toWire(request.vendor),
    model: request.model ?? '',
    vramBytes: uint64ToWire(request.vramBytes),
  };
}

function gpuRequestFromWire(message: WireGpuRequest): GpuRequest {
  return {
    amount: gpuAmountFromWire(message.amount),
    vendor: gpuVendor.optionalFromWire(message.vendor, 'vendor'),
    model: textOrNull(message.model),
    vramBytes: uint64FromWire(message.vramBytes, 'vram_bytes'),
  };
}

function gpuAmountFromWire(amount: WireGpuRequest['amount']): GpuRequest['amount'] {
  switch (amount.case) {
    case 'count':
      return { kind: 'whole', count: amount.value };
    case 'shareMillis':
      return { kind: 'share', millis: amount.value };
    case undefined:
      throw new WireError('count', 'must say how many GPUs: count, or share_millis for a part of one');
  }
}

export function allocationToWire(allocation: Allocation): WireAllocation {
  return create(AllocationSchema, {
    cpuMillis: allocation.cpuMillis,
    memoryBytes: uint64ToWire(allocation.memoryBytes),
    diskBytes: uint64ToWire(allocation.diskBytes),
    gpus: allocation.gpus.map((gpu) => ({
      device: gpu.device,
      shareMillis: gpu.shareMillis,
      vramBytes: uint64ToWire(gpu.vramBytes),
    })),
    custom: countersToWire(allocation.custom),
  });
}

export function allocationFromWire(message: WireAllocation): Allocation {
  return {
    cpuMillis: message.cpuMillis,
    memoryBytes: uint64FromWire(message.memoryBytes, 'memory_bytes'),
    diskBytes: uint64FromWire(message.diskBytes, 'disk_bytes'),
    gpus: each('gpus', message.gpus, gpuAllocationFromWire),
    custom: countersFromWire(message.custom, 'custom'),
  };
}

function gpuAllocationFromWire(message: WireGpuAllocation): GpuAllocation {
  return {
    device: gpuDeviceFromWire(message.device, 'device'),
    shareMillis: message.shareMillis,
    vramBytes: uint64FromWire(message.vramBytes, 'vram_bytes'),
  };
}
