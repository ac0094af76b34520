/**
 * A cluster in memory behind the client's interface: a few nodes, the jobs that are submitted to it, and logs as a test
 * writes them. It decides nothing; tests set what they want to be seen.
 */
import {
  defaultSpec,
  isEndedJob,
  newId,
  type AttemptEnd,
  type JobId,
  type JobSpec,
  type JobState,
  type NodeInventory,
  noContainerEngine,
} from '@orchion/domain';
import {
  ClientError,
  type AttemptSeen,
  type ExplanationSeen,
  type FollowEvent,
  type JobSeen,
  type NodeSeen,
  type OrchionClient,
} from '@orchion/client';
import { createFakeRuns, type FakeRuns } from './fake-runs.ts';
import { testNow } from './test-world.ts';

export interface FakeCluster {
  readonly client: OrchionClient;
  readonly jobs: JobSeen[];
  readonly nodes: NodeSeen[];
  readonly runs: FakeRuns['runs'];
  readonly cache: FakeRuns['cache'];
  /** What `logs.follow` brings. */
  log: readonly FollowEvent[];
  explanation: ExplanationSeen | null;
  /** Calls in order, with their arguments. */
  readonly calls: { readonly name: string; readonly argument: unknown }[];
  /** Runs at each `jobs.get`, before its answer: moves the story on. */
  onGet: (gets: number) => void;
}

const idNumber = (kind: 'job' | 'node', number: number) => {
  let calls = 0;
  return newId(kind, { nextUint32: () => (calls++ === 0 ? number : 0) });
};

export function aJob(number: number, more: Partial<JobSeen> & { readonly name?: string } = {}): JobSeen {
  const { name, ...rest } = more;
  return {
    // newId of 'job' is a job's id; the helper above serves two kinds.
    id: idNumber('job', number) as JobId,
    spec: { ...defaultSpec(['python', 'train.py']), name: name ?? 'train' },
    state: 'running',
    message: '',
    submittedAt: testNow - 60_000,
    startedAt: null,
    endedAt: null,
    principal: 'admin',
    cancelRequested: false,
    attempts: [],
    retryOf: null,
    owner: null,
    sequence: number,
    notBefore: null,
    ...rest,
  };
}

export function anAttempt(number: number, end: Partial<AttemptEnd> | null = null): AttemptSeen {
  return {
    number,
    nodeId: aNode(1).id,
    nodeName: 'tower',
    state: end === null ? 'running' : end.exitCode === 0 ? 'succeeded' : 'failed',
    placedAt: testNow - 50_000,
    startedAt: testNow - 50_000,
    endedAt: end === null ? null : testNow - 10_000,
    end: end === null ? null : { reason: 'exit_code', exitCode: null, signal: null, message: '', ...end },
    allocation: { cpuMillis: 1000, memoryBytes: 0, diskBytes: 0, gpus: [], custom: {} },
    logLengths: null,
    products: null,
  };
}

const inventory: NodeInventory = {
  hostname: 'tower',
  os: 'linux',
  osRelease: '6.12',
  arch: 'x64',
  cpuModel: 'Ryzen 9',
  cpuCoresPhysical: 8,
  cpuCoresLogical: 16,
  memoryBytes: 64 * 2 ** 30,
  disks: [],
  workDiskBytes: 2 ** 40,
  gpus: [],
  custom: {},
  agentVersion: '0.1.0',
  executors: ['process'],
  containerEngine: noContainerEngine,
};

export function aNode(number: number, more: Partial<NodeSeen> = {}): NodeSeen {
  return {
    id: idNumber('node', number) as NodeSeen['id'],
    name: 'tower',
    labels: { zone: 'lab' },
    liveness: 'ready',
    eligibility: 'schedulable',
    drainDeadline: null,
    quarantine: null,
    inventory,
    metrics: null,
    allocated: { cpuMillis: 1000, memoryBytes: 0, diskBytes: 0, gpus: [], custom: {} },
    attemptsLive: 1,
    agentPid: 4242,
    registeredAt: testNow - 3_600_000,
    livenessSince: testNow - 3_600_000,
    connected: true,
    ...more,
  };
}

export function fakeCluster(): FakeCluster {
  let gets = 0;
  const record = (name: string, argument: unknown): void => {
    cluster.calls.push({ name, argument });
  };
  const find = (id: JobId): JobSeen => {
    const job = cluster.jobs.find((one) => one.id === id);
    if (job === undefined) throw new ClientError('not_found', `There is no job ${id}`);
    return job;
  };
  const findNode = (text: string): NodeSeen => {
    const node = cluster.nodes.find((one) => one.id === text || one.name === text);
    if (node === undefined) throw new ClientError('not_found', `There is no node "${text}"`);
    return node;
  };
  const counts = (): Record<JobState, number> => {
    const zero: Record<JobState, number> = { queued: 0, running: 0, unknown: 0, succeeded: 0, failed: 0, cancelled: 0 };
    for (const job of cluster.jobs) zero[job.state] += 1;
    return zero;
  };
  const runs = createFakeRuns(record);
  const client: OrchionClient = {
    runs: runs.client,
    jobs: {
      async submit(request) {
        record('jobs.submit', request);
        const job = aJob(cluster.jobs.length + 1, { spec: request.spec, state: 'queued' });
        cluster.jobs.unshift(job);
        return { job, revision: 1, warnings: [] };
      },
      submitAll: async () => [],
      async get(id) {
        cluster.onGet((gets += 1));
        return find(id);
      },
      async list(query = {}) {
        record('jobs.list', query);
        const jobs = cluster.jobs
          .filter((job) => query.idPrefix === undefined || job.id.startsWith(query.idPrefix))
          .filter((job) => query.name === undefined || job.spec.name.includes(query.name));
        return { jobs, nextPageToken: null };
      },
      async cancel(id) {
        if (isEndedJob(find(id).state)) throw new ClientError('failed_precondition', `${id} has ended already`);
        return { ...find(id), cancelRequested: true };
      },
      retry: async (id) => aJob(99, { retryOf: id, spec: find(id).spec }),
      async explain(id) {
        find(id);
        if (cluster.explanation === null) throw new ClientError('internal', 'no explanation was set');
        return cluster.explanation;
      },
      preview: async () => {
        throw new ClientError('unimplemented', 'not in this fake');
      },
    },
    nodes: {
      list: async () => cluster.nodes,
      get: async (node) => findNode(node),
      cordon: async (node) => ({ ...findNode(node), eligibility: 'cordoned' }),
      uncordon: async (node) => ({ ...findNode(node), eligibility: 'schedulable' }),
      async drain(node, options) {
        record('nodes.drain', options);
        return { ...findNode(node), eligibility: 'draining' };
      },
      async remove(node, options) {
        record('nodes.remove', options);
        if (findNode(node).attemptsLive > 0 && !options.force) {
          throw new ClientError('failed_precondition', 'Work runs on this node');
        }
      },
    },
    logs: {
      tail: async function* () {
        // The command line follows; it never opens a single stream.
      },
      async *follow(request) {
        record('logs.follow', request);
        yield* cluster.log;
      },
    },
    cluster: {
      health: async () => ({ ready: true, version: '0.1.0', apiVersion: 'v1' }),
      status: async () => ({
        orchestrator: {
          pid: 4141,
          version: '0.1.0',
          addresses: ['unix:/run/orchion.sock'],
          startedAt: testNow - 7_200_000,
          clusterId: newId('cluster', { nextUint32: () => 1 }),
          revision: 12,
        },
        nodes: cluster.nodes,
        counts: counts(),
        waiting: cluster.jobs.filter((job) => job.state === 'queued'),
        problems: [],
      }),
      async *watch() {
        const nodes = new Map(cluster.nodes.map((node) => [node.id as string, node]));
        const jobs = new Map(cluster.jobs.map((job) => [job.id as string, job]));
        const seen = new Map(runs.runs.map(({ run }) => [run.id as string, run]));
        const steps = new Map(
          runs.runs.map((one) => [one.run.id as string, new Map(one.steps.map((step) => [step.key, step]))]),
        );
        yield { kind: 'snapshot', state: { revision: 12, nodes, jobs, runs: seen, steps } };
        const [first] = cluster.jobs;
        if (first === undefined) return;
        const changed = { ...first, state: 'succeeded' as const };
        const none = { nodes: [], nodesRemoved: [], runs: [], runsRemoved: [], steps: [], stepsRemoved: [] };
        const changes = { revision: 13, reset: false, snapshotComplete: true, ...none };
        jobs.set(first.id, changed);
        const state = { revision: 13, nodes, jobs, runs: seen, steps };
        yield { kind: 'change', state, changes: { ...changes, jobs: [changed], jobsRemoved: [] } };
      },
      shutdown: async () => undefined,
    },
  };
  const cluster: FakeCluster = {
    client,
    jobs: [],
    nodes: [aNode(1)],
    runs: runs.runs,
    cache: runs.cache,
    log: [],
    explanation: null,
    calls: [],
    onGet: () => undefined,
  };
  return cluster;
}

/** The spec of the last submit. */
export function submittedSpec(cluster: FakeCluster): JobSpec {
  const last = cluster.calls.findLast((call) => call.name === 'jobs.submit');
  if (last === undefined) throw new Error('nothing was submitted');
  // Recorded above, from a typed request.
  return (last.argument as { readonly spec: JobSpec }).spec;
}
