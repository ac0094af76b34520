/** Nodes and jobs as the orchestrator would send them, with what a test says about them. */
import {
  defaultResources,
  noContainerEngine,
  noFiles,
  trustId,
  type JobId,
  type JobSpec,
  type NodeId,
} from '@orchion/domain';
import type { AttemptSeen, JobSeen, NodeSeen } from '@orchion/client';

export const GiB = 1024 ** 3;

export function aNode(name: string, more: Partial<NodeSeen> = {}): NodeSeen {
  return {
    id: nodeIdOf(name),
    name,
    labels: {},
    liveness: 'ready',
    eligibility: 'schedulable',
    drainDeadline: null,
    quarantine: null,
    inventory: {
      hostname: name,
      os: 'linux',
      osRelease: '6.1',
      arch: 'x64',
      cpuModel: 'Test CPU',
      cpuCoresPhysical: 4,
      cpuCoresLogical: 8,
      memoryBytes: 16 * GiB,
      disks: [],
      workDiskBytes: 100 * GiB,
      gpus: [],
      custom: {},
      agentVersion: '0.1.0',
      executors: ['process'],
      containerEngine: noContainerEngine,
    },
    metrics: {
      cpuBusyFraction: 0.25,
      load1: 1,
      memoryUsedBytes: 4 * GiB,
      memoryAvailableBytes: 12 * GiB,
      workDiskFreeBytes: 50 * GiB,
      cpuTemperatureCelsius: null,
      gpus: [],
    },
    allocated: { cpuMillis: 0, memoryBytes: 0, diskBytes: 0, gpus: [], custom: {} },
    attemptsLive: 0,
    agentPid: 1,
    registeredAt: 1000,
    livenessSince: 1000,
    connected: true,
    ...more,
  };
}

export function aSpec(more: Partial<JobSpec> = {}): JobSpec {
  return {
    name: 'train',
    container: null,
    command: ['python', 'train.py'],
    cwd: null,
    env: {},
    resources: defaultResources,
    labels: {},
    node: null,
    priority: 0,
    timeoutMs: null,
    queueTimeoutMs: null,
    graceMs: 10_000,
    retry: { retriesMax: 0, exitCodes: null, backoffMs: 1000, backoffMaxMs: 300_000 },
    idempotent: false,
    onLost: 'hold',
    onDisconnect: 'continue',
    exclusive: false,
    logBytesMax: 4 * GiB,
    files: noFiles,
    ...more,
  };
}

export function aJob(id: string, more: Partial<JobSeen> = {}): JobSeen {
  return {
    id: jobIdOf(id),
    spec: aSpec({ name: id }),
    state: 'queued',
    message: '',
    submittedAt: 1000,
    startedAt: null,
    endedAt: null,
    principal: 'admin',
    cancelRequested: false,
    attempts: [],
    retryOf: null,
    owner: null,
    sequence: 1,
    notBefore: null,
    ...more,
  };
}

export function anAttempt(node: string, more: Partial<AttemptSeen> = {}): AttemptSeen {
  return {
    number: 1,
    nodeId: nodeIdOf(node),
    nodeName: node,
    state: 'running',
    placedAt: 1000,
    startedAt: 1000,
    endedAt: null,
    end: null,
    allocation: { cpuMillis: 1000, memoryBytes: 0, diskBytes: 0, gpus: [], custom: {} },
    logLengths: null,
    products: null,
    ...more,
  };
}

/** The id that goes with a test's short name: ids have a fixed length. */
export function nodeIdOf(name: string): NodeId {
  return trustId('node', `node-${padded(name)}`);
}

export function jobIdOf(name: string): JobId {
  return trustId('job', `job-${padded(name)}`);
}

function padded(name: string): string {
  return name.padStart(12, '0');
}

/** By id, as the store has them. */
export function byId<T extends { readonly id: string }>(...things: readonly T[]): ReadonlyMap<string, T> {
  return new Map(things.map((thing) => [thing.id, thing]));
}
