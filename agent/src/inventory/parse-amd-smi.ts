/**
 * `amd-smi static --asic --vram --json` and `amd-smi metric --usage --power --temperature --mem-usage --json`, the tool that
 * follows rocm-smi. An amount is a number, a text with its unit, or { value, unit }; newer versions wrap the list of GPUs in
 * { gpu_data: [...] }. Its MB are MiB.
 */
import { gpuDeviceId, type GpuDevice, type GpuMetrics } from '@orchion/domain';
import {
  bytesIn,
  devicesMax,
  firstLine,
  fractionIn,
  isRecord,
  jsonIn,
  nameIn,
  noGpus,
  numberIn,
  within,
  type GpuReading,
} from './gpu-reading.ts';
import { uniqueId } from './parse-rocm-smi.ts';

const unitBytes: Readonly<Partial<Record<string, number>>> = { B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 };

export function parseAmdSmi(staticText: string, metricText: string): GpuReading {
  const json = jsonIn(staticText);
  const gpus = listIn(json);
  if (gpus === null) return staticText.trim() === '' ? noGpus : { ...noGpus, problem: firstLine(staticText) };
  const figures = new Map((listIn(jsonIn(metricText)) ?? []).map((entry) => [numberIn(entry.gpu), entry]));
  const devices: GpuDevice[] = [];
  const metrics: GpuMetrics[] = [];
  for (const [index, gpu] of gpus.entries()) {
    const device: GpuDevice = {
      id: gpuDeviceId(uniqueId(within(gpu, 'asic', 'asic_serial')) ?? `amd-${index}`),
      index,
      vendor: 'amd',
      model: nameIn(within(gpu, 'asic', 'market_name'), 'AMD GPU'),
      vramBytes: memoryIn(within(gpu, 'vram', 'size')) ?? 0,
      unifiedMemory: false,
    };
    devices.push(device);
    metrics.push(metricsOf(figures.get(numberIn(gpu.gpu)), device));
  }
  return { devices, metrics, problem: null };
}

function metricsOf(entry: unknown, { id }: GpuDevice): GpuMetrics {
  const temperature =
    amountIn(within(entry, 'temperature', 'edge')) ?? amountIn(within(entry, 'temperature', 'hotspot'));
  const power = amountIn(within(entry, 'power', 'socket_power')) ?? amountIn(within(entry, 'power', 'current_power'));
  return {
    device: id,
    busyFraction: fractionIn(amountIn(within(entry, 'usage', 'gfx_activity'))),
    vramUsedBytes: memoryIn(within(entry, 'mem_usage', 'used_vram')),
    temperatureCelsius: temperature,
    powerWatts: power,
  };
}

function listIn(json: unknown): readonly Readonly<Record<string, unknown>>[] | null {
  const list = isRecord(json) ? json.gpu_data : json;
  return Array.isArray(list) ? list.filter(isRecord).slice(0, devicesMax) : null;
}

function amountIn(value: unknown): number | null {
  return numberIn(isRecord(value) ? value.value : value);
}

function memoryIn(value: unknown): number | null {
  const unit = isRecord(value)
    ? value.unit
    : typeof value === 'string'
      ? /[A-Z]+$/i.exec(value.trim())?.[0]
      : undefined;
  const factor = typeof unit === 'string' ? unitBytes[unit.toUpperCase()] : undefined;
  return bytesIn(amountIn(value), factor ?? 1024 ** 2);
}
