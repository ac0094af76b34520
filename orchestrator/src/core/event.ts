/**
 * What can happen to the cluster: every input of the decision loop, as a closed union. One event has one file in `decide/`.
 */
import type {
  AgentHello,
  AgentReport,
  JobId,
  JobSpec,
  NodeId,
  RequestId,
  Run,
  RunId,
  SessionId,
  StepRun,
} from '@orchion/domain';
import type { NewRun } from './pipeline/insert-run.ts';

export type ClusterEvent =
  | SubmitEvent
  | CancelEvent
  | RetryEvent
  | NodeCommandEvent
  | AgentHelloEvent
  | AgentReportEvent
  | AgentGoneEvent
  | TimePassedEvent
  | ForgetJobsEvent
  | StartRunEvent
  | CancelRunEvent
  | ForgetRunsEvent
  | ForgetCacheEvent;

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

export interface StartRunEvent {
  readonly kind: 'start-run';
  readonly run: NewRun;
  /** Of a rerun: the ended run that it repeats, with all its steps. */
  readonly previous: { readonly run: Run; readonly steps: readonly StepRun[] } | null;
  /** The ended run that the store knows under this request id; null where it knows none. */
  readonly known: Run | null;
}

export interface CancelRunEvent {
  readonly kind: 'cancel-run';
  readonly runId: RunId;
  /** Steps that are there to clean up are ended too. */
  readonly force: boolean;
  readonly principal: string;
}

/** Retention drops ended runs, each with the runs that its steps used, and the jobs of all of them. */
export interface ForgetRunsEvent {
  readonly kind: 'forget-runs';
  readonly runIds: readonly RunId[];
  readonly jobIds: readonly JobId[];
}

export interface ForgetCacheEvent {
  readonly kind: 'forget-cache';
  readonly keys: readonly string[];
  /** Null: retention, which is nobody's deed. */
  readonly principal: string | null;
}
