import { expect, test } from 'vitest';
import { createChangeFeed } from './change-feed.ts';
import type { FeedEntry } from './orchestrator.ts';

const entry = (revision: number): FeedEntry => ({
  revision,
  nodes: [],
  nodesRemoved: [],
  jobs: [],
  jobsRemoved: [],
  runs: [],
  runsRemoved: [],
  steps: [],
  stepsRemoved: [],
});

test('a watcher that takes nothing is told that it lags, and never gets a part with something missing', async () => {
  const feed = createChangeFeed({ keptChanges: 10, pendingMax: 1_000, startRevision: 0 });
  const slow = feed.subscribe();
  for (let revision = 1; revision <= 3_000; revision++) feed.publish(entry(revision), 'committed');
  expect(await slow.next()).toBe('lagged');
  feed.publish(entry(3_001), 'committed');
  expect(await slow.next()).toEqual([entry(3_001)]);
});

test('a watcher that keeps up gets every entry once, in order', async () => {
  const feed = createChangeFeed({ keptChanges: 10, pendingMax: 1_000, startRevision: 0 });
  const quick = feed.subscribe();
  for (let revision = 1; revision <= 5; revision++) feed.publish(entry(revision), 'committed');
  expect(await quick.next()).toEqual([1, 2, 3, 4, 5].map(entry));
  feed.close();
  expect(await quick.next()).toBeNull();
});
