/**
 * Measures one scheduling pass in this process: every waiting job against every node, placements recorded and directives
 * made, nothing stored. Beside it, what one explanation costs. A user cares because the loop does nothing else meanwhile: a
 * pass that takes long is a cluster that does not answer. There is no rival to run beside it; the goals are 10 ms for
 * 1,000 x 1,000 and 100 ms for 10,000 x 10,000.
 */
import { trustId, type Job, type JobSpec } from '@orchion/domain';
import {
  defaultSettings,
  explainDemand,
  loadState,
  pipelineTools,
  step,
  type ClusterState,
} from '@orchion/orchestrator';
import { benchNode } from '../bench-node.ts';
import { jobSpec } from '../cluster.ts';
import type { Figures, Suite, Workload } from '../workload.ts';

const now = 1_800_000_000_000;
const classesOfMany = 100;
/** No pipeline runs here: nothing is named, nothing was kept. */
const ids = { nextUint32: () => 0 };
const noCache = { entry: () => null, newestWithPrefix: () => null };

export const scheduler: Suite = {
  name: 'scheduler',
  about: 'One pass over all waiting jobs and all nodes, and one explanation, in process.',
  async open(setting) {
    const sizes = setting.quick ? [50] : [1_000, 10_000];
    const workloads = sizes.flatMap((size): Workload[] => [
      workload(`${size} like jobs on ${size} nodes`, () => pass(size, 1)),
      workload(`${size} jobs of ${classesOfMany} kinds on ${size} nodes`, () => pass(size, classesOfMany)),
    ]);
    return { workloads, close: async () => undefined };
  },
};

function workload(name: string, run: () => Figures): Workload {
  return {
    name,
    unit: 'ms',
    better: 'lower',
    contestants: [{ name: 'Orchion', role: 'orchion', run: async () => run() }],
  };
}

function pass(size: number, kinds: number): Figures {
  const state = clusterOf(size, kinds);
  const startedAt = performance.now();
  const { draft } = step(
    state,
    { settings: defaultSettings, tools: { ...pipelineTools, ids, cache: noCache, endedRun: () => null } },
    [],
    now,
  );
  const passMs = performance.now() - startedAt;
  if (draft.counts.placed !== size) throw new Error(`${draft.counts.placed} of ${size} jobs were placed`);

  const explainedAt = performance.now();
  const demand = { ...specOf(0, kinds), executor: 'process', refusedBy: null } as const;
  explainDemand(state, demand, null, now);
  return { 'one pass': passMs, 'one explanation': performance.now() - explainedAt };
}

/** As many nodes as jobs, every one connected, with room for all. */
function clusterOf(size: number, kinds: number): ClusterState {
  const nodes = Array.from({ length: size }, (_, i) => benchNode(i, 8));
  const jobs = Array.from({ length: size }, (_, i) => ({ job: makeJob(i, specOf(i, kinds)), attempts: [] }));
  const clusterId = trustId('cluster', 'cluster-000000000001');
  const counters = { nextSequence: size + 1, nextLease: 1, nextRun: 1 };
  const state = loadState({ clusterId, revision: 1, counters, nodes, jobs, runs: [] }, defaultSettings, now);
  for (const [nodeId, entry] of state.nodes) {
    entry.session = {
      id: trustId('session', nodeId.replace('node-', 'session-')),
      instanceId: entry.node.instanceId,
      heardAt: now,
    };
  }
  return state;
}

function specOf(i: number, kinds: number): JobSpec {
  const spec = jobSpec(['/bin/true'], 4);
  return { ...spec, resources: { ...spec.resources, cpuMillis: 500 + (i % kinds) } };
}

const digits = (i: number): string => String(i).padStart(12, '0');

function makeJob(i: number, spec: JobSpec): Job {
  return {
    id: trustId('job', `job-${digits(i)}`),
    requestId: trustId('request', `request-${i}`),
    spec,
    submittedAt: now,
    sequence: i + 1,
    principal: 'bench',
    retryOf: null,
    owner: null,
    status: {
      outcome: null,
      cancelRequestedAt: null,
      attempts: 0,
      retriesUsed: 0,
      reschedulesUsed: 0,
      notBefore: 0,
      queuedAt: now,
    },
  };
}
