import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatBytes, parseBytes } from './bytes.ts';
import { formatCpu, parseCpu } from './cpu.ts';
import { formatDuration, parseDuration } from './duration.ts';
import { formatGpus, parseGpus } from './gpus.ts';
import type { Parsed } from './parsed.ts';

const GiB = 1024 ** 3;

/** The value, or `refused` for a problem whose sentence names what was written. */
function outcome<T>(parsed: Parsed<T>): T | 'refused' {
  if ('value' in parsed) return parsed.value;
  expect(parsed.problem.length).toBeGreaterThan(10);
  return 'refused';
}

describe('bytes', () => {
  test.for<[string | number, number | 'refused']>([
    ['2GiB', 2 * GiB],
    ['2Gi', 2 * GiB],
    ['2GB', 2e9],
    ['2G', 2e9],
    ['2 gb', 2e9],
    ['1.5 MiB', 1.5 * 1024 ** 2],
    ['0.3MB', 300_000],
    ['512k', 512_000],
    ['7b', 7],
    ['7', 7],
    [7, 7],
    ['1PiB', 1024 ** 5],
    [' 1KiB ', 1024],
    ['', 'refused'],
    ['-1', 'refused'],
    ['1.5', 'refused'],
    ['1.5b', 'refused'],
    ['2Gbit', 'refused'],
    ['2 gigs', 'refused'],
    ['9000000PiB', 'refused'],
    [Number.NaN, 'refused'],
    [-1, 'refused'],
  ])('%j is %j', ([text, bytes]) => {
    expect(outcome(parseBytes(text))).toBe(bytes);
  });

  test.for<[number, string]>([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1 KiB'],
    [1536, '1.5 KiB'],
    [1024 ** 2 - 1, '1 MiB'],
    [24 * GiB, '24 GiB'],
    [1024 ** 5, '1 PiB'],
    [2000 * 1024 ** 5, '2000 PiB'],
  ])('%d is shown as %s', ([bytes, text]) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('cpu', () => {
  test.for<[string | number, number | 'refused']>([
    [1, 1000],
    [0.5, 500],
    ['0.1', 100],
    ['500m', 500],
    ['2', 2000],
    [0, 0],
    ['0.0001', 'refused'],
    ['500M', 'refused'],
    ['1.5m', 'refused'],
    ['two', 'refused'],
    [-1, 'refused'],
    [Number.POSITIVE_INFINITY, 'refused'],
  ])('%j is %j', ([text, millis]) => {
    expect(outcome(parseCpu(text))).toBe(millis);
  });

  test('is shown in cores', () => {
    expect([1000, 500, 2500, 0, 1].map(formatCpu)).toEqual([
      '1 core',
      '0.5 cores',
      '2.5 cores',
      '0 cores',
      '0.001 cores',
    ]);
  });
});

describe('durations', () => {
  test.for<[string | number, number | 'refused']>([
    ['10m', 600_000],
    ['1h30m', 5_400_000],
    ['1.5h', 5_400_000],
    ['250ms', 250],
    ['2d', 172_800_000],
    ['1w', 604_800_000],
    [90, 90_000],
    ['90', 90_000],
    [0.25, 250],
    ['0', 0],
    ['', 'refused'],
    ['10 m', 'refused'],
    ['10min', 'refused'],
    ['-5s', 'refused'],
    ['1h30', 'refused'],
    ['999999999999w', 'refused'],
    [-1, 'refused'],
    [`${'1s'.repeat(10_000)}`, 'refused'],
  ])('%j is %j', ([text, ms]) => {
    expect(outcome(parseDuration(text))).toBe(ms);
  });

  test.for<[number, string]>([
    [0, '0ms'],
    [999, '999ms'],
    [1000, '1s'],
    [12_345, '12.3s'],
    [59_999, '1m'],
    [90_000, '1m 30s'],
    [3_599_900, '1h'],
    [5_400_000, '1h 30m'],
    [86_399_000, '1d'],
    [187_200_000, '2d 4h'],
  ])('%d ms is shown as %s', ([ms, text]) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('gpus', () => {
  test.for<[string | number, unknown]>([
    [1, { kind: 'whole', count: 1 }],
    ['4', { kind: 'whole', count: 4 }],
    [0.5, { kind: 'share', millis: 500 }],
    ['0.25', { kind: 'share', millis: 250 }],
    [0, null],
    [1.5, 'refused'],
    [65, 'refused'],
    ['0.0001', 'refused'],
    ['0.9999', 'refused'],
    ['all', 'refused'],
    [-1, 'refused'],
  ])('%j is %j', ([text, amount]) => {
    expect(outcome(parseGpus(text))).toEqual(amount);
  });

  test('are shown with what narrows them', () => {
    const any = { vendor: null, model: null, vramBytes: 0 } as const;
    expect(formatGpus(null)).toBe('no GPU');
    expect(formatGpus({ amount: { kind: 'share', millis: 500 }, ...any })).toBe('0.5 GPU');
    expect(
      formatGpus({ amount: { kind: 'whole', count: 2 }, vendor: 'nvidia', model: '4090', vramBytes: 24 * GiB }),
    ).toBe('2 nvidia GPUs, 4090, 24 GiB each');
  });
});

describe('whatever is written', () => {
  test('nothing throws, and values are whole numbers from 0', () => {
    const text = fc.oneof(fc.string(), fc.double(), fc.stringMatching(/^[0-9.]{0,8}[a-zA-Z]{0,3}$/));
    fc.assert(
      fc.property(text, (written) => {
        for (const parse of [parseBytes, parseCpu, parseDuration]) {
          const parsed = parse(written);
          if ('value' in parsed) expect(Number.isSafeInteger(parsed.value) && parsed.value >= 0).toBe(true);
        }
        parseGpus(written);
      }),
      { numRuns: 2000 },
    );
  });

  test('whole mebibytes survive being shown and read again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1023 }), (count) => {
        expect(parseBytes(formatBytes(count * 1024 ** 2))).toEqual({ value: count * 1024 ** 2 });
      }),
    );
  });
});
