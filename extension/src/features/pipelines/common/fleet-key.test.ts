import type { NodeSeen } from '@orchion/client';
import { expect, test } from 'vitest';
import { aNode, byId, GiB } from '../../../cluster/test/builders.ts';
import { fleetKey } from './fleet-key.ts';

const keyOf = (...nodes: readonly NodeSeen[]): string => fleetKey({ nodes: byId(...nodes), steps: new Map() });

function reporting(changes: Partial<NonNullable<NodeSeen['metrics']>>): NodeSeen {
  const node = aNode('tower');
  return { ...node, metrics: node.metrics && { ...node.metrics, ...changes } };
}

test('a report that decides nothing leaves a plan as it is', () => {
  const before = keyOf(reporting({}));
  expect(keyOf(reporting({ load1: 7, memoryUsedBytes: 5 * GiB, workDiskFreeBytes: 50 * GiB - 4096 }))).toBe(before);
});

test.for<[string, NodeSeen]>([
  ['is cordoned', aNode('tower', { eligibility: 'cordoned' })],
  ['falls silent', aNode('tower', { liveness: 'unreachable' })],
  ['has less room', aNode('tower', { allocated: { ...aNode('x').allocated, cpuMillis: 1000 } })],
  ['has a full disk', reporting({ workDiskFreeBytes: GiB })],
])('a node that %s asks for another one', ([, changed]) => {
  expect(keyOf(changed)).not.toBe(keyOf(aNode('tower')));
});

test('so does one that joins', () => {
  expect(keyOf(aNode('tower'), aNode('laptop'))).not.toBe(keyOf(aNode('tower')));
});
