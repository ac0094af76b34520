import { attemptName } from '@orchion/domain';
import { beforeEach, expect, test } from 'vitest';
import { createManualClock, type ManualClock } from '../test/manual-clock.ts';
import { refOf } from '../test/attempts.ts';
import { createReportPace, type ReportPace } from './report-pace.ts';

const [first, second, third] = [refOf(1), refOf(2), refOf(3)];
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
  expect(told).toEqual([attemptName(first), attemptName(second)]);
  expect(clock.armed).toBe(0);
});

test('what follows at once on a report waits for what else comes, but not long', async () => {
  pace.changed(first, { hasBegun: false });
  expect(told).toHaveLength(1);
  await clock.advance(1);
  pace.changed(second, { hasBegun: true });
  pace.changed(third, { hasBegun: false });
  pace.changed(second, { hasBegun: false });
  expect(told).toHaveLength(1);
  await clock.advance(2);
  expect(told.slice(1)).toEqual([attemptName(second), attemptName(third)]);
  await clock.advance(100);
  expect(told).toHaveLength(3);
  pace.changed(first, { hasBegun: false });
  expect(told).toHaveLength(4);
});

test('nothing is told after the end', async () => {
  pace.changed(first, { hasBegun: true });
  pace.close();
  await clock.advance(100);
  expect(told).toEqual([]);
});
