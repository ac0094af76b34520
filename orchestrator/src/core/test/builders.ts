/** Builders for tests of the core: a cluster that is driven by events, one batch at a time, on a clock that is set by hand. */
import {
  defaultResources,
  noFiles,
  trustId,
  type AgentHello,
  type AttemptEnd,
  type CacheEntry,
  type Directive,
  type GpuDevice,
  type JobId,
  type JobSpec,
  type NodeId,
  type NodeInventory,
  type Observation,
  type RequestId,
  type RunId,
  type SessionId,
  noContainerEngine,
} from '@orchion/domain';
import type { Answer } from '../answer.ts';
import { dropEndedJob, dropEndedRun } from '../apply.ts';
import type { Change } from '../change.ts';
import type { ClusterEvent, NewJob } from '../event.ts';
import { checkInvariants } from '../invariants.ts';
import { loadState } from '../load.ts';
import { stepsOf, type RunEntry } from '../pipeline/run-entry.ts';
import type { ClusterSettings } from '../settings.ts';
import { emptyState, type ClusterState, type JobEntry, type NodeEntry } from '../state.ts';
import { step } from '../step.ts';
import { toolsFor } from './pipeline-tools.ts';

const digits = (n: number): string => String(n).padStart(12, '0');

const jobId = (n: number): JobId => trustId('job', `job-${digits(n)}`);
export const nodeId = (n: number): NodeId => trustId('node', `node-${digits(n)}`);
export const sessionId = (n: number): SessionId => trustId('session', `session-${digits(n)}`);
const requestId = (text: string): RequestId => trustId('request', text);

export function spec(overrides: Partial<JobSpec> = {}): JobSpec {
  return {
    name: 'a job',
    container: null,
    command: ['true'],
    cwd: null,
    env: {},
    resources: defaultResources,
    labels: {},
    node: null,
    priority: 0,
    timeoutMs: null,
    queueTimeoutMs: null,
    graceMs: 10_000,
    retry: { retriesMax: 0, exitCodes: null, backoffMs: 1_000, backoffMaxMs: 300_000 },
    idempotent: false,
    onLost: 'hold',
    onDisconnect: 'continue',
    exclusive: false,
    logBytesMax: 1e9,
    files: noFiles,
    ...overrides,
  };
}

export function inventory(overrides: Partial<NodeInventory> = {}): NodeInventory {
  return {
    hostname: 'machine',
    os: 'linux',
    osRelease: '6.1',
    arch: 'x64',
    cpuModel: 'CPU',
    cpuCoresPhysical: 4,
    cpuCoresLogical: 4,
    memoryBytes: 16e9,
    disks: [],
    workDiskBytes: 500e9,
    gpus: [],
    custom: {},
    agentVersion: '0.1.0',
    executors: ['process'],
    containerEngine: noContainerEngine,
    ...overrides,
  };
}

export function gpu(index: number, overrides: Partial<GpuDevice> = {}): GpuDevice {
  const id = `gpu-${index}` as unknown as GpuDevice['id'];
  return {
    id,
    index,
    vendor: 'nvidia',
    model: 'NVIDIA GeForce RTX 4090',
    vramBytes: 24e9,
    unifiedMemory: false,
    ...overrides,
  };
}

export const exitCode = (code: number): AttemptEnd => ({
  reason: 'exit_code',
  exitCode: code,
  signal: null,
  message: `exited with code ${code}`,
});

export interface Batch {
  readonly answers: readonly Answer[];
  readonly changes: readonly Change[];
  /** The directives of this batch, by the name of the node. */
  readonly directives: ReadonlyMap<string, Directive>;
  readonly closed: readonly string[];
  readonly dropped: number;
}

export class TestCluster {
  state: ClusterState = emptyState(trustId('cluster', 'cluster-000000000001'), 0, {
    nextSequence: 1,
    nextLease: 1,
    nextRun: 1,
  });
  readonly settings: ClusterSettings = { heartbeatIntervalMs: 2_000, leaseMs: 15_000, lostAfterMs: 300_000 };
  now = 1_000_000;
  private made = 0;
  readonly ended = new Map<JobId, JobEntry>();
  readonly endedRuns = new Map<RunId, RunEntry>();
  readonly cache = new Map<string, CacheEntry>();
  readonly tools = toolsFor(this.cache, this.endedRuns);

  run(...events: readonly ClusterEvent[]): Batch {
    const { draft, answers } = step(this.state, { settings: this.settings, tools: this.tools }, events, this.now);
    if (draft.changes.length > 0) this.state.revision++;
    for (const id of draft.touchedJobs) {
      const entry = this.state.jobs.get(id);
      if (entry === undefined || entry.job.status.outcome === null) continue;
      this.ended.set(id, entry);
      dropEndedJob(this.state, entry);
    }
    for (const id of draft.touchedRuns) {
      const entry = this.state.runs.get(id);
      if (entry === undefined || entry.run.status.endedAt === null) continue;
      this.endedRuns.set(id, entry);
      dropEndedRun(this.state, entry);
    }
    for (const change of draft.changes) {
      if (change.kind === 'cache-put') this.cache.set(change.entry.key, change.entry);
      if (change.kind === 'cache-delete') this.cache.delete(change.key);
    }
    checkInvariants(this.state);
    const directives = new Map<string, Directive>();
    const closed: string[] = [];
    for (const effect of draft.effects) {
      if (effect.kind === 'directive') {
        directives.set(this.state.nodes.get(effect.nodeId)?.node.name ?? '?', effect.directive);
      }
      if (effect.kind === 'close-session') closed.push(effect.reason);
    }
    return { answers, changes: draft.changes, directives, closed, dropped: draft.counts.dropped };
  }

  /** The orchestrator ends and starts again: what is not stored is gone. */
  restart(): void {
    const { clusterId, revision, counters, nodes, jobs, runs } = this.state;
    const stored = {
      clusterId,
      revision,
      counters,
      nodes: [...nodes.values()].map(({ node }) => node),
      jobs: [...jobs.values()],
      runs: [...runs.values()].map((entry) => ({ run: entry.run, steps: stepsOf(entry) })),
    };
    this.state = loadState(stored, this.settings, this.now);
  }

  /** Lets time pass, and the deadlines in it be handled. */
  advance(ms: number): Batch {
    this.now += ms;
    return this.run({ kind: 'time-passed', resumed: false });
  }

  join(
    n: number,
    inventoryOf: Partial<NodeInventory> = {},
    hello: Partial<AgentHello> & { session?: number } = {},
  ): Batch {
    const { session, ...rest } = hello;
    return this.run({
      kind: 'agent-hello',
      sessionId: sessionId(session ?? n),
      nodeId: nodeId(n),
      clusterId: null,
      nodeName: `n${n}`,
      instanceId: trustId('instance', `instance-${digits(session ?? n)}`),
      bootId: 'boot',
      agentPid: 100 + n,
      labels: {},
      inventory: inventory(inventoryOf),
      held: [],
      sentAtMs: this.now,
      ...rest,
    });
  }

  leave(n: number, session = n): Batch {
    return this.run({ kind: 'agent-gone', sessionId: sessionId(session), nodeId: nodeId(n) });
  }

  newJob(overrides: Partial<JobSpec> = {}, request?: string): NewJob {
    const id = jobId(++this.made);
    const named = requestId(request ?? `request-${this.made}`);
    return { id, requestId: named, spec: spec(overrides), retryOf: null, known: null };
  }

  submit(overrides: Partial<JobSpec> = {}): JobId {
    const job = this.newJob(overrides);
    this.run({ kind: 'submit', jobs: [job], principal: 'test' });
    return job.id;
  }

  /** A report of one attempt's observation, or of many, as the node's agent sends it. */
  report(n: number, held: readonly Observation[], options: { full?: boolean; session?: number } = {}): Batch {
    return this.run({
      kind: 'agent-report',
      sessionId: sessionId(options.session ?? n),
      nodeId: nodeId(n),
      sentAtMs: this.now,
      full: options.full ?? false,
      held,
      metrics: null,
      inventory: null,
    });
  }

  /** What the agent would say of the job's latest attempt. */
  observation(id: JobId, state: Observation['state'], end: AttemptEnd | null = null): Observation {
    const attempt = this.job(id).attempts.at(-1);
    if (attempt === undefined) throw new Error(`${id} has no attempt`);
    return {
      jobId: id,
      number: attempt.number,
      lease: attempt.lease,
      state,
      startedAt: state === 'starting' ? null : this.now,
      endedAt: end === null ? null : this.now,
      end,
      logLengths: end === null ? null : { stdout: 0, stderr: 0 },
      products: null,
    };
  }

  job(id: JobId): JobEntry {
    const entry = this.state.jobs.get(id) ?? this.ended.get(id);
    if (entry === undefined) throw new Error(`no ${id}`);
    return entry;
  }

  node(n: number): NodeEntry {
    const entry = this.state.nodes.get(nodeId(n));
    if (entry === undefined) throw new Error(`no node ${n}`);
    return entry;
  }

  /** The name of the node of the job's live attempt, or null. */
  placeOf(id: JobId): string | null {
    const attempt = this.job(id).attempts.at(-1);
    if (attempt === undefined || attempt.end !== null) return null;
    return this.state.nodes.get(attempt.nodeId)?.node.name ?? null;
  }
}
