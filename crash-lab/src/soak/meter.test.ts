import { expect, test } from 'vitest';
import { slopeOf } from './meter.ts';

const line = (perMinuteMiB: number, noiseMiB: number) =>
  Array.from({ length: 60 }, (_, i) => ({
    at: i * 5_000,
    rssBytes: (200 + (perMinuteMiB * i) / 12 + (i % 2 === 0 ? noiseMiB : -noiseMiB)) * 2 ** 20,
  }));

test('memory that grows has its slope, however it swings on the way', () => {
  expect(slopeOf(line(3, 0))).toBe(3);
  expect(slopeOf(line(3, 20))).toBeCloseTo(3, 0);
  expect(slopeOf(line(0, 20))).toBeCloseTo(0, 0);
});

test('a few looks make no slope', () => {
  expect(slopeOf(line(3, 0).slice(0, 5))).toBeNull();
});
