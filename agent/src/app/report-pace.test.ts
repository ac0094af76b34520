import { attemptName } from '@orchion/domain';
import { beforeEach, expect, test } from 'vitest';
import { createManualClock, type ManualClock } from '../test/manual-clock.ts';
import { refOf } from '../test/attempts.ts';
import { createReportPace, type ReportPace } from './report-pace.ts';

const [first, second] = [refOf(1), refOf(2)];
let clock: ManualClock;
let told: string[];
let pace: ReportPace;

beforeEach(() => {
  clock = createManualClock();
  told = [];
  pace = createReportPace({ clock, tell: (ref) => told.push(attemptName(ref)) });
});

test('a command that goes on is told to run after a moment', async () => {
  pace.changed(first, { hasBegun: true });
  expect(told).toEqual([]);
  await clock.advance(100);
  expect(told).toEqual([attemptName(first)]);
});

test('of a command that ends at once only the end is told', async () => {
  pace.changed(first, { hasBegun: true });
  await clock.advance(2);
  pace.changed(first, { hasBegun: false });
  expect(told).toEqual([attemptName(first)]);
  await clock.advance(100);
  expect(told).toHaveLength(1);
});

test('what is told at once takes along what waits', () => {
  pace.changed(first, { hasBegun: true });
  pace.changed(second, { hasBegun: false });
  expect(told).toEqual([attemptName(second), attemptName(first)]);
  expect(clock.armed).toBe(0);
});

test('nothing is told after the end', async () => {
  pace.changed(first, { hasBegun: true });
  pace.close();
  await clock.advance(100);
  expect(told).toEqual([]);
});
