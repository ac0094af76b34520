/** As `stores-agree`, for runs, their steps and kept results: whatever is committed, memory answers as SQLite does. */
import type { RunState, StepState } from '@orchion/domain';
import fc from 'fast-check';
import { test } from 'vitest';
import type { Change } from '../../core/change.ts';
import type { RunQuery, Store } from '../../ports/store.ts';
import { jobOf } from './builders.ts';
import { cacheEntryOf, runIdOf, runOf, runStatusOf, stepOf } from './run-builders.ts';
import { expectSameAnswers } from './side-by-side.ts';

const runStates: RunState[] = ['pending', 'running', 'succeeded', 'failed', 'cancelled'];
const stepStates: StepState[] = [
  'waiting',
  'ready',
  'submitted',
  'skipped',
  'cached',
  'succeeded',
  'failed',
  'cancelled',
];
const keys = ['a', 'a[0]', 'a[1]', 'a[10]', 'b'];
const cacheKeys = ['result:1', 'result:2', 'paths:k-1', 'paths:k-2', 'paths:k%', 'paths:K-1', 'paths:kä'];

/** One step of a history; `run` picks one of those that are there, so that every commit is valid. */
const action = fc.oneof(
  fc.record({ kind: fc.constant('insert' as const), parent: fc.option(fc.nat(20)), withJob: fc.boolean() }),
  fc.record({
    kind: fc.constant('step' as const),
    run: fc.nat(20),
    key: fc.constantFrom(...keys),
    state: fc.constantFrom(...stepStates),
    child: fc.option(fc.nat(20)),
  }),
  fc.record({
    kind: fc.constant('status' as const),
    run: fc.nat(20),
    state: fc.constantFrom(...runStates),
    at: fc.integer({ min: 0, max: 50 }),
  }),
  fc.record({ kind: fc.constant('delete' as const), run: fc.nat(20) }),
  fc.record({
    kind: fc.constant('keep' as const),
    key: fc.constantFrom(...cacheKeys),
    at: fc.integer({ min: 0, max: 50 }),
    bytes: fc.integer({ min: 0, max: 10 }),
  }),
  fc.record({ kind: fc.constant('forget' as const), key: fc.constantFrom(...cacheKeys) }),
  fc.record({ kind: fc.constant('commit' as const), crash: fc.boolean() }),
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

const query: fc.Arbitrary<RunQuery> = fc.record({
  states: fc.option(fc.uniqueArray(fc.constantFrom(...runStates))),
  pipelineContains: fc.option(fc.constantFrom('train', 'TRAIN', '_', '%', '')),
  idPrefix: fc.option(fc.constantFrom('', 'run-', 'run-0', runIdOf(3))),
  withChildren: fc.boolean(),
  beforeNumber: fc.option(fc.nat(12)),
  limit: fc.integer({ min: 0, max: 5 }),
});

interface World {
  readonly runs: number[];
  next: number;
  /** Of what is kept: no two were made or used at one moment. */
  moments: number;
}

function changesOf(world: World, step: Exclude<Action, { kind: 'commit' }>): readonly Change[] {
  const picked = 'run' in step ? world.runs[step.run % Math.max(1, world.runs.length)] : undefined;
  switch (step.kind) {
    case 'insert': {
      const n = world.next++;
      const above = step.parent === null ? undefined : world.runs[step.parent % Math.max(1, world.runs.length)];
      world.runs.push(n);
      const parent = above === undefined ? null : { runId: runIdOf(above), stepKey: 'b' };
      const run = runOf(n, { parent, status: runStatusOf('pending') });
      const job = jobOf(n, { owner: { runId: run.id, stepKey: 'a' } });
      return [
        { kind: 'run-insert', run, steps: [stepOf(n, 'a[0]')] },
        ...(step.withJob ? [{ kind: 'job-insert' as const, job }] : []),
      ];
    }
    case 'step': {
      if (picked === undefined) return [];
      const { key, state } = step;
      const child = step.child === null ? undefined : world.runs[step.child % world.runs.length];
      return [
        {
          kind: 'step-put',
          step: stepOf(picked, key, { state, childRunId: child === undefined ? null : runIdOf(child) }),
        },
      ];
    }
    case 'status': {
      if (picked === undefined) return [];
      const hasEnded = step.state !== 'pending' && step.state !== 'running';
      return [
        { kind: 'run-status', runId: runIdOf(picked), status: runStatusOf(step.state, hasEnded ? step.at : null) },
      ];
    }
    case 'delete':
      if (picked === undefined) return [];
      world.runs.splice(world.runs.indexOf(picked), 1);
      return [{ kind: 'run-delete', runId: runIdOf(picked) }];
    case 'keep': {
      const moment = step.at * 1000 + world.moments++;
      return [
        { kind: 'cache-put', entry: cacheEntryOf(step.key, { madeAt: moment, usedAt: moment, bytes: step.bytes }) },
      ];
    }
    case 'forget':
      return [{ kind: 'cache-delete', key: step.key }];
  }
}

test(
  'any sequence of valid commits about runs leaves memory and SQLite with the same answers',
  { timeout: 120_000 },
  () => {
    fc.assert(
      fc.property(
        fc.array(action, { maxLength: 60 }),
        fc.array(query, { minLength: 4, maxLength: 10 }),
        (steps, queries) => {
          const world: World = { runs: [], next: 1, moments: 0 };
          expectSameAnswers<Exclude<Action, { kind: 'commit' }>>(
            steps,
            (step) => changesOf(world, step),
            (store) => answersOf(store, queries, world.next),
          );
        },
      ),
      { numRuns: 60 },
    );
  },
);

function answersOf(store: Store, queries: readonly RunQuery[], next: number): unknown {
  const ids = Array.from({ length: next }, (_, n) => runIdOf(n));
  return {
    loaded: store.load().runs,
    runs: ids.map((id) => store.run(id)),
    requests: ids.map((_, n) => store.runOfRequest(runOf(n).requestId)),
    families: ids.map((id) => {
      const { runIds, jobIds } = store.familyOfRun(id);
      return { runIds: [...runIds].sort(), jobIds: [...jobIds].sort() };
    }),
    pages: queries.map((one) => store.runs(one)),
    expired: [0, 1, 3].map((keepMax) => [...store.expiredRuns({ endedBefore: 25, keepMax, limit: 100 })].sort()),
    entries: cacheKeys.map((key) => store.cacheEntry(key)),
    newest: ['', 'paths:', 'paths:k', 'paths:k%', 'paths:K', 'none'].map((prefix) => store.newestCacheEntry(prefix)),
    cache: [null, 'paths:k-1'].map((afterKey) => store.cacheEntries({ afterKey, limit: 3 })),
    unused: [1, 3, 100].map((entriesMax) => store.expiredCache({ usedBefore: 5_000, entriesMax, bytesMax: 20 })),
    trees: [...store.keptTrees()].sort(),
  };
}
