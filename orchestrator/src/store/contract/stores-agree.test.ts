/** Whatever is committed, in whatever order: the memory store, which the simulation trusts, answers as SQLite does. */
import type { AttemptState, EndedJobState, JobState } from '@orchion/domain';
import fc from 'fast-check';
import { test } from 'vitest';
import type { Change } from '../../core/change.ts';
import type { JobQuery, Store } from '../../ports/store.ts';
import {
  attemptOf,
  endedStatusOf,
  jobIdOf,
  jobOf,
  nodeIdOf,
  nodeOf,
  requestIdOf,
  specOf,
  statusOf,
} from './builders.ts';
import { expectSameAnswers } from './side-by-side.ts';
import { snapshotOf } from './store-contract.ts';

const attemptStates: AttemptState[] = ['placed', 'starting', 'running', 'stopping', 'unknown', 'failed', 'lost'];
const endedStates: EndedJobState[] = ['succeeded', 'failed', 'cancelled'];
const jobStates: JobState[] = ['queued', 'running', 'unknown', ...endedStates];
const names = ['train', 'Train big', 'ÄRGER', 'a_b%c', ''];

/** One step of a history; `job` picks one of those that are there, so that every commit is valid. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('insert' as const), name: fc.constantFrom(...names), ended: fc.boolean() }),
  fc.record({
    kind: fc.constant('attempt' as const),
    job: fc.nat(20),
    number: fc.integer({ min: 1, max: 3 }),
    state: fc.constantFrom(...attemptStates),
    node: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({
    kind: fc.constant('status' as const),
    job: fc.nat(20),
    outcome: fc.option(fc.constantFrom(...endedStates)),
    at: fc.integer({ min: 0, max: 50 }),
  }),
  fc.record({ kind: fc.constant('delete' as const), job: fc.nat(20) }),
  fc.record({ kind: fc.constant('node' as const), node: fc.integer({ min: 1, max: 3 }), gone: fc.boolean() }),
  fc.record({ kind: fc.constant('counters' as const), value: fc.nat(1000) }),
  fc.record({ kind: fc.constant('commit' as const), crash: fc.boolean() }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const query: fc.Arbitrary<JobQuery> = fc.record({
  states: fc.option(fc.uniqueArray(fc.constantFrom(...jobStates))),
  nameContains: fc.option(fc.constantFrom('train', 'är', '_', '%', '')),
  nodeId: fc.option(fc.integer({ min: 1, max: 3 }).map(nodeIdOf)),
  idPrefix: fc.option(fc.constantFrom('', 'job-', 'job-0', jobIdOf(3), 'job-00000000000')),
  beforeSequence: fc.option(fc.nat(12)),
  limit: fc.integer({ min: 0, max: 5 }),
});

interface World {
  readonly inserted: number[];
  next: number;
}

function changeOf(world: World, action: Exclude<Step, { kind: 'commit' }>): Change | null {
  const picked = 'job' in action ? world.inserted[action.job % Math.max(1, world.inserted.length)] : undefined;
  switch (action.kind) {
    case 'insert': {
      const n = world.next++;
      world.inserted.push(n);
      const status = action.ended ? endedStatusOf('failed', n) : statusOf();
      return { kind: 'job-insert', job: jobOf(n, { spec: specOf({ name: action.name }), status }) };
    }
    case 'attempt': {
      if (picked === undefined) return null;
      const { number, state } = action;
      return {
        kind: 'attempt-put',
        attempt: attemptOf(jobIdOf(picked), number, { state, nodeId: nodeIdOf(action.node) }),
      };
    }
    case 'status': {
      if (picked === undefined) return null;
      const status =
        action.outcome === null ? statusOf({ attempts: action.at }) : endedStatusOf(action.outcome, action.at);
      return { kind: 'job-status', jobId: jobIdOf(picked), status };
    }
    case 'delete':
      if (picked === undefined) return null;
      world.inserted.splice(world.inserted.indexOf(picked), 1);
      return { kind: 'job-delete', jobId: jobIdOf(picked) };
    case 'node':
      return action.gone
        ? { kind: 'node-delete', nodeId: nodeIdOf(action.node) }
        : { kind: 'node-put', node: nodeOf(action.node, { agentPid: world.next }) };
    case 'counters':
      return {
        kind: 'counters',
        counters: { nextSequence: action.value, nextLease: action.value + 1, nextRun: action.value + 2 },
      };
  }
}

test('any sequence of valid commits leaves memory and SQLite with the same answers', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 60 }),
      fc.array(query, { minLength: 4, maxLength: 10 }),
      (steps, queries) => {
        const world: World = { inserted: [], next: 1 };
        expectSameAnswers<Exclude<Step, { kind: 'commit' }>>(
          steps,
          (action) => changeOf(world, action) ?? [],
          (store) => answersOf(store, queries, world.next),
        );
      },
    ),
    { numRuns: 60 },
  );
});

function answersOf(store: Store, queries: readonly JobQuery[], next: number): unknown {
  const { loaded, ...rest } = snapshotOf(store) as { loaded: { clusterId: unknown } };
  return {
    ...rest,
    // Each store founds its own cluster.
    loaded: { ...loaded, clusterId: null },
    pages: queries.map((one) => store.jobs(one)),
    requests: Array.from({ length: next }, (_, n) => store.jobOfRequest(requestIdOf(n))),
  };
}
