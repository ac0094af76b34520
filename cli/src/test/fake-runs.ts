/** The runs of a fake cluster: what is asked is recorded, what is there is answered. */
import { initialStep, newId, type CacheEntry, type RunId, type StepRun } from '@orchion/domain';
import { ClientError, type RunDetailSeen, type RunsClient } from '@orchion/client';
import { testNow } from './test-world.ts';

export interface FakeRuns {
  readonly client: RunsClient;
  readonly runs: RunDetailSeen[];
  readonly cache: CacheEntry[];
}

export function createFakeRuns(record: (name: string, argument: unknown) => void): FakeRuns {
  const runs: RunDetailSeen[] = [];
  const cache: CacheEntry[] = [];
  const find = (runId: RunId): RunDetailSeen => {
    const found = runs.find(({ run }) => run.id === runId);
    if (found === undefined) throw new ClientError('not_found', `no run ${runId}`);
    return found;
  };
  const first = (): RunDetailSeen => {
    const [run] = runs;
    if (run === undefined) throw new ClientError('internal', 'the test gave no run');
    return run;
  };
  const client: RunsClient = {
    async start(request) {
      record('runs.start', request);
      return first();
    },
    async plan(request) {
      record('runs.plan', request);
      return { steps: [], explanations: [] };
    },
    lint: async () => [],
    get: async (runId) => find(runId),
    async list(query = {}) {
      record('runs.list', query);
      const prefix = query.idPrefix ?? '';
      return { runs: runs.map(({ run }) => run).filter(({ id }) => id.startsWith(prefix)), nextPageToken: null };
    },
    async cancel(runId, options) {
      record('runs.cancel', { runId, ...options });
      return find(runId);
    },
    async rerun(request) {
      record('runs.rerun', request);
      return find(request.runId);
    },
    cacheEntries: async () => ({ entries: cache, nextPageToken: null }),
    async removeCacheEntries(keys) {
      record('runs.removeCacheEntries', keys);
      return keys.length;
    },
  };
  return { client, runs, cache };
}

export function aRun(number: number, steps: Readonly<Record<string, Partial<StepRun>>> = {}): RunDetailSeen {
  const id = newId('run', { nextUint32: () => number });
  return {
    run: {
      id,
      number,
      pipelineName: 'train',
      file: 'train.orchion.yaml',
      group: null,
      cancelInProgress: false,
      principal: 'admin',
      submittedAt: testNow - 60_000,
      rerunOf: null,
      parent: null,
      status: {
        state: 'running',
        startedAt: testNow - 60_000,
        endedAt: null,
        cancelRequestedAt: null,
        message: '',
        outputs: {},
      },
      details: null,
    },
    steps: Object.entries(steps).map(([key, step]) => ({ ...initialStep(id, key), ...step })),
  };
}
