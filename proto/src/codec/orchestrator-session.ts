/** What the orchestrator says in an agent's session: Welcome once, then Directives; and the envelope that carries them. */
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import type { AttemptRef, Directive, Launch, StopReason, WantedAttempt, Welcome } from '@orchion/domain';
import {
  DirectiveSchema,
  SessionResponseSchema,
  WelcomeSchema,
  type AttemptKey as WireAttemptKey,
  type Directive as WireDirective,
  type Launch as WireLaunch,
  type LaunchSchema,
  type SessionResponse,
  type WantedAttempt as WireWantedAttempt,
  type WantedAttemptSchema,
  type Welcome as WireWelcome,
} from '../../gen/orchion/v1/agent_pb.js';
import { EndReason as WireEndReason } from '../../gen/orchion/v1/job_pb.js';
import { endReason } from './enums.ts';
import { idFromWire, textOrNull } from './identity.ts';
import { acceptedJobSpecFromWire, jobSpecToWire } from './job-spec.ts';
import { attemptNumberFromWire, doubleFromWire, uint64FromWire, uint64ToWire } from './numbers.ts';
import { allocationFromWire, allocationToWire } from './resources.ts';
import { durationFromWire, durationToWire, optionalDurationFromWire, optionalDurationToWire } from './time.ts';
import { each, required, within, WireError } from './wire-error.ts';

/** One message to an agent. */
export type OrchestratorMessage =
  | { readonly kind: 'welcome'; readonly welcome: Welcome }
  | { readonly kind: 'directive'; readonly directive: Directive };

export function orchestratorMessageToWire(message: OrchestratorMessage): SessionResponse {
  return create(SessionResponseSchema, {
    message:
      message.kind === 'welcome'
        ? { case: 'welcome', value: welcomeToWire(message.welcome) }
        : { case: 'directive', value: directiveToWire(message.directive) },
  });
}

/** Throws WireError. */
export function orchestratorMessageFromWire({ message }: SessionResponse): OrchestratorMessage {
  switch (message.case) {
    case 'welcome':
      return { kind: 'welcome', welcome: within('welcome', () => welcomeFromWire(message.value)) };
    case 'directive':
      return { kind: 'directive', directive: within('directive', () => directiveFromWire(message.value)) };
    case undefined:
      throw new WireError('message', 'must be a welcome or a directive');
  }
}

export function welcomeToWire(welcome: Welcome): WireWelcome {
  return create(WelcomeSchema, {
    clusterId: welcome.clusterId,
    sessionId: welcome.sessionId,
    nodeName: welcome.nodeName,
    heartbeatInterval: durationToWire(welcome.heartbeatIntervalMs),
    lease: durationToWire(welcome.leaseMs),
    answersSentAtMs: welcome.answersSentAtMs,
  });
}

/** Throws WireError. */
export function welcomeFromWire(message: WireWelcome): Welcome {
  return {
    clusterId: idFromWire('cluster', message.clusterId, 'cluster_id'),
    sessionId: idFromWire('session', message.sessionId, 'session_id'),
    nodeName: message.nodeName,
    heartbeatIntervalMs: durationFromWire(message.heartbeatInterval, 'heartbeat_interval'),
    leaseMs: durationFromWire(message.lease, 'lease'),
    answersSentAtMs: doubleFromWire(message.answersSentAtMs, 'answers_sent_at_ms'),
  };
}

export function directiveToWire(directive: Directive): WireDirective {
  return create(DirectiveSchema, {
    answersSentAtMs: directive.answersSentAtMs ?? 0,
    full: directive.full,
    launches: directive.launches.map(launchToWire),
    wanted: directive.wanted.map(wantedToWire),
    forget: directive.forget.map((attempt) => ({ jobId: attempt.jobId, attempt: attempt.number })),
    quarantine: directive.quarantine ?? '',
    heartbeatInterval: optionalDurationToWire(directive.heartbeatIntervalMs),
  });
}

/** Throws WireError. */
export function directiveFromWire(message: WireDirective): Directive {
  const answersSentAtMs = doubleFromWire(message.answersSentAtMs, 'answers_sent_at_ms');
  return {
    answersSentAtMs: answersSentAtMs === 0 ? null : answersSentAtMs,
    full: message.full,
    launches: each('launches', message.launches, launchFromWire),
    wanted: each('wanted', message.wanted, wantedFromWire),
    forget: each('forget', message.forget, attemptRefFromWire),
    quarantine: textOrNull(message.quarantine),
    heartbeatIntervalMs: optionalDurationFromWire(message.heartbeatInterval, 'heartbeat_interval'),
  };
}

function launchToWire(launch: Launch): MessageInitShape<typeof LaunchSchema> {
  return {
    jobId: launch.jobId,
    attempt: launch.number,
    lease: uint64ToWire(launch.lease),
    spec: jobSpecToWire(launch.spec),
    allocation: allocationToWire(launch.allocation),
    traceparent: launch.traceparent,
  };
}

function launchFromWire(message: WireLaunch): Launch {
  return {
    ...attemptRefFromWire(message),
    lease: uint64FromWire(message.lease, 'lease'),
    spec: within('spec', () => acceptedJobSpecFromWire(required(message.spec, ''))),
    allocation: within('allocation', () => allocationFromWire(required(message.allocation, ''))),
    traceparent: message.traceparent,
  };
}

function wantedToWire(wanted: WantedAttempt): MessageInitShape<typeof WantedAttemptSchema> {
  return {
    jobId: wanted.jobId,
    attempt: wanted.number,
    lease: uint64ToWire(wanted.lease),
    stop: wanted.stop !== null,
    stopReason: wanted.stop === null ? WireEndReason.UNSPECIFIED : endReason.toWire(wanted.stop),
  };
}

function wantedFromWire(message: WireWantedAttempt): WantedAttempt {
  return {
    ...attemptRefFromWire(message),
    lease: uint64FromWire(message.lease, 'lease'),
    stop: message.stop ? stopReasonFromWire(message.stopReason) : null,
  };
}

function stopReasonFromWire(value: WireEndReason): StopReason {
  const reason = endReason.fromWire(value, 'stop_reason');
  if (reason === 'cancelled' || reason === 'preempted' || reason === 'timeout') return reason;
  throw new WireError('stop_reason', `nothing is asked to end for ${reason}`);
}

function attemptRefFromWire(message: Pick<WireAttemptKey, 'jobId' | 'attempt'>): AttemptRef {
  return { jobId: idFromWire('job', message.jobId, 'job_id'), number: attemptNumberFromWire(message.attempt) };
}
