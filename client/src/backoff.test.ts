import { expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';

const limits = { firstMs: 100, maxMs: 1000 };

test('the ceiling doubles up to its maximum, and the jitter takes any part of it', () => {
  const most = [1, 2, 3, 4, 5, 50, 5000].map((failures) => backoffMs(failures, 0.999999, limits));
  expect(most).toEqual([99, 199, 399, 799, 999, 999, 999]);
  expect(backoffMs(3, 0, limits)).toBe(0);
  expect(backoffMs(3, 0.5, limits)).toBe(200);
});
