/**
 * `rocm-smi --showproductname --showuniqueid --showmeminfo vram --showuse --showtemp --showpower --json`.
 *
 * One object a card, under 'card0', 'card1' ... The names of the fields changed their letters' case and their words over
 * the years ('Card series', 'Card Series'; 'Average' and 'Current Socket Graphics Package Power'), so they are found by
 * pattern. Warnings may stand in front of the JSON.
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
  type GpuReading,
} from './gpu-reading.ts';

type Card = Readonly<Record<string, unknown>>;

export function parseRocmSmi(text: string): GpuReading {
  const json = jsonIn(text);
  if (!isRecord(json)) {
    const none = text.trim() === '' || /no json data|driver not initialized|no amd gpus/i.test(text);
    return none ? noGpus : { ...noGpus, problem: firstLine(text) };
  }
  const cards = Object.entries(json)
    .flatMap(([key, card]) => {
      const number = /^card(\d{1,4})$/.exec(key)?.[1];
      return number !== undefined && isRecord(card) ? [{ number: Number(number), card }] : [];
    })
    .sort((a, b) => a.number - b.number)
    .slice(0, devicesMax);
  // The visible-devices variable counts GPUs from 0, whatever number the kernel gave the card.
  const devices = cards.map(({ card }, index) => deviceOf(card, index));
  return {
    devices,
    metrics: cards.map(({ card }, i) => metricsOf(card, devices[i])).filter((m) => m !== null),
    problem: null,
  };
}

function deviceOf(card: Card, index: number): GpuDevice {
  const names = [/^card series$/i, /^device name$/i, /^card model$/i].map((pattern) =>
    nameIn(field(card, pattern), ''),
  );
  // 'Card model' is a name in old versions and a number like 0x744c in new ones.
  const model = names.find((name) => name !== '' && !/^0x[0-9a-f]+$/i.test(name));
  return {
    id: gpuDeviceId(uniqueId(field(card, /^unique id$/i)) ?? `amd-${index}`),
    index,
    vendor: 'amd',
    model: model ?? 'AMD GPU',
    vramBytes: bytesIn(field(card, /^vram total memory \(b\)$/i), 1) ?? 0,
    unifiedMemory: false,
  };
}

function metricsOf(card: Card, device: GpuDevice | undefined): GpuMetrics | null {
  if (device === undefined) return null;
  const temperature =
    field(card, /^temperature \(sensor edge\)/i) ?? field(card, /^temperature \(sensor (?:junction|hotspot)\)/i);
  return {
    device: device.id,
    busyFraction: fractionIn(field(card, /^gpu use \(%\)$/i)),
    vramUsedBytes: bytesIn(field(card, /^vram total used memory \(b\)$/i), 1),
    temperatureCelsius: numberIn(temperature),
    powerWatts: numberIn(field(card, /^(?:average|current socket) graphics package power \(w\)$/i)),
  };
}

/** The form in which ROCr names a device: GPU- and the serial's 16 digits. */
export function uniqueId(value: unknown): string | null {
  const digits = typeof value === 'string' ? /^0x([0-9a-f]{1,16})$/i.exec(value.trim())?.[1] : undefined;
  return digits === undefined || /^0+$/.test(digits) ? null : `GPU-${digits.toLowerCase().padStart(16, '0')}`;
}

function field(card: Card, pattern: RegExp): unknown {
  const key = Object.keys(card).find((name) => pattern.test(name.trim()));
  const value = key === undefined ? undefined : card[key];
  return typeof value === 'string' && /^n\/a$/i.test(value.trim()) ? undefined : value;
}
