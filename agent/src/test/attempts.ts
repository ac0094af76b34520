/** Builders for tests: specs, launches and directives that say only what a test is about. */
import {
  defaultResources,
  limits,
  noFiles,
  trustId,
  type Allocation,
  type AttemptRef,
  type Directive,
  type JobSpec,
  type Launch,
} from '@orchion/domain';

export const noAllocation: Allocation = { cpuMillis: 1000, memoryBytes: 0, diskBytes: 0, gpus: [], custom: {} };

export function specOf(command: readonly string[], rest: Partial<JobSpec> = {}): JobSpec {
  return {
    name: 'test',
    container: null,
    command,
    cwd: null,
    env: {},
    resources: defaultResources,
    labels: {},
    node: null,
    priority: 0,
    timeoutMs: null,
    queueTimeoutMs: null,
    graceMs: 2_000,
    retry: { retriesMax: 0, exitCodes: null, backoffMs: 1_000, backoffMaxMs: 1_000 },
    idempotent: false,
    onLost: 'hold',
    onDisconnect: 'continue',
    exclusive: false,
    logBytesMax: limits.logBytesMaxDefault,
    files: noFiles,
    ...rest,
  };
}

/** The n-th job of a test, and one of its attempts. */
export function refOf(job: number, number = 1): AttemptRef {
  return { jobId: trustId('job', `job-${String(job).padStart(12, '0')}`), number };
}

export function launchOf(ref: AttemptRef, lease: number, spec: JobSpec): Launch {
  return { ...ref, lease, spec, allocation: noAllocation, traceparent: '' };
}

export function directiveOf(parts: Partial<Directive>): Directive {
  return {
    answersSentAtMs: null,
    full: false,
    launches: [],
    wanted: [],
    forget: [],
    quarantine: null,
    heartbeatIntervalMs: null,
    ...parts,
  };
}
