/**
 * What the orchestrator tells about itself while it works: plain facts, counted or traced by whoever listens. Nothing here
 * answers anything that a decision could rest on, nothing throws and nothing waits, so a caller needs no care around it.
 * Figures that can be read off the committed state (nodes by liveness, jobs by state) are read when they are asked for and
 * are not told here.
 */
import type { AttemptEndReason, AttemptState, JobId, JobState, NodeId } from '@orchion/domain';

/** Told by the loop, the sessions and the log path. */
export interface Telemetry extends JobTelemetry {
  /** One transaction. `ms`: how long the store took. */
  committed(commit: { readonly changes: number; readonly ms: number }): void;
  /** A commit that the store refused; `code` is the store error's. */
  commitFailed(failure: { readonly code: string }): void;
  /** One pass of the scheduler. `waiting`: jobs in the queue after it. */
  scheduled(pass: { readonly placed: number; readonly waiting: number; readonly ms: number }): void;
  /** One turn of the loop: how many events it took and how long it held the thread. */
  turned(turn: { readonly events: number; readonly ms: number }): void;
  /** Events that wait for the loop, after each change. */
  inbox(depth: number): void;
  /** An event that found the inbox full. */
  inboxRefused(): void;
  /** Reports of an old lease, which were dropped. */
  staleReports(count: number): void;
  /** Log bytes that became durable. `ms`: how long the append took. */
  logAppended(append: { readonly bytes: number; readonly ms: number }): void;
  /** Content that nothing referred to was removed. */
  contentCollected(removed: { readonly items: number; readonly bytes: number }): void;
  /** Retention dropped ended jobs. */
  jobsForgotten(count: number): void;
}

/** A job's way. Jobs that nobody announced (they were there before this process) are ignored by the tracer, not counted wrong. */
export interface JobTelemetry {
  /**
   * Inside `submit()`, while the caller's trace is still the current one and before the event enters the inbox, since the
   * job may be placed in the very batch that accepts it.
   */
  jobSubmitting(job: { readonly jobId: JobId }): void;
  /** The submit was refused or its commit failed: there is no such job. */
  jobRefused(job: { readonly jobId: JobId }): void;
  /** It is durable. */
  jobAccepted(job: { readonly jobId: JobId }): void;
  /** `waitMs`: since the job last entered the queue. */
  jobPlaced(placement: AttemptFact & { readonly nodeId: NodeId; readonly waitMs: number }): void;
  /** The command runs. `waitMs`: since the job last entered the queue. */
  attemptStarted(start: AttemptFact & { readonly waitMs: number }): void;
  attemptEnded(end: AttemptFact & { readonly state: AttemptState; readonly reason: AttemptEndReason }): void;
  /** `ms`: from its submission to its end. */
  jobEnded(end: { readonly jobId: JobId; readonly state: JobState; readonly ms: number }): void;
  /** W3C trace context for the launch of a job's attempt; empty without tracing. */
  traceparent(jobId: JobId): string;
}

interface AttemptFact {
  readonly jobId: JobId;
  readonly attempt: number;
}

/** Told by the edges: calls, refused callers, open streams. */
export interface EdgeTelemetry {
  /** Runs a call as part of its caller's trace. `traceparent`: the W3C header, or null where none came. */
  inTrace<T>(traceparent: string | null, run: () => Promise<T>): Promise<T>;
  /** A call ended. `code`: the Connect code ('not_found'), or 'ok'. */
  called(call: { readonly method: string; readonly code: string; readonly ms: number }): void;
  /** A caller without a good token, or without the right. */
  refusedCaller(refusal: { readonly reason: RefusedCallerReason }): void;
  /** A stream opened (+1) or closed (-1). */
  streams(change: { readonly kind: StreamKind; readonly by: 1 | -1 }): void;
  /** Content that came in or went out. */
  contentMoved(move: { readonly direction: 'in' | 'out'; readonly bytes: number }): void;
  /** A session or watch that did not read what was sent to it. */
  stuckReader(reader: { readonly kind: StreamKind }): void;
}

export type RefusedCallerReason = 'no_token' | 'bad_token' | 'no_right' | 'foreign_host' | 'foreign_origin';
type StreamKind = 'session' | 'watch' | 'tail';

/** Tells nobody. */
export const noTelemetry: Telemetry & EdgeTelemetry = {
  committed: () => {},
  commitFailed: () => {},
  scheduled: () => {},
  turned: () => {},
  inbox: () => {},
  inboxRefused: () => {},
  staleReports: () => {},
  logAppended: () => {},
  contentCollected: () => {},
  jobsForgotten: () => {},
  jobSubmitting: () => {},
  jobRefused: () => {},
  jobAccepted: () => {},
  jobPlaced: () => {},
  attemptStarted: () => {},
  attemptEnded: () => {},
  jobEnded: () => {},
  traceparent: () => '',
  inTrace: (_traceparent, run) => run(),
  called: () => {},
  refusedCaller: () => {},
  streams: () => {},
  contentMoved: () => {},
  stuckReader: () => {},
};
