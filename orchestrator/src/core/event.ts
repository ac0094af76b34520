/**
 * What can happen to the cluster: every input of the decision loop, as a closed union. One event has one file in `decide/`.
 */
import type { AgentHello, AgentReport, JobId, JobSpec, NodeId, RequestId, SessionId } from '@orchion/domain';

export type ClusterEvent =
  | SubmitEvent
  | CancelEvent
  | RetryEvent
  | NodeCommandEvent
  | AgentHelloEvent
  | AgentReportEvent
  | AgentGoneEvent
  | TimePassedEvent
  | ForgetJobsEvent;

/** All jobs of a submit are accepted together or not at all. */
export interface SubmitEvent {
  readonly kind: 'submit';
  readonly jobs: readonly NewJob[];
  readonly principal: string;
}

export interface NewJob {
  readonly id: JobId;
  readonly requestId: RequestId;
  readonly spec: JobSpec;
  readonly retryOf: JobId | null;
  /** The ended job that the store knows under this request id; null where it knows none. */
  readonly known: { readonly kind: 'same'; readonly jobId: JobId } | { readonly kind: 'other-spec' } | null;
}

export interface CancelEvent {
  readonly kind: 'cancel';
  readonly jobId: JobId;
  readonly principal: string;
}

/** Of a job in state unknown: the user gives the silent attempt up. */
export interface RetryEvent {
  readonly kind: 'retry-unknown';
  readonly jobId: JobId;
  readonly principal: string;
}

export interface NodeCommandEvent {
  readonly kind: 'node-command';
  readonly nodeId: NodeId;
  readonly principal: string;
  readonly command:
    | { readonly kind: 'cordon' }
    | { readonly kind: 'uncordon' }
    | { readonly kind: 'drain'; readonly deadlineMs: number | null }
    | { readonly kind: 'remove'; readonly force: boolean };
}

export interface AgentHelloEvent extends AgentHello {
  readonly kind: 'agent-hello';
  readonly sessionId: SessionId;
}

export interface AgentReportEvent extends AgentReport {
  readonly kind: 'agent-report';
  readonly sessionId: SessionId;
  readonly nodeId: NodeId;
}

export interface AgentGoneEvent {
  readonly kind: 'agent-gone';
  readonly sessionId: SessionId;
  readonly nodeId: NodeId;
}

/** A deadline may have passed. `resumed`: the orchestrator itself slept or stood still, so silence proves nothing. */
export interface TimePassedEvent {
  readonly kind: 'time-passed';
  readonly resumed: boolean;
}

/** Retention drops ended jobs. */
export interface ForgetJobsEvent {
  readonly kind: 'forget-jobs';
  readonly jobIds: readonly JobId[];
}
