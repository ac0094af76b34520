import { gpuDeviceId } from '@orchion/domain';
import { expect, test } from 'vitest';
import { plainSay } from '../../../cluster/say.ts';
import { aJob, aNode, anAttempt, byId, GiB, nodeIdOf } from '../../../cluster/test/builders.ts';
import { siblingsMax } from '../../../cluster/tree-rows.ts';
import { createNodeOrder } from './node-order.ts';
import { nodeRows, type NodeRowsOptions } from './node-rows.ts';

const plain: NodeRowsOptions = { groupBy: 'auto', filter: '', pages: new Map(), order: createNodeOrder() };

test('few nodes are a list, each with its state in a shape and a word', () => {
  const nodes = byId(
    aNode('b', { liveness: 'unreachable' }),
    aNode('a', { attemptsLive: 2 }),
    aNode('c', { eligibility: 'draining' }),
  );
  const rows = nodeRows(nodes, new Map(), plain, plainSay);
  expect(rows.roots.map((id) => [rows.row(id)?.label, rows.row(id)?.icon, rows.row(id)?.description])).toEqual([
    ['a', 'vm-active', 'ready · CPU 25% · memory 25% · 2 jobs'],
    ['b', 'debug-disconnect', 'unreachable'],
    ['c', 'arrow-circle-down', 'draining · CPU 25% · memory 25%'],
  ]);
  expect(rows.row(`node ${nodeIdOf('c')}`)?.context).toBe('node draining ready');
});

test('below a node stand its figures, its GPUs and what runs on it', () => {
  const gpu = {
    id: gpuDeviceId('GPU-1'),
    index: 0,
    vendor: 'nvidia',
    model: 'RTX 4090',
    vramBytes: 24 * GiB,
    unifiedMemory: false,
  } as const;
  const base = aNode('a');
  const node = aNode('a', {
    inventory: { ...base.inventory, gpus: [gpu] },
    metrics: {
      ...(base.metrics ?? never()),
      gpus: [{ device: gpu.id, busyFraction: 0.5, vramUsedBytes: 6 * GiB, temperatureCelsius: 61.4, powerWatts: null }],
    },
  });
  const jobs = byId(
    aJob('here', { state: 'running', attempts: [anAttempt('a')] }),
    aJob('over', { state: 'succeeded', endedAt: 5, attempts: [anAttempt('a')] }),
    aJob('there', { state: 'running', attempts: [anAttempt('b')] }),
  );
  const rows = nodeRows(byId(node), jobs, plain, plainSay);
  const parts = rows.children(`node ${nodeIdOf('a')}`).map((id) => rows.row(id));
  expect(parts.map((row) => `${row?.label}: ${row?.description}`)).toEqual([
    'CPU: 25% of 8 cores',
    'Memory: 4 GiB of 16 GiB',
    'RTX 4090: 6 GiB of 24 GiB · 50% busy · 61 °C',
    'here: running',
  ]);
  expect(rows.parent(rows.children(`node ${nodeIdOf('a')}`)[0] ?? '')).toBe(`node ${nodeIdOf('a')}`);
});

test('a large fleet is grouped and paged, so that no row has thousands of siblings', () => {
  const nodes = byId(...Array.from({ length: 10_000 }, (_, i) => aNode(`n${i}`, i === 7 ? { liveness: 'lost' } : {})));
  const started = performance.now();
  const rows = nodeRows(nodes, new Map(), plain, plainSay);
  expect(rows.roots).toEqual(['group lost', 'group ready']);
  expect(rows.row('group ready')?.description).toBe('9999');
  expect(rows.children('group ready')).toHaveLength(siblingsMax + 1);
  expect(rows.row('more group ready')?.command).toBe('orchion.nodes.more');
  expect(rows.parent('more group ready')).toBe('group ready');
  expect(rows.list('group ready')).toHaveLength(9999);
  expect(rows.parent(`node ${nodeIdOf('n7')}`)).toBe('group lost');
  // Ten times what it takes on a busy machine: a bound against a loop within a loop.
  expect(performance.now() - started).toBeLessThan(1000);
  const far = new Map([['group ready', { from: 9800, to: 10_000 }]]);
  const last = nodeRows(nodes, new Map(), { ...plain, pages: far }, plainSay).children('group ready');
  expect(last).toHaveLength(200);
  expect(last[0]).toBe('earlier group ready');
});

test('a label groups by its values, and the filter reads names and labels', () => {
  const nodes = byId(aNode('a', { labels: { room: 'lab' } }), aNode('b', { labels: { room: 'attic' } }), aNode('c'));
  const grouped = nodeRows(nodes, new Map(), { ...plain, groupBy: { label: 'room' } }, plainSay);
  expect(grouped.roots.map((id) => grouped.row(id)?.label)).toEqual(['without room', 'room=attic', 'room=lab']);
  const filtered = (filter: string) => nodeRows(nodes, new Map(), { ...plain, filter }, plainSay).roots;
  expect(filtered('room=l')).toEqual([`node ${nodeIdOf('a')}`]);
  expect(filtered('ATT')).toEqual([`node ${nodeIdOf('b')}`]);
  expect(filtered('nothing')).toEqual([]);
});

function never(): never {
  throw new Error('the builder makes metrics');
}
