/**
 * `system_profiler SPDisplaysDataType -json`. Apple's own GPUs share the machine's memory; macOS lets the GPU have about
 * two thirds of it, three quarters on machines of more than 36 GB. GPUs of Intel Macs say their own memory, dynamic or not.
 * There are no live figures without root.
 */
import { gpuDeviceId, type GpuDevice, type GpuVendor } from '@orchion/domain';
import { bytesIn, devicesMax, firstLine, isRecord, jsonIn, nameIn, noGpus, type GpuReading } from './gpu-reading.ts';

const GB = 1024 ** 3;

export function parseAppleSystemProfiler(text: string, machineMemoryBytes: number): GpuReading {
  const json = jsonIn(text);
  const entries = isRecord(json) ? json.SPDisplaysDataType : null;
  if (!Array.isArray(entries)) return text.trim() === '' ? noGpus : { ...noGpus, problem: firstLine(text) };
  const devices = entries
    .filter(isRecord)
    .filter(isGpu)
    .slice(0, devicesMax)
    .map((entry, index) => deviceOf(entry, index, machineMemoryBytes));
  const metrics = devices.map(({ id }) => {
    return { device: id, busyFraction: null, vramUsedBytes: null, temperatureCelsius: null, powerWatts: null };
  });
  return { devices, metrics, problem: null };
}

type Entry = Readonly<Record<string, unknown>>;

/** Adapters for displays over USB are listed here too. */
function isGpu(entry: Entry): boolean {
  const kind = entry.sppci_device_type;
  return kind === undefined || kind === 'spdisplays_gpu';
}

function deviceOf(entry: Entry, index: number, machineMemoryBytes: number): GpuDevice {
  const model = nameIn(entry.sppci_model, nameIn(entry._name, 'GPU'));
  const vendor = vendorOf(`${nameIn(entry.spdisplays_vendor, '')} ${model}`);
  const id = gpuDeviceId(`${vendor}-${index}`);
  if (vendor === 'apple') {
    const share = machineMemoryBytes > 36 * GB ? 3 / 4 : 2 / 3;
    return { id, index, vendor, model, vramBytes: Math.floor(machineMemoryBytes * share), unifiedMemory: true };
  }
  const own = memoryIn(entry.spdisplays_vram);
  const shared = memoryIn(entry.spdisplays_vram_shared) ?? memoryIn(entry._spdisplays_vram);
  return { id, index, vendor, model, vramBytes: own ?? shared ?? 0, unifiedMemory: own === null };
}

function vendorOf(text: string): GpuVendor {
  if (/apple/i.test(text)) return 'apple';
  if (/amd|ati\b|radeon|0x1002/i.test(text)) return 'amd';
  if (/nvidia|geforce|0x10de/i.test(text)) return 'nvidia';
  if (/intel|0x8086/i.test(text)) return 'intel';
  return 'other';
}

/** '4 GB', '1536 MB'. */
function memoryIn(value: unknown): number | null {
  if (typeof value !== 'string') return null;
  return bytesIn(value, /GB/i.test(value) ? GB : 1024 ** 2);
}
