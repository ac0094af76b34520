/**
 * `nvidia-smi --query-gpu=... --format=csv,nounits` and `nvidia-smi -L`.
 *
 * Columns are found by the header's names, because drivers differ in what they know. What a card does not tell is written
 * as [N/A], [Not Supported], [Unknown Error], ERR! and the like: everything that is no number is "not told". A GPU cut into
 * MIG instances gives its instances instead of itself; their memory is in the profile's name (3g.20gb).
 */
import { gpuDeviceId, type GpuDevice, type GpuMetrics } from '@orchion/domain';
import {
  bytesIn,
  devicesMax,
  firstLine,
  fractionIn,
  nameIn,
  noGpus,
  numberIn,
  type GpuReading,
} from './gpu-reading.ts';

const MiB = 1024 * 1024;

export const nvidiaQueryFields = [
  'index',
  'uuid',
  'name',
  'memory.total',
  'memory.used',
  'utilization.gpu',
  'temperature.gpu',
  'power.draw',
  'mig.mode.current',
] as const;
type Field = (typeof nvidiaQueryFields)[number];
type Row = Readonly<Partial<Record<Field, string>>>;

export interface NvidiaContext {
  /** The machine's memory: what a GPU without memory of its own (GB10, Jetson) shares. */
  readonly memoryBytes: number;
  /** Output of `nvidia-smi -L`; needed only where a GPU is in MIG mode. */
  readonly listing?: string;
}

export function parseNvidiaSmi(text: string, context: NvidiaContext): GpuReading {
  const { rows, problem } = rowsOf(text);
  const migs = migInstancesIn(context.listing ?? '');
  const devices: GpuDevice[] = [];
  const metrics: GpuMetrics[] = [];
  for (const row of rows) {
    const parent = deviceOf(row, context.memoryBytes);
    const figures = metricsOf(row, parent);
    if (!isMigEnabled(row)) {
      devices.push(parent);
      metrics.push(figures);
      continue;
    }
    for (const { uuid, profile, vramBytes } of migs.get(row.uuid ?? '') ?? []) {
      const id = gpuDeviceId(uuid);
      // An instance has no index of its own: commands are given it by its UUID.
      devices.push({ ...parent, id, model: `${parent.model} MIG ${profile}`, vramBytes });
      // Use and power are told of the whole card only.
      metrics.push({ ...figures, device: id, busyFraction: null, vramUsedBytes: null, powerWatts: null });
    }
  }
  return { devices: devices.slice(0, devicesMax), metrics: metrics.slice(0, devicesMax), problem };
}

/** Whether `nvidia-smi -L` must be asked too. */
export function hasMig(text: string): boolean {
  return rowsOf(text).rows.some(isMigEnabled);
}

function isMigEnabled(row: Row): boolean {
  return /^enabled$/i.test(row['mig.mode.current'] ?? '');
}

/** Older drivers refuse a query with a field that they do not know, and name it. */
export function unknownFieldIn(text: string): string | null {
  return /Field "([\w.]{1,60})" is not a valid field/.exec(text)?.[1] ?? null;
}

function rowsOf(text: string): { readonly rows: readonly Row[]; readonly problem: string | null } {
  const lines = text.split('\n', 1000).map((line) => line.trim());
  const start = lines.findIndex((line) => /^index\s*,/.test(line));
  if (start < 0) {
    const none = text.trim() === '' || /no devices were found/i.test(text);
    return { rows: [], problem: none ? noGpus.problem : firstLine(text) };
  }
  // 'memory.total [MiB]' is memory.total: the unit is known.
  const columns = (lines[start] ?? '').split(',').map((name) => name.trim().replace(/\s*\[.*$/, ''));
  const rows: Row[] = [];
  let problem: string | null = null;
  for (const line of lines.slice(start + 1)) {
    if (line === '') continue;
    const cells = line.split(',').map((cell) => cell.trim());
    const isRow = cells.length === columns.length && /^\d{1,4}$/.test(cells[0] ?? '');
    if (isRow) rows.push(Object.fromEntries(columns.map((name, i) => [name, cells[i] ?? ''])));
    else problem ??= firstLine(line);
  }
  return { rows: rows.slice(0, devicesMax), problem };
}

function deviceOf(row: Row, machineMemoryBytes: number): GpuDevice {
  const index = Number(row.index);
  const vramBytes = bytesIn(row['memory.total'], MiB);
  const hasOwnMemory = vramBytes !== null && vramBytes > 0;
  return {
    id: gpuDeviceId(/^GPU-[\w-]{1,60}$/.test(row.uuid ?? '') ? (row.uuid ?? '') : `nvidia-${index}`),
    index,
    vendor: 'nvidia',
    model: nameIn(row.name, 'NVIDIA GPU'),
    vramBytes: hasOwnMemory ? vramBytes : machineMemoryBytes,
    unifiedMemory: !hasOwnMemory,
  };
}

function metricsOf(row: Row, device: GpuDevice): GpuMetrics {
  return {
    device: device.id,
    busyFraction: fractionIn(row['utilization.gpu']),
    vramUsedBytes: bytesIn(row['memory.used'], MiB),
    temperatureCelsius: numberIn(row['temperature.gpu']),
    powerWatts: numberIn(row['power.draw']),
  };
}

interface MigInstance {
  readonly uuid: string;
  readonly profile: string;
  readonly vramBytes: number;
}

/** By the UUID of the GPU that they are cut from. */
function migInstancesIn(listing: string): ReadonlyMap<string, readonly MigInstance[]> {
  const found = new Map<string, MigInstance[]>();
  let current: MigInstance[] = [];
  for (const line of listing.split('\n', 1000)) {
    const gpu = /^GPU \d+: .*\(UUID: (GPU-[\w-]{1,60})\)/.exec(line);
    if (gpu?.[1] !== undefined) {
      current = [];
      found.set(gpu[1], current);
      continue;
    }
    // Drivers before 470 name an instance by its GPU and two numbers: MIG-GPU-<uuid>/1/0.
    const mig = /^\s+MIG ((?:\d+c\.)?\d+g\.(\d+)gb\S*)\s+Device\s+\d+: \(UUID: (MIG-[\w/-]{1,80})\)/.exec(line);
    if (mig?.[1] === undefined || mig[3] === undefined) continue;
    // Decimal: the instance's memory is a little less than its name says in powers of 1024.
    current.push({ uuid: mig[3], profile: mig[1], vramBytes: Number(mig[2]) * 1e9 });
  }
  return found;
}
