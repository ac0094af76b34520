import { expect, test } from 'vitest';
import { createElapsed, systemTimeSources } from './elapsed.ts';

function machine() {
  const time = { monotonic: 5_000, uptime: 90_000 };
  return {
    time,
    run: (ms: number) => {
      time.monotonic += ms;
      time.uptime += ms;
    },
    sleep: (ms: number) => {
      time.uptime += ms;
    },
    sources: { monotonicMs: () => time.monotonic, uptimeMs: () => Math.floor(time.uptime / 10) * 10 },
  };
}

test('goes with the monotonic clock while the machine is awake, in fine steps', () => {
  const { sources, run } = machine();
  const elapsed = createElapsed(sources);
  run(1.25);
  expect(elapsed()).toBe(1.25);
  run(100);
  expect(elapsed()).toBe(101.25);
});

test('counts the time slept', () => {
  const { sources, run, sleep } = machine();
  const elapsed = createElapsed(sources);
  run(1_000);
  sleep(3_600_000);
  run(25);
  expect(elapsed()).toBeGreaterThanOrEqual(3_601_015);
  expect(elapsed()).toBeLessThanOrEqual(3_601_035);
});

test('never goes back, whatever the grain of the coarse counter', () => {
  const { sources, run, sleep } = machine();
  const elapsed = createElapsed(sources);
  let before = elapsed();
  for (let i = 0; i < 2_000; i++) {
    run(i % 7);
    if (i % 500 === 0) sleep(700);
    const after = elapsed();
    expect(after).toBeGreaterThanOrEqual(before);
    before = after;
  }
});

test('without a counter that runs in sleep, the monotonic clock is all there is', () => {
  const { sources, run, sleep } = machine();
  const elapsed = createElapsed({ ...sources, uptimeMs: null });
  run(10);
  sleep(1_000);
  expect(elapsed()).toBe(10);
});

test('this machine’s own sources move forward', () => {
  const { monotonicMs, uptimeMs } = systemTimeSources();
  const before = monotonicMs();
  const uptime = uptimeMs?.() ?? 0;
  expect(monotonicMs()).toBeGreaterThanOrEqual(before);
  expect(uptimeMs?.() ?? 0).toBeGreaterThanOrEqual(uptime);
});
