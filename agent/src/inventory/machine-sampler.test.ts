import { totalmem } from 'node:os';
import { expect, test } from 'vitest';
import type { CgroupLimits } from './cgroup-limits.ts';
import { availableFromMeminfo, cpuTimesFromProcStat, createMachineSampler } from './machine-sampler.ts';

const GiB = 1024 ** 3;
const unlimited: CgroupLimits = {
  cpuCores: null,
  memoryBytes: null,
  cpuUsedNs: () => Promise.resolve(null),
  memoryUsedBytes: () => Promise.resolve(null),
};

test('idle and waiting for the disk are not busy; guest time is not counted twice', () => {
  const text = 'cpu  100 10 40 800 50 0 0 0 30 5\ncpu0 100 10 40 800 50 0 0 0 30 5\nintr 1\n';
  expect(cpuTimesFromProcStat(text)).toEqual({ all: 1000, busy: 150 });
});

test.for([null, '', 'cpu', 'cpu  1 2', 'cpux 1 2 3 4'])('%j holds no CPU times', (text) => {
  expect(cpuTimesFromProcStat(text)).toBeNull();
});

test('available memory is what can be given, not what is free', () => {
  expect(availableFromMeminfo('MemTotal:  100 kB\nMemFree:  10 kB\nMemAvailable:   60 kB\n')).toBe(61_440);
  expect(availableFromMeminfo('MemTotal:  100 kB\n')).toBeNull();
});

test('busy is the part of the time between two samples, and a sample too soon repeats the one before', async () => {
  let stat = 'cpu  0 0 0 1000';
  let now = 0;
  const sampler = createMachineSampler({
    cgroup: unlimited,
    cores: 4,
    memoryBytes: GiB,
    readText: (path) => Promise.resolve(path === '/proc/stat' ? stat : 'MemAvailable: 1024 kB'),
    now: () => now,
  });
  await sampler.sample();
  stat = 'cpu  75 0 0 1025';
  now = 1000;
  expect(await sampler.sample()).toMatchObject({ cpuBusyFraction: 0.75, memoryAvailableBytes: 1024 * 1024 });
  stat = 'cpu  76 0 0 1025';
  now = 1010;
  expect((await sampler.sample()).cpuBusyFraction).toBe(0.75);
  stat = 'cpu  85 0 0 1115';
  now = 2000;
  expect((await sampler.sample()).cpuBusyFraction).toBe(0.1);
});

test('within a limit the group’s own use counts, of its own share', async () => {
  let now = 0;
  let usedNs = 5e9;
  const sampler = createMachineSampler({
    cgroup: {
      cpuCores: 1.5,
      memoryBytes: 2 * GiB,
      cpuUsedNs: () => Promise.resolve(usedNs),
      memoryUsedBytes: () => Promise.resolve(0.5 * GiB),
    },
    cores: 1,
    memoryBytes: 2 * GiB,
    readText: () => Promise.resolve('MemAvailable: 1073741824 kB'),
    now: () => now,
  });
  await sampler.sample();
  now = 1000;
  usedNs += 0.25e9;
  expect(await sampler.sample()).toMatchObject({
    cpuBusyFraction: 0.25,
    memoryUsedBytes: 0.5 * GiB,
    memoryAvailableBytes: 1.5 * GiB,
  });
});

test('without the kernel’s files Node’s own figures are used', async () => {
  const sampler = createMachineSampler({
    cgroup: unlimited,
    cores: 1,
    memoryBytes: totalmem(),
    readText: () => Promise.resolve(null),
    now: () => 0,
  });
  const sample = await sampler.sample();
  expect(sample.memoryUsedBytes + sample.memoryAvailableBytes).toBe(totalmem());
});
