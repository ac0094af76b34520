import { expect, test } from 'vitest';
import { medianOf, outcomeOf, quantileOf } from './outcome.ts';
import type { Workload } from './workload.ts';

const run = async (): Promise<never> => {
  throw new Error('not run here');
};
const workload = (better: Workload['better']): Workload => ({
  name: 'work',
  unit: 'jobs/s',
  better,
  contestants: [
    { name: 'Orchion', role: 'orchion', run },
    { name: 'loop', role: 'limit', run },
    { name: 'rival', role: 'absent', why: 'not installed' },
  ],
});
const rounds = [
  new Map([
    ['Orchion', { rate: 50 }],
    ['loop', { rate: 100 }],
  ]),
  new Map([
    ['Orchion', { rate: 40 }],
    ['loop', { rate: 50 }],
  ]),
  new Map([
    ['Orchion', { rate: 60 }],
    ['loop', { rate: 100 }],
  ]),
];

test('the ratio is taken within each round, so that a slow round slows both sides', () => {
  const [own, limit] = outcomeOf(workload('higher'), rounds).rows;
  expect(own).toMatchObject({ contestant: 'Orchion', median: 50, min: 40, max: 60, ofLimit: 0.6 });
  expect(limit).toMatchObject({ contestant: 'loop', median: 100, ofLimit: 1 });
});

test('where lower is better, half the speed is still a ratio of one half', () => {
  expect(outcomeOf(workload('lower'), rounds.slice(0, 1)).rows[0]?.ofLimit).toBe(2);
});

test('an absent rival is named and has no row', () => {
  const outcome = outcomeOf(workload('higher'), rounds);
  expect(outcome.absent).toEqual([{ name: 'rival', why: 'not installed' }]);
  expect(outcome.rows.map((row) => row.contestant)).toEqual(['Orchion', 'loop']);
});

test('medians and quantiles of few values', () => {
  expect(medianOf([3, 1, 2])).toBe(2);
  expect(medianOf([4, 1, 2, 3])).toBe(2.5);
  expect(quantileOf([5, 1, 2, 3, 4], 0.5)).toBe(3);
  expect(quantileOf([5, 1, 2, 3, 4], 0.99)).toBe(5);
});
