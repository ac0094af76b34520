/**
 * What a submit says: JobSpec. On the wire every field but the command may be left out; in the domain a spec is complete.
 * Here, and nowhere else, the defaults come in.
 */
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import {
  nameOf,
  defaultSpec,
  defaultResources,
  limits,
  nameOfImage,
  noFiles,
  violationsOfJobSpec,
  type JobSpec,
  type RetryPolicy,
  type Violation,
} from '@orchion/domain';
import {
  JobSpecSchema,
  type JobSpec as WireJobSpec,
  type RetryPolicy as WireRetryPolicy,
  type RetryPolicySchema,
} from '../../gen/orchion/v1/job_pb.js';
import { containerFromWire, containerToWire } from './container.ts';
import { jobFilesFromWire, jobFilesToWire } from './content.ts';
import { onDisconnect, onLost } from './enums.ts';
import { textOrNull } from './identity.ts';
import { uint64FromWire, uint64ToWire } from './numbers.ts';
import { resourceRequestFromWire, resourceRequestToWire } from './resources.ts';
import { durationFromWire, durationToWire, optionalDurationFromWire, optionalDurationToWire } from './time.ts';
import { collect, within } from './wire-error.ts';

/** A complete spec. Without `withEnv` the environment is left out, names and values. */
export function jobSpecToWire(spec: JobSpec, options: { readonly withEnv: boolean } = { withEnv: true }): WireJobSpec {
  return create(JobSpecSchema, {
    name: spec.name,
    command: [...spec.command],
    cwd: spec.cwd ?? '',
    env: options.withEnv ? { ...spec.env } : {},
    resources: resourceRequestToWire(spec.resources),
    labels: { ...spec.labels },
    node: spec.node ?? '',
    priority: spec.priority,
    timeout: optionalDurationToWire(spec.timeoutMs),
    queueTimeout: optionalDurationToWire(spec.queueTimeoutMs),
    grace: durationToWire(spec.graceMs),
    retry: retryPolicyToWire(spec.retry),
    idempotent: spec.idempotent,
    onLost: onLost.toWire(spec.onLost),
    onDisconnect: onDisconnect.toWire(spec.onDisconnect),
    exclusive: spec.exclusive,
    logBytesMax: uint64ToWire(spec.logBytesMax),
    files: jobFilesToWire(spec.files),
    ...(spec.container !== null && { container: containerToWire(spec.container) }),
  });
}

/**
 * For specs that users wrote: fills in every default and checks the rules. Answers the violations, with field paths as in
 * the proto ('spec.resources.cpu_millis'). Never throws.
 */
export function jobSpecFromWire(
  message: WireJobSpec | undefined,
): { readonly spec: JobSpec } | { readonly violations: readonly Violation[] } {
  if (message === undefined) {
    return { violations: [{ field: 'spec', message: 'is missing; it needs at least a command' }] };
  }
  const unreadable: Violation[] = [];
  const spec = decode(message, (otherwise, read) => collect(unreadable, otherwise, () => within('spec', read)));
  const violations = [...unreadable, ...violationsOfJobSpec(spec)];
  return violations.length === 0 ? { spec } : { violations };
}

/**
 * For specs that the orchestrator has accepted: fills in what an older one may have left out, asks no rules (they may have
 * changed since). Throws WireError.
 */
export function acceptedJobSpecFromWire(message: WireJobSpec): JobSpec {
  return decode(message, (_otherwise, read) => read());
}

/** How a field is read: `otherwise` is what to go on with where it cannot be. */
type ReadField = <T>(otherwise: T, read: () => T) => T;

function decode(message: WireJobSpec, field: ReadField): JobSpec {
  const { exclusive, idempotent, logBytesMax } = message;
  return {
    name: message.name === '' ? nameOfUnnamed(message) : message.name,
    container: field(null, () => within('container', () => containerFromWire(message.container))),
    command: message.command,
    cwd: textOrNull(message.cwd),
    env: message.env,
    resources: field(defaultResources, () => within('resources', () => resourceRequestFromWire(message.resources))),
    labels: message.labels,
    node: textOrNull(message.node),
    priority: message.priority,
    timeoutMs: field(null, () => optionalDurationFromWire(message.timeout, 'timeout')),
    queueTimeoutMs: field(null, () => optionalDurationFromWire(message.queueTimeout, 'queue_timeout')),
    graceMs: field(limits.graceMsDefault, () =>
      message.grace === undefined ? limits.graceMsDefault : durationFromWire(message.grace, 'grace'),
    ),
    retry: field(defaultSpec([]).retry, () => within('retry', () => retryPolicyFromWire(message.retry))),
    idempotent,
    onLost: field(null, () => onLost.optionalFromWire(message.onLost, 'on_lost')) ?? (idempotent ? 'retry' : 'hold'),
    onDisconnect:
      field(null, () => onDisconnect.optionalFromWire(message.onDisconnect, 'on_disconnect')) ??
      (exclusive ? 'stop' : 'continue'),
    exclusive,
    logBytesMax: field(limits.logBytesMaxDefault, () =>
      logBytesMax === undefined ? limits.logBytesMaxDefault : uint64FromWire(logBytesMax, 'log_bytes_max'),
    ),
    files: field(noFiles, () => within('files', () => jobFilesFromWire(message.files))),
  };
}

/** After its program, or else its image. */
function nameOfUnnamed({ command, container }: WireJobSpec): string {
  return command.length > 0 || container === undefined ? nameOf(command) : nameOfImage(container.image);
}

function retryPolicyToWire(policy: RetryPolicy): MessageInitShape<typeof RetryPolicySchema> {
  return {
    // On the wire an empty list means every program failure; a domain list without entries means that none is retried.
    retries: policy.exitCodes?.length === 0 ? 0 : policy.retriesMax,
    exitCodes: [...(policy.exitCodes ?? [])],
    backoff: durationToWire(policy.backoffMs),
    backoffMax: durationToWire(policy.backoffMaxMs),
  };
}

function retryPolicyFromWire(message: WireRetryPolicy | undefined): RetryPolicy {
  if (message === undefined) return defaultSpec([]).retry;
  const backoffMs = optionalDurationFromWire(message.backoff, 'backoff') ?? defaultSpec([]).retry.backoffMs;
  return {
    retriesMax: message.retries,
    exitCodes: message.exitCodes.length === 0 ? null : message.exitCodes,
    backoffMs,
    // A first wait beyond the default longest one is meant as it was said.
    backoffMaxMs:
      optionalDurationFromWire(message.backoffMax, 'backoff_max') ??
      Math.max(defaultSpec([]).retry.backoffMaxMs, backoffMs),
  };
}
