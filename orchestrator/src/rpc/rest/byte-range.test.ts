import { describe, expect, test } from 'vitest';
import { contentRangeOf, rangeOf } from './byte-range.ts';

describe('what a PUT carries', () => {
  test.each([
    [null, '10', { offset: 0, length: 10, total: 10 }],
    [null, '0', { offset: 0, length: 0, total: 0 }],
    ['bytes 0-9/10', '10', { offset: 0, length: 10, total: 10 }],
    ['bytes 5-9/100', '5', { offset: 5, length: 5, total: 100 }],
  ])('%j of %j bytes', (range, length, expected) => {
    expect(contentRangeOf(range, length)).toEqual(expected);
  });

  test.each([
    [null, null, 411],
    [null, '1e3', 411],
    ['bytes 0-9/10', '9', 400],
    ['bytes 5-4/10', '0', 400],
    ['bytes 5-10/10', '6', 400],
    ['bytes 0-9/*', '10', 400],
    ['items 0-9/10', '10', 400],
    ['bytes 0-9/9999999999999999', '10', 400],
  ])('%j of %j bytes is refused with %i', (range, length, status) => {
    expect(contentRangeOf(range, length)).toMatchObject({ status });
  });
});

test.each([
  [null, null],
  ['bytes=0-', { offset: 0, length: 10 }],
  ['bytes=3-5', { offset: 3, length: 3 }],
  ['bytes=3-99', { offset: 3, length: 7 }],
  ['bytes=-4', { offset: 6, length: 4 }],
  ['bytes=-99', { offset: 0, length: 10 }],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=5-3', null],
  ['bytes=-', null],
  ['bytes=0-1,3-4', null],
  ['lines=0-1', null],
] as const)('the range %j of 10 bytes', (range, expected) => {
  expect(rangeOf(range, 10)).toEqual(expected);
});
