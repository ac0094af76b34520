import { expect, test } from 'vitest';
import { workspaceKey } from './pipeline-spec.ts';

test('the same patterns in another order are the same workspace', () => {
  const key = workspaceKey({ include: ['b', 'a'], exclude: ['d', 'c'] });
  expect(workspaceKey({ include: ['a', 'b'], exclude: ['c', 'd'] })).toBe(key);
  expect(workspaceKey({ include: ['a', 'c'], exclude: ['b', 'd'] })).not.toBe(key);
});

test('but not where one takes files out again that another has named', () => {
  const key = workspaceKey({ include: ['data', '!data/raw', 'data/raw/a.csv'], exclude: [] });
  expect(workspaceKey({ include: ['data', 'data/raw/a.csv', '!data/raw'], exclude: [] })).not.toBe(key);
});
