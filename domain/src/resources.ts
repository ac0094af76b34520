/**
 * What a job asks for and what a node has. Amounts are integers in the smallest unit (thousandths of a core, bytes,
 * thousandths of a GPU), because sums of fractions must not drift.
 */
import type { ContainerEngine } from './container.ts';
import type { GpuDeviceId } from './ids.ts';

export type GpuVendor = 'nvidia' | 'amd' | 'apple' | 'intel' | 'other';

/** A job's GPU need. `whole`: that many devices for itself. `share`: a part of one device. */
export interface GpuRequest {
  readonly amount:
    { readonly kind: 'whole'; readonly count: number } | { readonly kind: 'share'; readonly millis: number };
  readonly vendor: GpuVendor | null;
  /** Case-insensitive part of the device's model name: '4090' matches 'NVIDIA GeForce RTX 4090'. */
  readonly model: string | null;
  /** VRAM that must be free on each device, in bytes. 0: not asked for. */
  readonly vramBytes: number;
}

export interface ResourceRequest {
  /** Thousandths of a core; 1000 is one core. */
  readonly cpuMillis: number;
  /** 0: nothing is reserved. */
  readonly memoryBytes: number;
  readonly diskBytes: number;
  readonly gpus: GpuRequest | null;
  /** Custom counters by name, for example licences: { matlab: 1 }. */
  readonly custom: Readonly<Record<string, number>>;
}

export interface GpuDevice {
  readonly id: GpuDeviceId;
  /** The device's place in the vendor's own order, from 0: what the visible-devices variable takes. */
  readonly index: number;
  readonly vendor: GpuVendor;
  readonly model: string;
  readonly vramBytes: number;
  /** True where CPU and GPU share one memory (Apple, APUs): its VRAM is taken from the node's memory. */
  readonly unifiedMemory: boolean;
}

export interface DiskInventory {
  readonly mount: string;
  readonly totalBytes: number;
}

/** What a node has, as its agent told at hello or when it changed. */
export interface NodeInventory {
  readonly hostname: string;
  /** Node's own words: 'linux' | 'darwin' | 'win32'. */
  readonly os: string;
  readonly osRelease: string;
  readonly arch: string;
  readonly cpuModel: string;
  readonly cpuCoresPhysical: number;
  readonly cpuCoresLogical: number;
  readonly memoryBytes: number;
  readonly disks: readonly DiskInventory[];
  /** Bytes of the volume on which jobs work. */
  readonly workDiskBytes: number;
  readonly gpus: readonly GpuDevice[];
  readonly custom: Readonly<Record<string, number>>;
  readonly agentVersion: string;
  readonly executors: readonly ExecutorKind[];
  readonly containerEngine: ContainerEngine;
}

export type ExecutorKind = 'process' | 'docker';

export interface GpuMetrics {
  readonly device: GpuDeviceId;
  /** 0 to 1; null where the vendor's tool does not say. */
  readonly busyFraction: number | null;
  /** VRAM in use by anyone, managed or not. */
  readonly vramUsedBytes: number | null;
  readonly temperatureCelsius: number | null;
  readonly powerWatts: number | null;
}

/** A node's live figures, sent with heartbeats. */
export interface NodeMetrics {
  /** 0 to 1 over all cores since the last sample. */
  readonly cpuBusyFraction: number;
  readonly load1: number;
  readonly memoryUsedBytes: number;
  readonly memoryAvailableBytes: number;
  readonly workDiskFreeBytes: number;
  readonly cpuTemperatureCelsius: number | null;
  readonly gpus: readonly GpuMetrics[];
}

/** What a job gets when it asks for nothing: one core, nothing else reserved. */
export const defaultResources: ResourceRequest = {
  cpuMillis: 1000,
  memoryBytes: 0,
  diskBytes: 0,
  gpus: null,
  custom: {},
};
