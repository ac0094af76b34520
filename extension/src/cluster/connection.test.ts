import {
  ClientError,
  type ClusterUpdate,
  type JobSeen,
  type NodeSeen,
  type OrchionClient,
  type Timing,
} from '@orchion/client';
import { expect, onTestFinished, test, vi } from 'vitest';
import { plainSay } from './say.ts';
import { createClusterStore } from './cluster-store.ts';
import { createConnection, type Found } from './connection.ts';
import type { ConnectionState, Failure } from './connection-state.ts';
import { aNode, byId } from './test/builders.ts';

type Update = ClusterUpdate<NodeSeen, JobSeen>;

const noStart: Failure = { code: 'no_runtime', message: 'No Node.', hint: '', logFile: null };
const snapshot: Update = {
  kind: 'snapshot',
  state: { revision: 1, nodes: byId(aNode('a')), jobs: new Map(), runs: new Map(), steps: new Map() },
};
const cut: Update = { kind: 'cut', error: new ClientError('unavailable', 'gone'), retryInMs: 1 };

/** A machine whose orchestrator is what the test says; waits pass as soon as nothing else happens. */
function machine(story: {
  trusted?: boolean;
  there?: boolean;
  startFails?: boolean;
  updates?: (life: number) => Update[];
}) {
  let trusted = story.trusted ?? true;
  let there = story.there ?? false;
  let crashed = false;
  let lives = there ? 1 : 0;
  let starts = 0;
  let shown = true;
  const timing: Timing = {
    delay: (_ms, signal) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, 1);
        signal.addEventListener('abort', () => {
          clearTimeout(timer);
          resolve();
        });
      }),
    random: () => 0,
  };
  const clientOf = (life: number): OrchionClient =>
    ({
      cluster: {
        async *watch(signal: AbortSignal) {
          yield* story.updates?.(life) ?? [snapshot];
          if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
        },
      },
      // The connection watches and does nothing else with it.
    }) as unknown as OrchionClient;
  const look = async (): Promise<Found> =>
    there ? { kind: 'here', client: clientOf(lives), version: '1' } : { kind: 'nobody', crashed };
  const store = createClusterStore(timing);
  const connection = createConnection(
    {
      isTrusted: () => trusted,
      isShown: () => shown,
      look,
      start: async () => {
        starts += 1;
        if (story.startFails === true) return noStart;
        there = true;
        crashed = false;
        lives += 1;
        return null;
      },
      crashesFailure: async (times) => ({ ...noStart, code: 'crashes', message: `${times} times` }),
      failureOf: async (error) => ({ ...noStart, code: 'thrown', message: String(error) }),
      timing,
      say: plainSay,
      now: () => 0,
    },
    store,
  );
  const states: ConnectionState[] = [];
  connection.onChange((state) => states.push(state));
  onTestFinished(() => connection.dispose());
  return {
    connection,
    store,
    states: () => states,
    kinds: () => states.map((state) => state.kind),
    starts: () => starts,
    trust: () => {
      trusted = true;
      connection.lookAgain();
    },
    appear: () => {
      there = true;
    },
    hide: () => {
      shown = false;
    },
    /** `die` is set before the watch says that it was cut. */
    die: () => {
      there = false;
      crashed = true;
    },
    stop: () => {
      there = false;
      crashed = false;
    },
  };
}

test('nothing is looked at before somebody needs it', async () => {
  const { connection, kinds } = machine({ there: true });
  expect(connection.state.kind).toBe('idle');
  expect(kinds()).toEqual([]);
});

test('an orchestrator that runs is found and watched', async () => {
  const { connection, store } = machine({ there: true });
  connection.need();
  await vi.waitFor(() => expect(store.nodes.size).toBe(1));
  expect(connection.state).toEqual({ kind: 'connected', version: '1', cut: null });
});

test('one that appears while a view is shown is found without being asked for', async () => {
  const { connection, appear, kinds, starts } = machine({});
  connection.need();
  await vi.waitFor(() => expect(connection.state.kind).toBe('not_started'));
  appear();
  await vi.waitFor(() => expect(connection.state.kind).toBe('connected'));
  expect(kinds()).toEqual(['connecting', 'not_started', 'connected']);
  expect(starts()).toBe(0);
});

test('a start answers with the client', async () => {
  const { connection, kinds } = machine({});
  expect(await connection.start()).toHaveProperty('cluster');
  expect(kinds()).toEqual(['connecting', 'starting', 'connecting', 'connected']);
});

test('a start that fails says why, and stays said', async () => {
  const { connection, hide } = machine({ startFails: true });
  connection.need();
  hide();
  expect(await connection.start()).toEqual(noStart);
  expect(connection.state).toEqual({ kind: 'failed', failure: noStart });
  // Once more, with the same outcome.
  expect(await connection.start()).toEqual(noStart);
});

test('one that crashed is started again, and the watch begins anew', async () => {
  const story = machine({
    there: true,
    updates: (life) => {
      if (life > 1) return [snapshot];
      story.die();
      return [snapshot, cut];
    },
  });
  story.connection.need();
  await vi.waitFor(() => expect(story.starts()).toBe(1));
  await vi.waitFor(() => expect(story.connection.state).toEqual({ kind: 'connected', version: '1', cut: null }));
  expect(story.store.nodes.size).toBe(1);
});

test('one that keeps crashing is started again later each time, and left alone after five restarts', async () => {
  const story = machine({
    there: true,
    updates: () => {
      story.die();
      return [snapshot, cut];
    },
  });
  story.connection.need();
  await vi.waitFor(() =>
    expect(story.connection.state).toMatchObject({ kind: 'failed', failure: { code: 'crashes', message: '6 times' } }),
  );
  expect(story.starts()).toBe(5);
  const waits = story
    .states()
    .flatMap((state) => (state.kind === 'starting' && state.why === 'crashed' ? state.waitMs : []));
  expect(waits).toEqual([0, 1000, 2000, 4000, 8000]);
  // Its user may still start it.
  void story.connection.start();
  await vi.waitFor(() => expect(story.starts()).toBe(6));
});

test('one that was stopped is not started again', async () => {
  const story = machine({
    there: true,
    updates: () => {
      story.stop();
      return [snapshot, cut];
    },
  });
  story.connection.need();
  await vi.waitFor(() => expect(story.connection.state.kind).toBe('not_started'));
  expect(story.starts()).toBe(0);
  expect(story.store.hasSnapshot).toBe(false);
});

test('one that is left for another is forgotten at once', async () => {
  const { connection, store, kinds, stop } = machine({ there: true });
  connection.need();
  await vi.waitFor(() => expect(store.nodes.size).toBe(1));
  stop();
  connection.leave();
  expect(connection.state.kind).toBe('connecting');
  expect([store.nodes.size, connection.client]).toEqual([0, null]);
  await vi.waitFor(() => expect(connection.state.kind).toBe('not_started'));
  expect(kinds()).toEqual(['connecting', 'connected', 'connecting', 'not_started']);
});

test('in a workspace that is not trusted nothing is looked at until it is', async () => {
  const { connection, trust, kinds } = machine({ trusted: false, there: true });
  expect(await connection.start()).toMatchObject({ code: 'untrusted' });
  expect(kinds()).toEqual(['untrusted']);
  trust();
  await vi.waitFor(() => expect(connection.state.kind).toBe('connected'));
});

test('what cannot be tried again is told', async () => {
  const { connection } = machine({
    there: true,
    updates: () => {
      throw new ClientError('unauthenticated', 'no token');
    },
  });
  connection.need();
  await vi.waitFor(() => expect(connection.state).toMatchObject({ kind: 'failed', failure: { code: 'thrown' } }));
});
