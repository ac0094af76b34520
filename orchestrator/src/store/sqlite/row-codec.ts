/**
 * The one place where a stored row becomes a domain value and back. What is searched by has a column of its own; the rest is
 * JSON text. Each row is decoded by itself, so that a damaged one can be named and left out.
 */
import {
  gpuDeviceId,
  noContainerEngine,
  noFiles,
  parseDigest,
  parseId,
  type Allocation,
  type Artifact,
  type ArtifactRule,
  type Attempt,
  type AttemptEnd,
  type ContainerEngine,
  type ContainerSpec,
  type GpuAllocation,
  type GpuRequest,
  type Job,
  type JobFiles,
  type JobOutcome,
  type JobSpec,
  type JobStatus,
  type LogLengths,
  type Node,
  type NodeInventory,
  type Products,
  type ResourceRequest,
  type RetryPolicy,
  type StepRef,
  type TreeFetch,
} from '@orchion/domain';
import {
  DecodeError,
  flag,
  formerly,
  fromJson,
  kinds,
  later,
  list,
  nullable,
  number,
  oneOf,
  parsed,
  record,
  shape,
  text,
  toJson,
} from './json-codec.ts';

const jobId = parsed('a job id', (value) => parseId('job', value));
const nodeId = parsed('a node id', (value) => parseId('node', value));
const instanceId = parsed('an instance id', (value) => parseId('instance', value));
const requestId = parsed('a request id', (value) => parseId('request', value));
const deviceId = parsed('a device id', gpuDeviceId);

export const stepRef = shape<StepRef>({
  runId: parsed('a run id', (value) => parseId('run', value)),
  stepKey: text,
});

const gpuVendor = oneOf({ nvidia: true, amd: true, apple: true, intel: true, other: true });

type GpuAmount = GpuRequest['amount'];

const gpuRequest = shape<GpuRequest>({
  amount: kinds<GpuAmount>({
    whole: shape<Extract<GpuAmount, { kind: 'whole' }>>({ kind: oneOf({ whole: true }), count: number }),
    share: shape<Extract<GpuAmount, { kind: 'share' }>>({ kind: oneOf({ share: true }), millis: number }),
  }),
  vendor: nullable(gpuVendor),
  model: nullable(text),
  vramBytes: number,
});

const resources = shape<ResourceRequest>({
  cpuMillis: number,
  memoryBytes: number,
  diskBytes: number,
  gpus: nullable(gpuRequest),
  custom: record(number),
});

const retry = shape<RetryPolicy>({
  retriesMax: number,
  exitCodes: nullable(list(number)),
  backoffMs: number,
  backoffMaxMs: number,
});

const digest = parsed('a digest', parseDigest);
export const artifact = shape<Artifact>({ name: text, tree: digest, files: number, bytes: number });
export const artifactRule = shape<ArtifactRule>({
  name: text,
  paths: list(text),
  when: oneOf({ success: true, failure: true, always: true }),
  isRequired: flag,
});

const jobFiles = shape<JobFiles>({
  fetch: list(shape<TreeFetch>({ tree: digest, into: text })),
  leave: list(artifactRule),
  collectsOutputs: flag,
});

const products = shape<Products>({
  outputs: record(text),
  artifacts: list(artifact),
});

const container = shape<ContainerSpec>({
  image: text,
  pull: oneOf({ missing: true, always: true, never: true }),
  user: nullable(text),
  network: oneOf({ bridge: true, host: true, none: true }),
});

/** Specs once said how they are run; that follows from what they run in. */
const jobSpec = formerly(
  ['executor'],
  shape<JobSpec>({
    name: text,
    container: later(nullable(container), null),
    command: list(text),
    cwd: nullable(text),
    env: record(text),
    resources,
    labels: record(text),
    node: nullable(text),
    priority: number,
    timeoutMs: nullable(number),
    queueTimeoutMs: nullable(number),
    graceMs: number,
    retry,
    idempotent: flag,
    onLost: oneOf({ hold: true, retry: true, fail: true }),
    onDisconnect: oneOf({ continue: true, stop: true }),
    exclusive: flag,
    logBytesMax: number,
    files: later(jobFiles, noFiles),
  }),
);

const jobStatus = shape<JobStatus>({
  outcome: nullable(
    shape<JobOutcome>({
      state: oneOf({ succeeded: true, failed: true, cancelled: true }),
      at: number,
      message: text,
    }),
  ),
  cancelRequestedAt: nullable(number),
  attempts: number,
  retriesUsed: number,
  reschedulesUsed: number,
  notBefore: number,
  queuedAt: number,
});

/** What of a job never changes, besides its spec and what has a column. */
type JobFacts = Pick<Job, 'submittedAt' | 'principal' | 'retryOf' | 'owner'>;
const jobFacts = shape<JobFacts>({
  submittedAt: number,
  principal: text,
  retryOf: nullable(jobId),
  owner: later(nullable(stepRef), null),
});

const allocation = shape<Allocation>({
  cpuMillis: number,
  memoryBytes: number,
  diskBytes: number,
  gpus: list(shape<GpuAllocation>({ device: deviceId, shareMillis: number, vramBytes: number })),
  custom: record(number),
});

const attemptCodec = shape<Attempt>({
  jobId,
  number,
  nodeId,
  lease: number,
  state: oneOf({
    placed: true,
    starting: true,
    running: true,
    stopping: true,
    unknown: true,
    succeeded: true,
    failed: true,
    cancelled: true,
    lost: true,
  }),
  desired: oneOf({ run: true, stop: true }),
  stopReason: nullable(oneOf({ cancelled: true, preempted: true, timeout: true })),
  allocation,
  placedAt: number,
  startedAt: nullable(number),
  endedAt: nullable(number),
  end: nullable(
    shape<AttemptEnd>({
      reason: oneOf({
        exit_code: true,
        signal: true,
        timeout: true,
        out_of_memory: true,
        preempted: true,
        node_lost: true,
        refused: true,
        executor_error: true,
        output_error: true,
        cancelled: true,
      }),
      exitCode: nullable(number),
      signal: nullable(text),
      message: text,
    }),
  ),
  logLengths: nullable(shape<LogLengths>({ stdout: number, stderr: number })),
  products: later(nullable(products), null),
});

const inventory = shape<NodeInventory>({
  hostname: text,
  os: text,
  osRelease: text,
  arch: text,
  cpuModel: text,
  cpuCoresPhysical: number,
  cpuCoresLogical: number,
  memoryBytes: number,
  disks: list(shape<NodeInventory['disks'][number]>({ mount: text, totalBytes: number })),
  workDiskBytes: number,
  gpus: list(
    shape<NodeInventory['gpus'][number]>({
      id: deviceId,
      index: number,
      vendor: gpuVendor,
      model: text,
      vramBytes: number,
      unifiedMemory: flag,
    }),
  ),
  custom: record(number),
  agentVersion: text,
  executors: list(oneOf({ process: true, docker: true })),
  containerEngine: later(
    shape<ContainerEngine>({ version: nullable(text), problem: nullable(text) }),
    noContainerEngine,
  ),
});

const nodeCodec = shape<Node>({
  id: nodeId,
  name: text,
  labels: record(text),
  liveness: oneOf({ ready: true, unreachable: true, lost: true }),
  eligibility: oneOf({ schedulable: true, cordoned: true, draining: true }),
  drainDeadline: nullable(number),
  quarantine: nullable(text),
  inventory,
  instanceId,
  bootId: text,
  agentPid: number,
  registeredAt: number,
  livenessSince: number,
});

export const encodeSpec = (spec: JobSpec): string => toJson(jobSpec, spec);
export const encodeStatus = (status: JobStatus): string => toJson(jobStatus, status);
export const encodeFacts = (job: Job): string => toJson(jobFacts, job);
export const encodeAttempt = (attempt: Attempt): string => toJson(attemptCodec, attempt);
export const encodeNode = (node: Node): string => toJson(nodeCodec, node);

/** A row as the driver hands it out. */
export type Row = Readonly<Record<string, unknown>>;

/** From the columns sequence, id, request_id, facts, status, spec. Throws `DecodeError`. */
export function decodeJob(row: Row): Job {
  return {
    id: jobId.decode(row['id'], 'id'),
    requestId: requestId.decode(row['request_id'], 'request_id'),
    spec: fromJson(jobSpec, row['spec'], 'spec'),
    sequence: number.decode(row['sequence'], 'sequence'),
    status: fromJson(jobStatus, row['status'], 'status'),
    ...fromJson(jobFacts, row['facts'], 'facts'),
  };
}

/** Throws `DecodeError`, also where the body is another attempt's. */
export function decodeAttempt(body: unknown, expected: Pick<Attempt, 'jobId' | 'number'>): Attempt {
  const attempt = fromJson(attemptCodec, body, 'body');
  mustMatch(attempt.jobId, expected.jobId, 'jobId');
  mustMatch(attempt.number, expected.number, 'number');
  return attempt;
}

export function decodeNode(row: Row): Node {
  const node = fromJson(nodeCodec, row['body'], 'body');
  mustMatch(node.id, row['id'], 'id');
  return node;
}

export const decodeClusterId = (value: unknown) =>
  parsed('a cluster id', (id) => parseId('cluster', id)).decode(value, 'cluster_id');

export const decodeNumber = (value: unknown, path: string): number => number.decode(value, path);

function mustMatch(found: unknown, expected: unknown, path: string): void {
  if (found !== expected) throw new DecodeError(`${path}: does not match its row`);
}
