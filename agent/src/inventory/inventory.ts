/**
 * What this machine has and how busy it is, for the agent's inventory port.
 *
 * Reading everything takes seconds (systeminformation asks the system's own tools) and changes rarely, so it is kept for
 * ten minutes; live figures are read from the kernel with every heartbeat and cost well under a millisecond of CPU.
 */
import { noContainerEngine, type ContainerEngine, type GpuDevice, type NodeInventory } from '@orchion/domain';
import { readFile, statfs } from 'node:fs/promises';
import { arch, availableParallelism, cpus, hostname, platform, release, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { cpu, fsSize, graphics } from 'systeminformation';
import type { Inventory } from '../ports/inventory.ts';
import { readCgroupLimits } from './cgroup-limits.ts';
import { createCpuTemperature } from './cpu-temperature.ts';
import { createGpuProbe } from './gpu-probe.ts';
import { gpuToolsFor } from './gpu-tools.ts';
import { gpusFromGraphics } from './gpus-from-graphics.ts';
import { createMachineSampler, type MachineSampler } from './machine-sampler.ts';
import { disksFrom } from './disks.ts';
import { createRunTool, type RunTool } from './run-tool.ts';

export interface InventoryOptions {
  /** Where jobs work: the disk that counts. Need not be there yet. */
  readonly workDir: string;
  readonly agentVersion: string;
  /** Counters that the user gave this node. */
  readonly custom?: Readonly<Record<string, number>>;
  /** Looks for what runs containers; cheap and never throws. By default there is none. */
  readonly findEngine?: () => Promise<ContainerEngine>;
  /** Runs the GPU vendors' tools; by default as processes. */
  readonly run?: RunTool;
  /** Milliseconds on a clock that only goes forward. */
  readonly now?: () => number;
  /** For the operator's log. */
  readonly warn?: (message: string) => void;
}

const keepMs = 10 * 60_000;
const systemTimeoutMs = 10_000;

export function createInventory(options: InventoryOptions): Inventory {
  const now = options.now ?? (() => performance.now());
  const warn = options.warn ?? (() => undefined);
  const findEngine = options.findEngine ?? (() => Promise.resolve(noContainerEngine));
  const gpus = createGpuProbe({
    tools: gpuToolsFor(process.platform, totalmem()),
    run: options.run ?? createRunTool(),
    now,
    warn,
  });
  let kept: { readonly inventory: Promise<NodeInventory>; readonly readAt: number } | null = null;
  let live: Promise<{ readonly sampler: MachineSampler; readonly temperature: () => Promise<number | null> }> | null =
    null;

  const read = async (): Promise<NodeInventory> => {
    const share = await shareOfMachine();
    const [processor, adapters, volumes, fromTools, workDisk] = await Promise.all([
      withinTime(cpu(), null),
      withinTime(graphics(), null),
      withinTime(fsSize(), null),
      gpus.read(),
      workDiskOf(options.workDir),
    ]);
    const others = gpusFromGraphics(adapters?.controllers ?? [], fromTools.vendors);
    const named = `${processor?.manufacturer ?? ''} ${processor?.brand ?? ''}`.trim();
    return {
      hostname: hostname(),
      os: platform(),
      osRelease: release(),
      arch: arch(),
      cpuModel: named === '' ? (cpus()[0]?.model ?? 'unknown') : named,
      cpuCoresPhysical: Math.min(processor?.physicalCores || share.cores, share.cores),
      cpuCoresLogical: share.cores,
      memoryBytes: share.memoryBytes,
      disks: disksFrom(volumes ?? []),
      workDiskBytes: workDisk.totalBytes,
      gpus: eachOnce([...fromTools.devices, ...others.devices]),
      custom: options.custom ?? {},
      agentVersion: options.agentVersion,
      executors: ['process'],
      containerEngine: noContainerEngine,
    };
  };

  const startLive = async (): Promise<Awaited<NonNullable<typeof live>>> => {
    const { cores, memoryBytes, cgroup } = await shareOfMachine();
    const temperature = await createCpuTemperature(readText, now);
    return {
      sampler: createMachineSampler({ cgroup, cores, memoryBytes, readText, now }),
      temperature: () => temperature.read(),
    };
  };

  return {
    async read() {
      if (kept === null || now() - kept.readAt >= keepMs) kept = { inventory: read(), readAt: now() };
      // An engine is installed, started and stopped more often than hardware is, and answers within milliseconds.
      const [inventory, containerEngine] = await Promise.all([kept.inventory, findEngine()]);
      const executors =
        containerEngine.version === null ? inventory.executors : [...inventory.executors, 'docker' as const];
      return { ...inventory, executors, containerEngine };
    },
    async metrics() {
      live ??= startLive();
      const { sampler, temperature } = await live;
      const [sample, workDisk, cpuTemperatureCelsius] = await Promise.all([
        sampler.sample(),
        workDiskOf(options.workDir),
        temperature(),
      ]);
      return { ...sample, workDiskFreeBytes: workDisk.freeBytes, cpuTemperatureCelsius, gpus: gpus.metrics() };
    },
  };
}

/** A device is held by its id: a second one of the same name could never be told from the first. */
function eachOnce(devices: readonly GpuDevice[]): readonly GpuDevice[] {
  return [...new Map(devices.toReversed().map((device) => [device.id, device])).values()].toReversed();
}

/** The machine, or the part of it that the agent's control group may use. */
async function shareOfMachine(): Promise<{
  readonly cores: number;
  readonly memoryBytes: number;
  readonly cgroup: Awaited<ReturnType<typeof readCgroupLimits>>;
}> {
  const cgroup = await readCgroupLimits(readText);
  const cores = Math.max(1, Math.floor(Math.min(availableParallelism(), cgroup.cpuCores ?? Number.POSITIVE_INFINITY)));
  return { cores, memoryBytes: Math.min(totalmem(), cgroup.memoryBytes ?? Number.POSITIVE_INFINITY), cgroup };
}

/** The volume of the nearest folder that is there. */
async function workDiskOf(path: string): Promise<{ readonly totalBytes: number; readonly freeBytes: number }> {
  try {
    const { blocks, bavail, bsize } = await statfs(path);
    return { totalBytes: blocks * bsize, freeBytes: bavail * bsize };
  } catch {
    const parent = dirname(path);
    return parent === path ? { totalBytes: 0, freeBytes: 0 } : await workDiskOf(parent);
  }
}

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    // Not there on this system: the caller has another way.
    return null;
  }
}

/** systeminformation waits for tools that may hang; what is late or fails is left out. */
async function withinTime<T>(asked: Promise<T>, otherwise: null): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), systemTimeoutMs);
  });
  try {
    return await Promise.race([asked.catch(() => otherwise), late]);
  } finally {
    clearTimeout(timer);
  }
}
