/**
 * How busy CPU and memory are, cheap enough for every heartbeat: two files of the kernel on Linux, Node's own figures
 * elsewhere. Within a control group's limit the group's own counters are what matters.
 */
import { cpus, freemem, loadavg, totalmem } from 'node:os';
import type { CgroupLimits, ReadText } from './cgroup-limits.ts';

interface MachineSample {
  /** 0 to 1 over all cores since the sample before. */
  readonly cpuBusyFraction: number;
  readonly load1: number;
  readonly memoryUsedBytes: number;
  readonly memoryAvailableBytes: number;
}

export interface MachineSampler {
  sample(): Promise<MachineSample>;
}

export interface MachineSamplerOptions {
  readonly cgroup: CgroupLimits;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly readText: ReadText;
  /** Milliseconds on a clock that only goes forward. */
  readonly now: () => number;
}

/** CPU time since some beginning, in one unit for both. */
interface CpuTimes {
  readonly busy: number;
  readonly all: number;
}

const shortestMs = 200;

export function createMachineSampler(options: MachineSamplerOptions): MachineSampler {
  const { cgroup, cores, memoryBytes, readText, now } = options;
  let before: CpuTimes | null = null;
  let sampledAt = Number.NEGATIVE_INFINITY;
  let busyFraction = 0;

  const cpuTimes = async (): Promise<CpuTimes> => {
    const usedNs = cgroup.cpuCores === null ? null : await cgroup.cpuUsedNs();
    if (usedNs !== null) return { busy: usedNs, all: now() * 1e6 * Math.min(cores, cgroup.cpuCores ?? cores) };
    return cpuTimesFromProcStat(await readText('/proc/stat')) ?? cpuTimesFromNode();
  };

  return {
    async sample() {
      // The kernel counts in hundredths of a second: within a shorter time a fraction would be noise.
      if (now() - sampledAt >= shortestMs) {
        sampledAt = now();
        const times = await cpuTimes();
        const passed = before === null ? 0 : times.all - before.all;
        // The first sample has none before it; the load says about the same.
        const busy = before === null || passed <= 0 ? load1() / cores : (times.busy - before.busy) / passed;
        before = times;
        busyFraction = Math.min(1, Math.max(0, busy));
      }
      const { used, available } = await memory();
      return {
        cpuBusyFraction: busyFraction,
        load1: load1(),
        memoryUsedBytes: used,
        memoryAvailableBytes: available,
      };
    },
  };

  async function memory(): Promise<{ readonly used: number; readonly available: number }> {
    const free = availableFromMeminfo(await readText('/proc/meminfo')) ?? freemem();
    const usedOfGroup = cgroup.memoryBytes === null ? null : await cgroup.memoryUsedBytes();
    if (usedOfGroup === null) return { used: Math.max(0, totalmem() - free), available: Math.min(free, memoryBytes) };
    // A group may be promised more than the machine has left.
    return { used: usedOfGroup, available: Math.max(0, Math.min(free, memoryBytes - usedOfGroup)) };
  }
}

function load1(): number {
  return loadavg()[0] ?? 0;
}

/** user nice system idle iowait irq softirq steal (guest times are counted in user already). */
export function cpuTimesFromProcStat(text: string | null): CpuTimes | null {
  const match = /^cpu +((?:\d+ ?)+)/.exec(text ?? '');
  const times = match?.[1]?.trim().split(' ').slice(0, 8).map(Number);
  if (times === undefined || times.length < 4) return null;
  const all = times.reduce((sum, time) => sum + time, 0);
  return { all, busy: all - (times[3] ?? 0) - (times[4] ?? 0) };
}

/** What can be given to a program without swapping: free pages and the caches that give way. */
export function availableFromMeminfo(text: string | null): number | null {
  const match = /^MemAvailable:\s+(\d{1,15}) kB$/m.exec(text ?? '');
  return match === null ? null : Number(match[1]) * 1024;
}

function cpuTimesFromNode(): CpuTimes {
  let busy = 0;
  let all = 0;
  for (const { times } of cpus()) {
    const sum = times.user + times.nice + times.sys + times.idle + times.irq;
    all += sum;
    busy += sum - times.idle;
  }
  return { busy, all };
}
