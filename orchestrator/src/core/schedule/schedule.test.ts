import type { GpuRequest, JobSpec } from '@orchion/domain';
import { containerOf, defaultResources } from '@orchion/domain';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gpu, spec, TestCluster } from '../test/builders.ts';
import { explainDemand } from './explain.ts';
import { demandFor, demandOf } from './queue.ts';

const cores = (count: number): Partial<JobSpec> => ({ resources: { ...defaultResources, cpuMillis: count * 1000 } });
const memory = (bytes: number): Partial<JobSpec> => ({
  resources: { ...defaultResources, cpuMillis: 0, memoryBytes: bytes },
});
const gpus = (request: Partial<GpuRequest>): Partial<JobSpec> => ({
  resources: {
    ...defaultResources,
    gpus: { amount: { kind: 'whole', count: 1 }, vendor: null, model: null, vramBytes: 0, ...request },
  },
});

const summary = (cluster: TestCluster, overrides: Partial<JobSpec>): string =>
  explainDemand(cluster.state, demandFor(spec(overrides)), null, cluster.now).summary;

describe('containers', () => {
  const inAContainer = { container: containerOf('alpine') };
  const withEngine = {
    executors: ['process', 'docker'],
    containerEngine: { version: '28.2.2', problem: null },
  } as const;

  test('go to a node that runs containers', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    const job = cluster.submit(inAContainer);
    expect(cluster.placeOf(job)).toBeNull();
    cluster.join(2, withEngine);
    expect(cluster.placeOf(job)).toBe('n2');
  });

  test('wait with the reason that the node has none', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    expect(summary(cluster, inAContainer)).toContain('has no container engine');
    const problem = 'this user may not use /var/run/docker.sock';
    cluster.join(2, { containerEngine: { version: null, problem } });
    expect(summary(cluster, { ...inAContainer, node: 'n2' })).toContain(`has no container engine: ${problem}`);
  });
});

describe('order and backfill', () => {
  test('strict priority, then order of submission', () => {
    const cluster = new TestCluster();
    const low = cluster.submit({ ...cores(4), priority: -1 });
    const first = cluster.submit(cores(4));
    const high = cluster.submit({ ...cores(4), priority: 5 });
    cluster.join(1);
    expect(cluster.placeOf(high)).toBe('n1');
    cluster.join(2);
    expect(cluster.placeOf(first)).toBe('n2');
    cluster.join(3);
    expect(cluster.placeOf(low)).toBe('n3');
  });

  test('a small job does not pass a waiting big one that it would delay', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    cluster.submit(cores(2));
    const big = cluster.submit(cores(4));
    const small = cluster.submit(cores(1));
    expect(cluster.placeOf(big)).toBeNull();
    expect(cluster.placeOf(small)).toBeNull();
    expect(summary(cluster, cores(1))).toContain(`kept free for ${big}`);
  });

  test('a small job passes where it uses nothing of what the big one waits for', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    cluster.submit(cores(2));
    const big = cluster.submit(cores(4));
    const small = cluster.submit(memory(1e9));
    expect(cluster.placeOf(big)).toBeNull();
    expect(cluster.placeOf(small)).toBe('n1');
  });

  test('a small job passes on a node that is not kept free', () => {
    const cluster = new TestCluster();
    cluster.join(1, { cpuCoresLogical: 8 });
    cluster.join(2, { cpuCoresLogical: 2 });
    cluster.submit({ ...cores(6), node: 'n1' });
    const big = cluster.submit(cores(8));
    const small = cluster.submit(cores(2));
    expect(cluster.placeOf(big)).toBeNull();
    expect(cluster.placeOf(small)).toBe('n2');
  });

  test('a job that waits for something else than capacity holds nobody up', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    cluster.submit({ labels: { gpu: 'yes' } });
    const other = cluster.submit(cores(4));
    expect(cluster.placeOf(other)).toBe('n1');
  });

  test('whoever waits behind a job that is cancelled goes on', () => {
    const cluster = new TestCluster();
    cluster.join(1);
    cluster.submit(cores(2));
    const big = cluster.submit(cores(4));
    const small = cluster.submit(cores(1));
    cluster.run({ kind: 'cancel', jobId: big, principal: 'me' });
    expect(cluster.placeOf(small)).toBe('n1');
  });

  test('equal nodes are taken in turn', () => {
    const cluster = new TestCluster();
    for (const n of [1, 2, 3]) cluster.join(n);
    const places = Array.from({ length: 6 }, () => cluster.placeOf(cluster.submit()));
    expect(places).toEqual(['n1', 'n2', 'n3', 'n1', 'n2', 'n3']);
  });
});

describe('GPUs', () => {
  test('whole devices are given out once', () => {
    const cluster = new TestCluster();
    cluster.join(1, { gpus: [gpu(0), gpu(1)] });
    const first = cluster.submit(gpus({}));
    const second = cluster.submit(gpus({}));
    const third = cluster.submit(gpus({}));
    const devices = [first, second].map((id) => cluster.job(id).attempts[0]?.allocation.gpus[0]?.device);
    expect(new Set(devices).size).toBe(2);
    expect(cluster.placeOf(third)).toBeNull();
  });

  test('a share comes from one device, and shares fill it before the next one is opened', () => {
    const cluster = new TestCluster();
    cluster.join(1, { gpus: [gpu(0), gpu(1)] });
    const half = { amount: { kind: 'share', millis: 500 } } as const;
    const [a, b, c] = [cluster.submit(gpus(half)), cluster.submit(gpus(half)), cluster.submit(gpus(half))];
    const deviceOf = (id: typeof a) => cluster.job(id).attempts[0]?.allocation.gpus.map(({ device }) => device);
    expect(deviceOf(a)).toEqual(deviceOf(b));
    expect(deviceOf(c)).not.toEqual(deviceOf(a));
  });

  test('VRAM that programs outside Orchion use is not given out', () => {
    const cluster = new TestCluster();
    cluster.join(1, { gpus: [gpu(0)] });
    const figures = { device: gpu(0).id, busyFraction: 0, temperatureCelsius: null, powerWatts: null };
    cluster.node(1).metrics = {
      cpuBusyFraction: 0,
      load1: 0,
      memoryUsedBytes: 0,
      memoryAvailableBytes: 16e9,
      workDiskFreeBytes: 500e9,
      cpuTemperatureCelsius: null,
      gpus: [{ ...figures, vramUsedBytes: 10e9 }],
    };
    expect(cluster.placeOf(cluster.submit(gpus({ vramBytes: 20e9 })))).toBeNull();
    expect(summary(cluster, gpus({ vramBytes: 20e9 }))).toContain('at best');
    expect(summary(cluster, gpus({ model: 'A100' }))).toContain('can never run here');
  });

  test('work without GPUs stays off GPU nodes while another node fits', () => {
    const cluster = new TestCluster();
    cluster.join(1, { gpus: [gpu(0)], cpuCoresLogical: 64 });
    cluster.join(2);
    expect(cluster.placeOf(cluster.submit())).toBe('n2');
  });
});

describe('explanations', () => {
  test('name the first failing filter with what is there and what is needed', () => {
    const cluster = new TestCluster();
    expect(summary(cluster, {})).toContain('no node has joined');
    cluster.join(1, {}, { labels: { zone: 'attic' } });
    expect(summary(cluster, {})).toBe('fits on n1');
    expect(summary(cluster, cores(8))).toBe('can never run here: n1 needs 8 cores, has 4 cores in all');
    expect(summary(cluster, { labels: { zone: 'cellar' } })).toContain('needs label zone=cellar, has zone=attic');
    cluster.submit(cores(3));
    expect(summary(cluster, cores(2))).toBe('waits: n1 needs 2 cores, 1 core free');
    cluster.leave(1);
    expect(summary(cluster, cores(1))).toContain('is disconnected');
  });

  test('property: what was not placed has no node that would take it, and nothing is over capacity', () => {
    const job = fc.record({
      cpu: fc.constantFrom(500, 1000, 2000, 4000, 9000),
      memory: fc.constantFrom(0, 1e9, 8e9, 20e9),
      gpus: fc.constantFrom(0, 1, 2),
      priority: fc.constantFrom(0, 0, 1),
      zone: fc.constantFrom(null, 'a', 'b'),
    });
    const node = fc.record({
      cores: fc.constantFrom(1, 4, 8),
      memory: fc.constantFrom(4e9, 16e9),
      gpus: fc.nat(2),
      zone: fc.constantFrom('a', 'b'),
    });
    fc.assert(
      fc.property(fc.array(node, { maxLength: 5 }), fc.array(job, { maxLength: 20 }), (nodes, jobs) => {
        const cluster = new TestCluster();
        for (const [i, each] of nodes.entries()) {
          const devices = Array.from({ length: each.gpus }, (_, index) => gpu(index));
          const has = { cpuCoresLogical: each.cores, memoryBytes: each.memory, gpus: devices };
          cluster.join(i + 1, has, { labels: { zone: each.zone } });
        }
        for (const each of jobs) {
          const amount = { kind: 'whole', count: each.gpus } as const;
          cluster.submit({
            priority: each.priority,
            labels: each.zone === null ? {} : { zone: each.zone },
            resources: {
              ...defaultResources,
              cpuMillis: each.cpu,
              memoryBytes: each.memory,
              gpus: each.gpus === 0 ? null : { amount, vendor: null, model: null, vramBytes: 0 },
            },
          });
        }
        for (const entry of cluster.state.nodes.values()) {
          expect(entry.usage.cpuMillis).toBeLessThanOrEqual(entry.node.inventory.cpuCoresLogical * 1000);
          expect(entry.usage.memoryBytes).toBeLessThanOrEqual(entry.node.inventory.memoryBytes);
        }
        for (const own of cluster.state.queue.classes.values()) {
          const head = own.entries[own.first];
          if (head === undefined) continue;
          const { verdict } = explainDemand(cluster.state, demandOf(head), own, cluster.now);
          expect(verdict).not.toBe('would_place');
        }
      }),
      { numRuns: 300 },
    );
  });
});
