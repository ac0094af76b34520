import { describe, expect, it } from 'vitest';
import { boxAfter, graphKeyFrom } from './graph-keys.ts';
import { layoutGraph } from './graph-layout.ts';

const { boxes } = layoutGraph([
  { id: 'a', needs: [] },
  { id: 'b', needs: ['a'] },
  { id: 'c', needs: ['a'] },
  { id: 'd', needs: ['c'] },
]);

describe('the arrow keys in a graph', () => {
  it.each([
    ['a', 'ArrowDown', 'b'],
    ['b', 'ArrowRight', 'c'],
    ['c', 'ArrowDown', 'd'],
    ['d', 'ArrowUp', 'c'],
    ['c', 'ArrowLeft', 'b'],
    ['c', 'Home', 'a'],
    ['a', 'End', 'd'],
    ['gone', 'ArrowDown', 'a'],
  ] as const)('from %s, %s leads to %s', (from, key, to) => {
    expect(boxAfter(boxes, from, key)?.id).toBe(to);
  });

  it.each([
    ['a', 'ArrowUp'],
    ['b', 'ArrowLeft'],
    ['c', 'ArrowRight'],
    ['d', 'ArrowDown'],
  ] as const)('from %s, %s leads nowhere', (from, key) => {
    expect(boxAfter(boxes, from, key)).toBeNull();
  });

  it('leaves every other key alone', () => {
    expect(graphKeyFrom('Enter')).toBeNull();
  });
});
