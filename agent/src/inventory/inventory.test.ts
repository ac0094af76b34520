/** On the machine that runs the tests: real figures, whatever it is. */
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createInventory } from './inventory.ts';

test('this machine has cores, memory and a disk, and tells of them', { timeout: 40_000 }, async () => {
  const warnings: string[] = [];
  const inventory = createInventory({
    workDir: join(tmpdir(), 'orchion-not-there-yet', 'attempts'),
    agentVersion: '1.2.3',
    custom: { matlab: 2 },
    warn: (message) => warnings.push(message),
  });
  const found = await inventory.read();
  expect(found).toMatchObject({ agentVersion: '1.2.3', custom: { matlab: 2 }, executors: ['process'] });
  expect(found.os).toBe(process.platform);
  expect(found.hostname).not.toBe('');
  expect(found.cpuModel).not.toBe('');
  expect(found.cpuCoresLogical).toBeGreaterThanOrEqual(1);
  expect(found.cpuCoresLogical).toBeLessThanOrEqual(cpus().length);
  expect(found.cpuCoresPhysical).toBeLessThanOrEqual(found.cpuCoresLogical);
  expect(found.memoryBytes).toBeGreaterThan(64 * 1024 ** 2);
  expect(found.memoryBytes).toBeLessThanOrEqual(totalmem());
  expect(found.workDiskBytes).toBeGreaterThan(0);
  expect(new Set(found.gpus.map(({ id }) => id)).size).toBe(found.gpus.length);
  for (const warning of warnings) expect(warning).toMatch(/^[\w-]+: /);

  const metrics = await inventory.metrics();
  expect(metrics.cpuBusyFraction).toBeGreaterThanOrEqual(0);
  expect(metrics.cpuBusyFraction).toBeLessThanOrEqual(1);
  expect(metrics.memoryUsedBytes).toBeGreaterThan(0);
  expect(metrics.memoryAvailableBytes).toBeGreaterThan(0);
  expect(metrics.memoryUsedBytes + metrics.memoryAvailableBytes).toBeLessThanOrEqual(found.memoryBytes + 1);
  expect(metrics.workDiskFreeBytes).toBeGreaterThan(0);
  expect(metrics.workDiskFreeBytes).toBeLessThanOrEqual(found.workDiskBytes);
});

test('the inventory is kept for ten minutes and then read again', async () => {
  let now = 0;
  let looked = 0;
  const inventory = createInventory({
    workDir: tmpdir(),
    agentVersion: '1.2.3',
    now: () => now,
    run: () => {
      looked += 1;
      return Promise.resolve({ kind: 'missing' });
    },
  });
  const first = await inventory.read();
  const once = looked;
  expect(once).toBeGreaterThan(0);
  now = 9 * 60_000;
  expect(await inventory.read()).toEqual(first);
  expect(looked).toBe(once);
  now = 10 * 60_000;
  await inventory.read();
  expect(looked).toBe(2 * once);
});

test('live figures cost less than five milliseconds of CPU each', async () => {
  const inventory = createInventory({
    workDir: tmpdir(),
    agentVersion: '1.2.3',
    run: () => Promise.resolve({ kind: 'missing' }),
  });
  await inventory.metrics();
  const before = process.cpuUsage();
  for (let i = 0; i < 50; i++) await inventory.metrics();
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 50 / 1000).toBeLessThan(5);
});

test('what runs containers is asked anew each time, and a node that has it takes them', async () => {
  let version: string | null = null;
  const findEngine = () => Promise.resolve({ version, problem: null });
  const inventory = createInventory({ workDir: tmpdir(), agentVersion: '1', run: missing, findEngine });
  expect(await inventory.read()).toMatchObject({ executors: ['process'], containerEngine: { version: null } });
  version = '28.2.2';
  expect(await inventory.read()).toMatchObject({ executors: ['process', 'docker'], containerEngine: { version } });
});

const missing = () => Promise.resolve({ kind: 'missing' } as const);
