/** A node's live figures, as they come with heartbeats: NodeMetrics. */
import { create } from '@bufbuild/protobuf';
import type { GpuMetrics, NodeMetrics } from '@orchion/domain';
import {
  NodeMetricsSchema,
  type GpuMetrics as WireGpuMetrics,
  type NodeMetrics as WireNodeMetrics,
} from '../../gen/orchion/v1/resources_pb.js';
import { gpuDeviceFromWire } from './identity.ts';
import { doubleFromWire, optionalDoubleFromWire, uint64FromWire, uint64ToWire } from './numbers.ts';
import { each } from './wire-error.ts';

export function metricsToWire(metrics: NodeMetrics): WireNodeMetrics {
  return create(NodeMetricsSchema, {
    cpuBusyFraction: metrics.cpuBusyFraction,
    load1: metrics.load1,
    memoryUsedBytes: uint64ToWire(metrics.memoryUsedBytes),
    memoryAvailableBytes: uint64ToWire(metrics.memoryAvailableBytes),
    workDiskFreeBytes: uint64ToWire(metrics.workDiskFreeBytes),
    cpuTemperatureCelsius: metrics.cpuTemperatureCelsius ?? undefined,
    gpus: metrics.gpus.map((gpu) => ({
      device: gpu.device,
      busyFraction: gpu.busyFraction ?? undefined,
      vramUsedBytes: gpu.vramUsedBytes === null ? undefined : uint64ToWire(gpu.vramUsedBytes),
      temperatureCelsius: gpu.temperatureCelsius ?? undefined,
      powerWatts: gpu.powerWatts ?? undefined,
    })),
  });
}

/** Throws WireError. */
export function metricsFromWire(message: WireNodeMetrics): NodeMetrics {
  return {
    cpuBusyFraction: doubleFromWire(message.cpuBusyFraction, 'cpu_busy_fraction'),
    load1: doubleFromWire(message.load1, 'load1'),
    memoryUsedBytes: uint64FromWire(message.memoryUsedBytes, 'memory_used_bytes'),
    memoryAvailableBytes: uint64FromWire(message.memoryAvailableBytes, 'memory_available_bytes'),
    workDiskFreeBytes: uint64FromWire(message.workDiskFreeBytes, 'work_disk_free_bytes'),
    cpuTemperatureCelsius: optionalDoubleFromWire(message.cpuTemperatureCelsius, 'cpu_temperature_celsius'),
    gpus: each('gpus', message.gpus, gpuMetricsFromWire),
  };
}

function gpuMetricsFromWire(message: WireGpuMetrics): GpuMetrics {
  return {
    device: gpuDeviceFromWire(message.device, 'device'),
    busyFraction: optionalDoubleFromWire(message.busyFraction, 'busy_fraction'),
    vramUsedBytes:
      message.vramUsedBytes === undefined ? null : uint64FromWire(message.vramUsedBytes, 'vram_used_bytes'),
    temperatureCelsius: optionalDoubleFromWire(message.temperatureCelsius, 'temperature_celsius'),
    powerWatts: optionalDoubleFromWire(message.powerWatts, 'power_watts'),
  };
}
