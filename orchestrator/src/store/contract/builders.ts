/** Builders of facts for the store suites: complete, and different in every field that a store could mix up. */
import {
  defaultResources,
  gpuDeviceId,
  limits,
  trustDigest,
  trustId,
  type Attempt,
  type AttemptState,
  type EndedJobState,
  type Job,
  type JobId,
  type JobSpec,
  type JobStatus,
  type Node,
  type NodeId,
  type RequestId,
  noContainerEngine,
} from '@orchion/domain';

/** 'job-00000000002a' for 42. */
export const jobIdOf = (n: number): JobId => trustId('job', `job-${n.toString(36).padStart(12, '0')}`);
export const nodeIdOf = (n: number): NodeId => trustId('node', `node-${n.toString(36).padStart(12, '0')}`);
export const requestIdOf = (n: number): RequestId => trustId('request', `request-${n}`);

export function specOf(overrides: Partial<JobSpec> = {}): JobSpec {
  return {
    name: 'train',
    container: null,
    command: ['python', 'train.py', '--text', 'naïve “quotes” \u{1f680}\n'],
    cwd: '/srv/data',
    env: { LANG: 'C.UTF-8', __proto__x: 'kept' },
    resources: {
      ...defaultResources,
      gpus: { amount: { kind: 'share', millis: 250 }, vendor: 'nvidia', model: '4090', vramBytes: 8 * 2 ** 30 },
      custom: { matlab: 1 },
    },
    labels: { zone: 'attic' },
    node: null,
    priority: -3,
    timeoutMs: 60_000,
    queueTimeoutMs: null,
    graceMs: limits.graceMsDefault,
    retry: { retriesMax: 2, exitCodes: [75, 137], backoffMs: 1000, backoffMaxMs: 300_000 },
    idempotent: true,
    onLost: 'retry',
    onDisconnect: 'continue',
    exclusive: false,
    logBytesMax: limits.logBytesMaxDefault,
    files: {
      fetch: [{ tree: trustDigest('b'.repeat(64)), into: 'data' }],
      leave: [{ name: 'model', paths: ['out/', '!*.tmp'], when: 'always', isRequired: true }],
      collectsOutputs: true,
    },
    ...overrides,
  };
}

export function statusOf(overrides: Partial<JobStatus> = {}): JobStatus {
  return {
    outcome: null,
    cancelRequestedAt: null,
    attempts: 0,
    retriesUsed: 0,
    reschedulesUsed: 0,
    notBefore: 0,
    queuedAt: 1_700_000_000_000.25,
    ...overrides,
  };
}

export function endedStatusOf(state: EndedJobState, at: number): JobStatus {
  return statusOf({ outcome: { state, at, message: `It ${state}.` } });
}

/** The n-th job: id, request id and sequence all follow from n. */
export function jobOf(n: number, overrides: Partial<Job> = {}): Job {
  return {
    id: jobIdOf(n),
    requestId: requestIdOf(n),
    spec: specOf(),
    submittedAt: 1_700_000_000_000 + n,
    sequence: n,
    principal: 'ada',
    retryOf: null,
    owner: null,
    status: statusOf(),
    ...overrides,
  };
}

export function attemptOf(jobId: JobId, number: number, overrides: Partial<Attempt> = {}): Attempt {
  return {
    jobId,
    number,
    nodeId: nodeIdOf(1),
    lease: number * 10,
    state: 'placed',
    desired: 'run',
    stopReason: null,
    allocation: {
      cpuMillis: 1500,
      memoryBytes: 2 ** 33,
      diskBytes: 7,
      gpus: [{ device: gpuDeviceId('GPU-1'), shareMillis: 250, vramBytes: 2 ** 33 }],
      custom: { matlab: 1 },
    },
    placedAt: 1_700_000_000_100,
    startedAt: null,
    endedAt: null,
    end: null,
    logLengths: null,
    products: null,
    ...overrides,
  };
}

export function endedAttemptOf(jobId: JobId, number: number, state: AttemptState): Attempt {
  return attemptOf(jobId, number, {
    state,
    desired: 'stop',
    stopReason: 'timeout',
    startedAt: 1_700_000_000_200,
    endedAt: 1_700_000_000_300,
    end: { reason: 'signal', exitCode: null, signal: 'SIGKILL', message: 'It was killed.' },
    logLengths: { stdout: 12, stderr: 5_000_000_000 },
    products: {
      outputs: { accuracy: '0.97' },
      artifacts: [{ name: 'model', tree: trustDigest('a'.repeat(64)), files: 3, bytes: 2 ** 33 }],
    },
  });
}

export function nodeOf(n: number, overrides: Partial<Node> = {}): Node {
  return {
    id: nodeIdOf(n),
    name: `tower-${n}`,
    labels: { zone: 'attic' },
    liveness: 'ready',
    eligibility: 'draining',
    drainDeadline: 1_700_000_900_000,
    quarantine: null,
    inventory: {
      hostname: `tower-${n}.lan`,
      os: 'linux',
      osRelease: '6.12',
      arch: 'x64',
      cpuModel: 'Ryzen',
      cpuCoresPhysical: 8,
      cpuCoresLogical: 16,
      memoryBytes: 2 ** 36,
      disks: [{ mount: '/', totalBytes: 2 ** 40 }],
      workDiskBytes: 2 ** 39,
      gpus: [
        {
          id: gpuDeviceId('GPU-1'),
          index: 0,
          vendor: 'nvidia',
          model: 'NVIDIA GeForce RTX 4090',
          vramBytes: 24 * 2 ** 30,
          unifiedMemory: false,
        },
      ],
      custom: { matlab: 2 },
      agentVersion: '0.1.0',
      executors: ['process'],
      containerEngine: noContainerEngine,
    },
    instanceId: trustId('instance', 'instance-000000000001'),
    bootId: 'boot-1',
    agentPid: 4242,
    registeredAt: 1_700_000_000_000,
    livenessSince: 1_700_000_000_001,
    ...overrides,
  };
}
