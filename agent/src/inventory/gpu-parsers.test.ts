/** Outputs of the vendors' tools, as several generations of them write. */
import type { GpuDevice } from '@orchion/domain';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { GpuReading } from './gpu-reading.ts';
import { gpusFromGraphics } from './gpus-from-graphics.ts';
import { parseAmdSmi } from './parse-amd-smi.ts';
import { parseAppleSystemProfiler } from './parse-apple-system-profiler.ts';
import { hasMig, parseNvidiaSmi, unknownFieldIn } from './parse-nvidia-smi.ts';
import { parseRocmSmi } from './parse-rocm-smi.ts';

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;
const memoryBytes = 64 * GiB;

const folder = join(import.meta.dirname, 'fixtures');
const fixture = (name: string): string => readFileSync(join(folder, `${name}.txt`), 'utf8');
const nvidia = (name: string, list?: string): GpuReading =>
  parseNvidiaSmi(fixture(name), { memoryBytes, ...(list === undefined ? {} : { listing: fixture(list) }) });
const models = ({ devices }: GpuReading): readonly string[] => devices.map(({ model }) => model);

describe('nvidia-smi', () => {
  test('two cards, one at work', () => {
    const { devices, metrics, problem } = nvidia('nvidia-550-two-4090');
    expect(devices).toEqual([
      {
        id: 'GPU-6d1f0b3e-5a0c-8a34-2f0d-6c1e7f0b9a11',
        index: 0,
        vendor: 'nvidia',
        model: 'NVIDIA GeForce RTX 4090',
        vramBytes: 24564 * MiB,
        unifiedMemory: false,
      },
      {
        id: 'GPU-0aa91b7c-91d2-4c55-b0fe-2c8d1d1c7e42',
        index: 1,
        vendor: 'nvidia',
        model: 'NVIDIA GeForce RTX 4090',
        vramBytes: 24564 * MiB,
        unifiedMemory: false,
      },
    ]);
    expect(metrics[0]).toEqual({
      device: devices[0]?.id,
      busyFraction: 0.37,
      vramUsedBytes: 1203 * MiB,
      temperatureCelsius: 54,
      powerWatts: 118.62,
    });
    expect(problem).toBeNull();
  });

  test('an old driver: what it does not support is not told', () => {
    const { devices, metrics } = nvidia('nvidia-390-quadro');
    expect(devices).toMatchObject([{ model: 'Quadro K2000', vramBytes: 1999 * MiB }]);
    expect(metrics).toMatchObject([
      { busyFraction: null, powerWatts: null, temperatureCelsius: 47, vramUsedBytes: 311 * MiB },
    ]);
  });

  test('an old driver names the field that it refuses', () => {
    expect(unknownFieldIn(fixture('nvidia-390-refuses-field'))).toBe('mig.mode.current');
    expect(unknownFieldIn(fixture('nvidia-550-two-4090'))).toBeNull();
  });

  test('a GPU cut into MIG instances gives its instances, and one without any gives none', () => {
    expect(hasMig(fixture('nvidia-535-a100-mig'))).toBe(true);
    const { devices, metrics } = nvidia('nvidia-535-a100-mig', 'nvidia-535-a100-mig-list');
    expect(devices.map(({ id, model, vramBytes, index }) => [id, model, vramBytes, index])).toEqual([
      ['MIG-c7384736-a75d-5afc-978f-d2f1294409fd', 'NVIDIA A100-SXM4-40GB MIG 3g.20gb', 20e9, 0],
      ['MIG-a28ad590-3fda-56dd-84fc-0a0b96edc58d', 'NVIDIA A100-SXM4-40GB MIG 1g.5gb+me', 5e9, 0],
      ['MIG-5f9a1b7e-3c51-5a44-8d3e-7a61f0d2c8b5', 'NVIDIA A100-SXM4-40GB MIG 1c.2g.10gb', 10e9, 0],
      ['GPU-4404041a-04cf-1ccf-9e70-f139a9b1e23c', 'NVIDIA A100-SXM4-40GB', 40960 * MiB, 1],
    ]);
    expect(metrics[0]).toMatchObject({ vramUsedBytes: null, powerWatts: null, temperatureCelsius: 33 });
    expect(metrics[3]).toMatchObject({ busyFraction: 0.98 });
  });

  test('a driver before 470 names MIG instances by their GPU', () => {
    expect(nvidia('nvidia-450-a100-mig', 'nvidia-450-a100-mig-list').devices).toMatchObject([
      { id: 'MIG-GPU-9d2b3c1f-0d1e-4b65-a7aa-33c0f1de2a55/0/0', vramBytes: 40e9 },
    ]);
  });

  test('a GPU without memory of its own shares the machine’s', () => {
    expect(nvidia('nvidia-580-gb10-unified').devices).toMatchObject([{ unifiedMemory: true, vramBytes: memoryBytes }]);
  });

  test('WSL writes Windows line ends and knows no power', () => {
    const text = fixture('nvidia-537-wsl').replaceAll('\n', '\r\n');
    const { devices, metrics, problem } = parseNvidiaSmi(text, { memoryBytes });
    expect(devices).toMatchObject([{ model: 'NVIDIA GeForce RTX 3060 Laptop GPU', vramBytes: 6144 * MiB }]);
    expect(metrics).toMatchObject([{ powerWatts: null, busyFraction: 0.12 }]);
    expect(problem).toBeNull();
  });

  test('a card that fell off the bus does not hide the others', () => {
    const { devices, metrics, problem } = nvidia('nvidia-lost-gpu');
    expect(devices.map(({ index }) => index)).toEqual([0, 2]);
    expect(metrics[1]).toMatchObject({ busyFraction: null, vramUsedBytes: null, temperatureCelsius: null });
    expect(problem).toMatch(/Unable to determine the device handle/);
  });

  test.for([
    ['nvidia-no-devices', null],
    ['nvidia-no-driver', 'couldn’t communicate'],
    ['nvidia-version-mismatch', 'version mismatch'],
  ] as const)('%s: no GPU, and the operator is told %j', ([name, said]) => {
    const reading = nvidia(name);
    expect(reading.devices).toEqual([]);
    if (said === null) expect(reading.problem).toBeNull();
    else expect(reading.problem?.replaceAll("'", '’')).toContain(said);
  });
});

describe('rocm-smi', () => {
  test('version 4: a card and the processor’s own graphics', () => {
    const { devices, metrics } = parseRocmSmi(fixture('rocm-4-mi50-and-apu'));
    expect(devices).toEqual([
      {
        id: 'GPU-7d4d2ac1b5e70f31',
        index: 0,
        vendor: 'amd',
        model: 'Vega 20 [Radeon Instinct MI50 32GB]',
        vramBytes: 17163091968,
        unifiedMemory: false,
      },
      { id: 'amd-1', index: 1, vendor: 'amd', model: 'Renoir', vramBytes: 536870912, unifiedMemory: false },
    ]);
    expect(metrics[0]).toEqual({
      device: 'GPU-7d4d2ac1b5e70f31',
      busyFraction: 0.97,
      vramUsedBytes: 10494558208,
      temperatureCelsius: 38,
      powerWatts: 22,
    });
    expect(metrics[1]).toMatchObject({ powerWatts: null });
  });

  test('version 6: other names for the same fields, and a block that is no card', () => {
    expect(parseRocmSmi(fixture('rocm-6-7900xt'))).toMatchObject({
      devices: [{ id: 'GPU-06a4b9b2c21d7e5f', model: 'Radeon RX 7900 XT', vramBytes: 21458059264 }],
      metrics: [{ busyFraction: 0.06, powerWatts: 31, temperatureCelsius: 44 }],
    });
  });

  test('version 6: a warning stands in front, and the series is not told', () => {
    expect(parseRocmSmi(fixture('rocm-6-apu-low-power'))).toMatchObject({
      devices: [{ id: 'amd-0', model: 'Phoenix3' }],
      metrics: [{ busyFraction: 0.19, powerWatts: 7.222 }],
      problem: null,
    });
  });

  test('twelve cards are in the order of their numbers, not of their letters', () => {
    const { devices } = parseRocmSmi(fixture('rocm-twelve-cards'));
    expect(devices.map(({ id }) => id.at(-1))).toEqual([...'0123456789ab']);
    expect(devices.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test.for([
    ['rocm-no-driver', null],
    ['rocm-no-data', null],
    ['rocm-traceback', 'Traceback'],
  ] as const)('%s: no GPU, and the operator is told %j', ([name, said]) => {
    const { devices, problem } = parseRocmSmi(fixture(name));
    expect(devices).toEqual([]);
    if (said === null) expect(problem).toBeNull();
    else expect(problem).toContain(said);
  });
});

describe('amd-smi', () => {
  test('figures are matched by the GPU’s number', () => {
    const reading = parseAmdSmi(fixture('amd-smi-6-static'), fixture('amd-smi-6-metric'));
    expect(models(reading)).toEqual(['AMD Instinct MI300X', 'AMD Instinct MI300X']);
    expect(reading).toMatchObject({
      devices: [{ id: 'GPU-0ae4c1b52d9b0f66', vramBytes: 196592 * MiB }, { id: 'GPU-1fc0a23b77d1e201' }],
      metrics: [
        { busyFraction: 0, powerWatts: 132, temperatureCelsius: 40, vramUsedBytes: 283 * MiB },
        { busyFraction: 1, powerWatts: 702, temperatureCelsius: 71, vramUsedBytes: 150000 * MiB },
      ],
    });
  });

  test('a newer version wraps its list; without figures there are none', () => {
    expect(parseAmdSmi(fixture('amd-smi-7-static'), '')).toMatchObject({
      devices: [{ id: 'amd-0', model: 'AMD Radeon PRO W7700', vramBytes: 16 * GiB }],
      metrics: [{ busyFraction: null, vramUsedBytes: null }],
    });
  });
});

describe('system_profiler', () => {
  const apple = (name: string, memory: number): readonly GpuDevice[] =>
    parseAppleSystemProfiler(fixture(name), memory).devices;

  test('an M1 with 16 GB lets its GPU have two thirds', () => {
    expect(apple('apple-m1', 16 * GiB)).toEqual([
      {
        id: 'apple-0',
        index: 0,
        vendor: 'apple',
        model: 'Apple M1',
        vramBytes: Math.floor((16 * GiB * 2) / 3),
        unifiedMemory: true,
      },
    ]);
  });

  test('an M3 Max with 128 GB lets its GPU have three quarters; a USB display is no GPU', () => {
    expect(apple('apple-m3-max', 128 * GiB)).toMatchObject([{ model: 'Apple M3 Max', vramBytes: 96 * GiB }]);
  });

  test('an Intel Mac has one that shares memory and one that has its own', () => {
    expect(apple('apple-intel-two-gpus', 32 * GiB)).toMatchObject([
      { id: 'intel-0', vramBytes: 1536 * MiB, unifiedMemory: true },
      { id: 'amd-1', model: 'AMD Radeon Pro 5500M', vramBytes: 8 * GiB, unifiedMemory: false },
    ]);
  });

  test('a Mac without a GPU', () => {
    expect(apple('apple-no-gpu', 8 * GiB)).toEqual([]);
  });
});

describe('the system’s list of adapters', () => {
  const list = [
    { vendor: 'Intel Corporation', model: 'Alder Lake-P GT2 [Iris Xe Graphics]', vram: null, vramDynamic: true },
    { vendor: 'NVIDIA Corporation', model: 'GA104 [GeForce RTX 3070]', vram: 256 },
    { vendor: 'Advanced Micro Devices, Inc. [AMD/ATI]', model: 'Navi 21 [Radeon RX 6800]', vram: 16368 },
    { vendor: 'ASPEED Technology, Inc.', model: 'ASPEED Graphics Family', vram: 16 },
    { vendor: 'Microsoft Corporation', model: 'Hyper-V virtual VGA', vram: 8 },
  ];

  test('tells of what no tool told; pictures only, and a card without its driver, are no GPUs', () => {
    expect(gpusFromGraphics(list, new Set()).devices).toMatchObject([
      { id: 'intel-0', unifiedMemory: true, vramBytes: 0 },
      { id: 'amd-0', unifiedMemory: false, vramBytes: 16368 * MiB },
    ]);
  });

  test('tells nothing of a vendor whose tool has told', () => {
    expect(models(gpusFromGraphics(list, new Set(['amd'])))).toEqual(['Alder Lake-P GT2 [Iris Xe Graphics]']);
  });
});

describe('whatever a tool writes', () => {
  const parsers: readonly ((text: string) => GpuReading)[] = [
    (text) => parseNvidiaSmi(text, { memoryBytes, listing: text }),
    parseRocmSmi,
    (text) => parseAmdSmi(text, text),
    (text) => parseAppleSystemProfiler(text, memoryBytes),
  ];
  const holds = (text: string): void => {
    for (const parse of parsers) {
      const { devices, metrics, problem } = parse(text);
      expect(metrics.map(({ device }) => device)).toEqual(devices.map(({ id }) => id));
      expect(devices.length).toBeLessThanOrEqual(128);
      for (const { vramBytes, model } of devices) {
        expect(Number.isSafeInteger(vramBytes) && vramBytes >= 0).toBe(true);
        expect(model.length).toBeGreaterThan(0);
      }
      expect(problem ?? '').not.toMatch(/\p{Cc}/u);
    }
  };

  test('no parser throws on text, on JSON, or on a torn or mixed-up output', () => {
    const outputs = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    const torn = fc
      .tuple(fc.constantFrom(...outputs), fc.nat(), fc.nat(), fc.string())
      .map(([text, from, length, put]) => {
        const at = from % (text.length + 1);
        return text.slice(0, at) + put + text.slice(at + (length % 40));
      });
    const card = fc.dictionary(
      fc.constantFrom('Card Series', 'Unique ID', 'GPU use (%)', 'asic', 'vram'),
      fc.jsonValue(),
    );
    const json = fc.oneof(
      fc.json(),
      fc
        .dictionary(fc.constantFrom('card0', 'card1', 'gpu_data', 'SPDisplaysDataType'), card)
        .map((v) => JSON.stringify(v)),
      fc.array(card).map((v) => JSON.stringify({ SPDisplaysDataType: v, gpu_data: v })),
    );
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), json, torn), holds), { numRuns: 3000 });
  });

  test('an output of a megabyte is read within a moment', () => {
    const started = performance.now();
    for (const text of [
      'index, '.repeat(150_000),
      '{'.repeat(1_000_000),
      `index,uuid\n${'0, GPU-1\n'.repeat(100_000)}`,
    ])
      holds(text);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
