import type { NodeSeen } from '@orchion/client';
import { expect, test } from 'vitest';
import { aNode, byId } from '../../../cluster/test/builders.ts';
import { createNodeOrder } from './node-order.ts';

test('nodes stay in the order of their names, whoever comes, goes, changes or is renamed', () => {
  const order = createNodeOrder();
  const shown = (...nodes: readonly NodeSeen[]) =>
    order(byId(...nodes)).map(({ name, liveness }) => `${name} ${liveness}`);
  expect(shown(aNode('b'), aNode('c'), aNode('a'))).toEqual(['a ready', 'b ready', 'c ready']);
  // As it is now, not as it was when the order was made.
  expect(shown(aNode('b', { liveness: 'lost' }), aNode('c'), aNode('a'))).toEqual(['a ready', 'b lost', 'c ready']);
  const renamed = { ...aNode('a'), name: 'z' };
  expect(shown(aNode('b'), aNode('c'), renamed)).toEqual(['b ready', 'c ready', 'z ready']);
  expect(shown(aNode('b'), aNode('c'), aNode('d'))).toEqual(['b ready', 'c ready', 'd ready']);
  expect(shown(aNode('d'))).toEqual(['d ready']);
});
