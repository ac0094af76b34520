/** What a simulated machine says it has, and how busy it says it is. */
import { gpuDeviceId, noContainerEngine, type GpuVendor, type NodeInventory, type NodeMetrics } from '@orchion/domain';

export interface Machine {
  readonly name: string;
  readonly cpuModel: string;
  readonly cores: number;
  readonly memoryGib: number;
  readonly gpus: readonly { readonly vendor: GpuVendor; readonly model: string; readonly vramGib: number }[];
  readonly labels: Readonly<Record<string, string>>;
  readonly os: 'linux' | 'darwin';
  /** 0 to 1: of CPU, memory and VRAM alike. */
  readonly busy: number;
}

const gib = 2 ** 30;
const diskBytes = 1000 * gib;

export function inventoryOf(machine: Machine): NodeInventory {
  return {
    hostname: `${machine.name}.lan`,
    os: machine.os,
    osRelease: machine.os === 'linux' ? '6.12' : '25.1',
    arch: machine.os === 'linux' ? 'x64' : 'arm64',
    cpuModel: machine.cpuModel,
    cpuCoresPhysical: machine.cores,
    cpuCoresLogical: machine.cores,
    memoryBytes: machine.memoryGib * gib,
    disks: [{ mount: '/', totalBytes: diskBytes }],
    workDiskBytes: diskBytes,
    gpus: machine.gpus.map(({ vendor, model, vramGib }, index) => ({
      id: deviceOf(machine, index),
      index,
      vendor,
      model,
      vramBytes: vramGib * gib,
      unifiedMemory: vendor === 'apple',
    })),
    custom: {},
    agentVersion: '0.1.0',
    executors: ['process'],
    containerEngine: noContainerEngine,
  };
}

export function metricsOf(machine: Machine): NodeMetrics {
  const memoryUsedBytes = Math.round(machine.memoryGib * gib * machine.busy);
  return {
    cpuBusyFraction: machine.busy,
    load1: machine.busy * machine.cores,
    memoryUsedBytes,
    memoryAvailableBytes: machine.memoryGib * gib - memoryUsedBytes,
    workDiskFreeBytes: diskBytes / 2,
    cpuTemperatureCelsius: 54,
    gpus: machine.gpus.map(({ vramGib }, index) => ({
      device: deviceOf(machine, index),
      busyFraction: machine.busy,
      vramUsedBytes: Math.round(vramGib * gib * machine.busy),
      temperatureCelsius: 61,
      powerWatts: 240,
    })),
  };
}

function deviceOf(machine: Machine, index: number): ReturnType<typeof gpuDeviceId> {
  return gpuDeviceId(`GPU-${machine.name}-${index}`);
}
