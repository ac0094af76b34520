import { Code, ConnectError, createRouterTransport } from '@connectrpc/connect';
import { ClusterService, feedToWire, type FeedInput } from '@orchion/proto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createClient } from './client.ts';
import { instantTiming } from './test/log-orchestrator.ts';
import { aJob, aNode, idOf } from './test/values.ts';
import type { ClusterUpdate } from './watch-cluster.ts';

type Update = ClusterUpdate<{ readonly id: string; readonly name?: string }, { readonly id: string }>;

/** A commit: jobs that appear or change, and jobs that go. */
interface Commit {
  readonly put: readonly number[];
  readonly drop: readonly number[];
}

const empty: FeedInput = {
  revision: 0,
  reset: false,
  snapshotComplete: true,
  nodes: [],
  nodesRemoved: [],
  jobs: [],
  jobsRemoved: [],
  runs: [],
  runsRemoved: [],
  steps: [],
  stepsRemoved: [],
};

/** Job numbers after the first `revision` commits. */
function jobsAt(commits: readonly Commit[], revision: number): ReadonlySet<number> {
  const jobs = new Set<number>();
  for (const { put, drop } of commits.slice(0, revision)) {
    for (const number of put) jobs.add(number);
    for (const number of drop) jobs.delete(number);
  }
  return jobs;
}

function* feedFrom(commits: readonly Commit[], from: number, held: number): Iterable<FeedInput> {
  let revision: number;
  // Changes that are no longer held: a snapshot of the present, in pieces of one job each.
  if (from === 0 || commits.length - from > held) {
    revision = Math.max(from, commits.length - held);
    yield { ...empty, revision, reset: true, snapshotComplete: false, nodes: [aNode(1)] };
    for (const number of jobsAt(commits, revision)) {
      yield { ...empty, revision, snapshotComplete: false, jobs: [aJob(number, 'running')] };
    }
    yield { ...empty, revision };
  } else {
    // Some are sent once more, as after an answer that was lost.
    revision = Math.max(1, from - 2);
  }
  for (; revision < commits.length; revision++) {
    const { put, drop } = commits[revision] ?? { put: [], drop: [] };
    yield {
      ...empty,
      revision: revision + 1,
      jobs: put.filter((number) => !drop.includes(number)).map((number) => aJob(number, 'running')),
      jobsRemoved: drop.map((number) => idOf('job', number)),
    };
  }
}

function watchOf(commits: readonly Commit[], cuts: readonly number[], held: number, stop: AbortController) {
  let calls = 0;
  const transport = createRouterTransport((router) => {
    router.rpc(ClusterService.method.watch, async function* (request, context) {
      const cut = cuts[calls];
      calls += 1;
      let sent = 0;
      for (const message of feedFrom(commits, Number(request.fromRevision), held)) {
        if (sent === cut) throw new ConnectError('cut', Code.Unavailable);
        sent += 1;
        yield feedToWire(message, { nodeName: () => null });
      }
      if (cut !== undefined) throw new ConnectError('cut', Code.Unavailable);
      await new Promise((resolve) => context.signal.addEventListener('abort', resolve));
    });
  });
  return createClient(transport, instantTiming).cluster.watch(stop.signal);
}

const commits: fc.Arbitrary<Commit> = fc.record({
  put: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
  drop: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 2 }),
});

test('the fold equals the orchestrator’s state at every revision that it shows, whatever is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(commits, { minLength: 1, maxLength: 10 }),
      fc.array(fc.nat(10), { maxLength: 8 }),
      fc.nat(10),
      async (story, cuts, held) => {
        const stop = new AbortController();
        let last = 0;
        for await (const update of watchOf(story, cuts, held, stop)) {
          if (update.kind === 'cut') continue;
          expect(update.state.revision).toBeGreaterThanOrEqual(last);
          last = update.state.revision;
          const expected = [...jobsAt(story, last)].map((number) => idOf('job', number));
          expect([...update.state.jobs.keys()].sort()).toEqual(expected.sort());
          expect([...update.state.nodes.keys()]).toEqual([idOf('node', 1)]);
          if (last === story.length) stop.abort();
        }
        expect(last).toBe(story.length);
      },
    ),
    { numRuns: 300 },
  );
});

test('each cut is told, with the time to the next try', async () => {
  const stop = new AbortController();
  const seen: Update[] = [];
  for await (const update of watchOf([{ put: [1], drop: [] }], [0, 0], 10, stop)) {
    seen.push(update);
    if (update.kind !== 'cut' && update.state.revision === 1) stop.abort();
  }
  expect(seen.map((update) => (update.kind === 'cut' ? update.retryInMs : update.kind))).toEqual([
    100,
    200,
    'snapshot',
    'change',
  ]);
});

test('a refused watch is thrown, not tried again', async () => {
  const transport = createRouterTransport((router) => {
    // eslint-disable-next-line require-yield -- the service answers nothing
    router.rpc(ClusterService.method.watch, async function* () {
      throw new ConnectError('who are you?', Code.Unauthenticated);
    });
  });
  const watch = createClient(transport, instantTiming).cluster.watch(new AbortController().signal);
  await expect(watch[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'unauthenticated' });
});
