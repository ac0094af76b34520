/** Domain values for tests: complete, plain, each with the fields that a test cares about changed. */
import {
  defaultResources,
  limits,
  newId,
  noFiles,
  type Attempt,
  type AttemptState,
  type Job,
  type JobSpec,
  type JobState,
  type Node,
  type NodeInventory,
  noContainerEngine,
} from '@orchion/domain';
import type { JobViewInput, NodeViewInput } from '@orchion/proto';

/** Ids that differ by their number. */
export const idOf = <K extends 'job' | 'node' | 'instance' | 'cluster'>(kind: K, number: number) => {
  let calls = 0;
  return newId(kind, { nextUint32: () => (calls++ === 0 ? number : 0) });
};

const aSpec: JobSpec = {
  name: 'train',
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
  graceMs: limits.graceMsDefault,
  retry: { retriesMax: 0, exitCodes: null, backoffMs: 1000, backoffMaxMs: 300_000 },
  idempotent: false,
  onLost: 'hold',
  onDisconnect: 'continue',
  exclusive: false,
  logBytesMax: limits.logBytesMaxDefault,
  files: noFiles,
};

export function anAttempt(number: number, state: AttemptState = 'running'): Attempt {
  return {
    jobId: idOf('job', 1),
    number,
    nodeId: idOf('node', 1),
    lease: number,
    state,
    desired: 'run',
    stopReason: null,
    allocation: { cpuMillis: 1000, memoryBytes: 0, diskBytes: 0, gpus: [], custom: {} },
    placedAt: 1000,
    startedAt: 2000,
    endedAt: null,
    end: null,
    logLengths: null,
    products: null,
  };
}

export function aJob(number: number, state: JobState, attempts: readonly Attempt[] = []): JobViewInput {
  const job: Job = {
    id: idOf('job', number),
    // Any printable text is a request id.
    requestId: `request-${number}` as Job['requestId'],
    spec: aSpec,
    submittedAt: 1000,
    sequence: number,
    principal: 'admin',
    retryOf: null,
    owner: null,
    status: {
      outcome: null,
      cancelRequestedAt: null,
      attempts: attempts.length,
      retriesUsed: 0,
      reschedulesUsed: 0,
      notBefore: 0,
      queuedAt: 1000,
    },
  };
  return { job, attempts, state, message: '' };
}

const anInventory: NodeInventory = {
  hostname: 'tower',
  os: 'linux',
  osRelease: '6',
  arch: 'x64',
  cpuModel: 'CPU',
  cpuCoresPhysical: 4,
  cpuCoresLogical: 8,
  memoryBytes: 16 * 2 ** 30,
  disks: [],
  workDiskBytes: 2 ** 40,
  gpus: [],
  custom: {},
  agentVersion: '0.1.0',
  executors: ['process'],
  containerEngine: noContainerEngine,
};

export function aNode(number: number, more: Partial<Node> = {}): NodeViewInput {
  return {
    node: {
      id: idOf('node', number),
      name: `node-${number}`,
      labels: {},
      liveness: 'ready',
      eligibility: 'schedulable',
      drainDeadline: null,
      quarantine: null,
      inventory: anInventory,
      instanceId: idOf('instance', number),
      bootId: 'boot',
      agentPid: 100 + number,
      registeredAt: 1000,
      livenessSince: 1000,
      ...more,
    },
    metrics: null,
    allocated: { cpuMillis: 0, memoryBytes: 0, diskBytes: 0, gpus: [], custom: {} },
    attemptsLive: 0,
    connected: true,
  };
}
