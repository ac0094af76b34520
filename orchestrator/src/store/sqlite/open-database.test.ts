import { expect, test } from 'vitest';
import { isOlder } from './open-database.ts';

test('versions are compared number by number', () => {
  expect(isOlder('3.51.2', '3.51.3')).toBe(true);
  expect(isOlder('3.9.99', '3.51.3')).toBe(true);
  expect(isOlder('3.51.3', '3.51.3')).toBe(false);
  expect(isOlder('3.53', '3.51.3')).toBe(false);
  expect(isOlder('4.0.0', '3.51.3')).toBe(false);
});
