/**
 * Which GPUs the machine has and how busy they are. A missing tool means no GPU of that vendor; it is looked for again
 * every ten minutes, since a driver may be installed while the agent runs. Live figures are asked for in the background and
 * not more often than the tool can bear, so that a heartbeat never waits for a tool.
 */
import type { GpuDevice, GpuMetrics, GpuVendor } from '@orchion/domain';
import { noGpus, type GpuReading } from './gpu-reading.ts';
import type { GpuTool } from './gpu-tools.ts';
import type { RunTool } from './run-tool.ts';

export const lookAgainMs = 10 * 60_000;
/** After a tool did not answer in time: it may hang in the kernel, and each more of it would too. */
const afterTimeoutMs = 60_000;

export interface GpuProbe {
  /** Asks every tool now. Never throws. */
  read(): Promise<{ readonly devices: readonly GpuDevice[]; readonly vendors: ReadonlySet<GpuVendor> }>;
  /** The latest figures, at once; starts asking for newer ones where it is time. */
  metrics(): readonly GpuMetrics[];
}

export interface GpuProbeOptions {
  readonly tools: readonly (readonly GpuTool[])[];
  readonly run: RunTool;
  readonly now: () => number;
  /** For the operator's log; said once until it changes. */
  readonly warn: (message: string) => void;
}

export function createGpuProbe({ tools, run, now, warn }: GpuProbeOptions): GpuProbe {
  const watched = tools.map((group) => group.map((tool) => createWatchedTool(tool, { run, now, warn })));

  const readGroup = async (group: readonly WatchedTool[]): Promise<WatchedTool | null> => {
    for (const tool of group) if (await tool.read()) return tool;
    return null;
  };
  let present: readonly WatchedTool[] = [];

  return {
    async read() {
      const found = await Promise.all(watched.map(readGroup));
      present = found.filter((tool) => tool !== null);
      const devices = present.flatMap((tool) => tool.reading().devices);
      return { devices, vendors: new Set(devices.map(({ vendor }) => vendor)) };
    },
    metrics() {
      for (const tool of present) tool.poll();
      return present.flatMap((tool) => tool.reading().metrics);
    },
  };
}

interface WatchedTool {
  /** Asks now, unless it is known to be missing or hanging; false where it is missing. */
  read(): Promise<boolean>;
  /** Asks in the background where it is time. */
  poll(): void;
  reading(): GpuReading;
}

function createWatchedTool(tool: GpuTool, { run, now, warn }: Omit<GpuProbeOptions, 'tools'>): WatchedTool {
  let latest: GpuReading = noGpus;
  let missing = false;
  let askedAt = Number.NEGATIVE_INFINITY;
  let notBefore = Number.NEGATIVE_INFINITY;
  let said: string | null = null;
  let asking: Promise<void> | null = null;

  const say = (problem: string | null): void => {
    if (problem !== null && problem !== said) warn(`${tool.name}: ${problem}`);
    said = problem;
  };

  const ask = async (): Promise<void> => {
    askedAt = now();
    const answer = await tool.read(run);
    missing = answer.kind === 'missing';
    switch (answer.kind) {
      case 'missing':
        latest = noGpus;
        notBefore = askedAt + lookAgainMs;
        return;
      case 'timeout':
        // Its devices stay: a busy machine is no reason to tell everybody that the GPUs are gone.
        latest = { ...latest, metrics: latest.metrics.map(withoutFigures) };
        notBefore = now() + afterTimeoutMs;
        return say('did not answer in time; it is asked again in a minute');
      case 'read':
        latest = answer.reading;
        return say(answer.reading.problem);
    }
  };

  /** One at a time; a bug in a parser must not end the agent, and must not be silent either. */
  const start = (): Promise<void> => {
    asking ??= ask()
      .catch((error: unknown) => say(`cannot be read: ${String(error)}`))
      .finally(() => {
        asking = null;
      });
    return asking;
  };

  return {
    async read() {
      if (now() >= notBefore) await start();
      return !missing;
    },
    poll() {
      if (tool.pollMs === null || latest.devices.length === 0) return;
      if (now() - askedAt >= tool.pollMs && now() >= notBefore) void start();
    },
    reading: () => latest,
  };
}

function withoutFigures({ device }: GpuMetrics): GpuMetrics {
  return { device, busyFraction: null, vramUsedBytes: null, temperatureCelsius: null, powerWatts: null };
}
