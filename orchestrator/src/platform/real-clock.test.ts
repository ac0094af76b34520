import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRealClock, type RealClock } from './real-clock.ts';

let elapsedMs: number;
let clock: RealClock;

beforeEach(() => {
  vi.useFakeTimers();
  elapsedMs = 0;
  clock = createRealClock({ wallNow: () => 1_000_000, elapsed: () => elapsedMs });
});
afterEach(() => {
  clock.dispose();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

/** The process runs: timers and the counter go on together. */
function run(ms: number): void {
  for (let passed = 0; passed < ms; passed += 100) {
    elapsedMs += 100;
    vi.advanceTimersByTime(100);
  }
}

test('starts at the wall clock and goes on by the counter, whatever the wall clock says later', () => {
  elapsedMs = 1234.9;
  vi.setSystemTime(0);
  expect(clock.now()).toBe(1_001_234);
});

test('an alarm rings once, at its time', () => {
  const rings: number[] = [];
  clock.setAlarm(1_002_000, () => rings.push(clock.now()));
  run(1_900);
  expect(rings).toEqual([]);
  run(5_000);
  expect(rings).toEqual([1_002_000]);
});

test('an alarm of hours is slept in pieces and rings at its time', () => {
  const rings: number[] = [];
  clock.setAlarm(1_000_000 + 7_200_000, () => rings.push(clock.now()));
  run(7_199_000);
  expect(rings).toEqual([]);
  run(1_100);
  expect(rings).toEqual([8_200_000]);
});

test('a new alarm replaces the one before it, and null disarms', () => {
  const rings: string[] = [];
  clock.setAlarm(1_000_500, () => rings.push('first'));
  clock.setAlarm(1_000_700, () => rings.push('second'));
  run(1_000);
  clock.setAlarm(1_001_500, () => rings.push('third'));
  clock.setAlarm(null, () => rings.push('never'));
  run(5_000);
  expect(rings).toEqual(['second']);
});

test('an alarm that came due while the machine slept rings at once after it, and the gap is told first', () => {
  const told: string[] = [];
  clock.onGap((gapMs) => told.push(`gap ${gapMs}`));
  clock.setAlarm(1_050_000, () => told.push('ring'));
  run(1_000);
  elapsedMs += 600_000;
  run(1_100);
  expect(told).toEqual(['gap 600000', 'ring']);
});

test('what was deferred before the machine slept runs after the gap was told', () => {
  const told: string[] = [];
  clock.onGap(() => told.push('gap'));
  clock.defer(() => told.push('deferred'));
  elapsedMs += 600_000;
  vi.advanceTimersByTime(0);
  expect(told).toEqual(['gap', 'deferred']);
  run(5_000);
  expect(told).toEqual(['gap', 'deferred']);
});

test('a busy second is no gap', () => {
  const gaps: number[] = [];
  clock.onGap((gapMs) => gaps.push(gapMs));
  elapsedMs += 3_000;
  run(3_000);
  expect(gaps).toEqual([]);
});
