/**
 * One unit of work that a user asked for. A job's state is never stored: it is derived here, in one function, from its
 * outcome and its latest attempt.
 */
import type { Attempt } from './attempt.ts';
import type { ContainerSpec } from './container.ts';
import type { JobFiles } from './content.ts';
import type { JobId, RequestId } from './ids.ts';
import type { StepRef } from './pipeline/pipeline-run.ts';
import type { ExecutorKind, ResourceRequest } from './resources.ts';
import type { RetryPolicy } from './retry-policy.ts';
import type { TransitionTable } from './transition-table.ts';

export type JobState = 'queued' | 'running' | 'unknown' | 'succeeded' | 'failed' | 'cancelled';
export type EndedJobState = Extract<JobState, 'succeeded' | 'failed' | 'cancelled'>;

/** What happens to a started attempt whose node is given up. */
export type OnLost = 'hold' | 'retry' | 'fail';
/** What the agent does with a running command while it cannot reach the orchestrator for a whole lease. */
export type OnDisconnect = 'continue' | 'stop';

/** Everything that a submit says. Complete: defaults are filled in at the edge, so no reader asks "and if absent?". */
export interface JobSpec {
  /** For people; need not be unique. */
  readonly name: string;
  /** What it runs in; null: it is a process of the node. */
  readonly container: ContainerSpec | null;
  /**
   * argv; the first entry is looked up in the job's PATH on the node, or in its container. Never a shell line. Empty: what the
   * container's image runs by itself.
   */
  readonly command: readonly string[];
  /**
   * Absolute directory on the node, or in its container; or relative, a folder among the files that it is given; or null: the
   * private folder.
   */
  readonly cwd: string | null;
  readonly env: Readonly<Record<string, string>>;
  readonly resources: ResourceRequest;
  /** Labels that the node must have, with these values. */
  readonly labels: Readonly<Record<string, string>>;
  /** A node's name or id, or null for any. */
  readonly node: string | null;
  /** -1000 to 1000; higher goes first. */
  readonly priority: number;
  /** How long one attempt may run, ms; null: as long as it likes. */
  readonly timeoutMs: number | null;
  /** How long the job may wait in the queue, ms; null: as long as it takes. */
  readonly queueTimeoutMs: number | null;
  /** From the polite ask to end to the kill, ms. */
  readonly graceMs: number;
  readonly retry: RetryPolicy;
  readonly idempotent: boolean;
  readonly onLost: OnLost;
  readonly onDisconnect: OnDisconnect;
  /** Never two at once: the supervisor itself ends the command when its lease passes. */
  readonly exclusive: boolean;
  /** Bytes kept of each stream of an attempt; what comes after is dropped with a gap record. */
  readonly logBytesMax: number;
  /** What travels to the node before the start, and what is gathered after the end. */
  readonly files: JobFiles;
}

export interface JobOutcome {
  readonly state: EndedJobState;
  readonly at: number;
  /** One sentence for a person. */
  readonly message: string;
}

/** The part of a job that changes; small, because it is written at every change. */
export interface JobStatus {
  readonly outcome: JobOutcome | null;
  readonly cancelRequestedAt: number | null;
  /** Attempts made so far: the highest attempt number. */
  readonly attempts: number;
  /** Of the user's own retries (program failures). */
  readonly retriesUsed: number;
  /** Free reschedules after machine failures. */
  readonly reschedulesUsed: number;
  /** Not placed before this time (backoff), ms since the epoch. */
  readonly notBefore: number;
  /** When it last entered the queue, ms since the epoch: queue timeout and wait time count from here. */
  readonly queuedAt: number;
}

export interface Job {
  readonly id: JobId;
  readonly requestId: RequestId;
  readonly spec: JobSpec;
  readonly submittedAt: number;
  /** Place in the order of submission, cluster-wide. */
  readonly sequence: number;
  /** Who submitted it. */
  readonly principal: string;
  /** The finished job that this one is a retry of. */
  readonly retryOf: JobId | null;
  /** The step of a run that this job runs; null: a user submitted it. */
  readonly owner: StepRef | null;
  readonly status: JobStatus;
}

/**
 * The job's state. `latest` is the attempt with the highest number, or null where none was made.
 * An attempt that is only placed leaves its job queued: nothing has started yet.
 */
export function jobStateOf(status: JobStatus, latest: Pick<Attempt, 'state'> | null): JobState {
  if (status.outcome !== null) return status.outcome.state;
  if (latest === null) return 'queued';
  switch (latest.state) {
    case 'starting':
    case 'running':
    case 'stopping':
      return 'running';
    case 'unknown':
      return 'unknown';
    case 'placed':
    // An ended attempt without an outcome: the job waits for its next attempt.
    case 'succeeded':
    case 'failed':
    case 'cancelled':
    case 'lost':
      return 'queued';
  }
}

export const jobTransitions: TransitionTable<JobState> = {
  of: 'job',
  initial: 'queued',
  states: {
    queued: {
      means: 'Waits for a node, for its backoff to pass, or for its launch to be taken.',
      next: {
        running: 'an agent starts it',
        unknown: 'the node with its launch fell silent',
        succeeded: 'a first report that it already ended with exit code 0',
        failed: 'its queue timeout passed, it could not be started, or a first report that it already failed',
        cancelled: 'a user cancelled it',
      },
    },
    running: {
      means: 'An attempt is starting, running or being stopped.',
      next: {
        queued: 'the attempt ended and another one is due',
        unknown: 'its node fell silent',
        succeeded: 'its command exited with code 0',
        failed: 'its last attempt failed',
        cancelled: 'a user cancelled it',
      },
    },
    unknown: {
      means: 'A started attempt’s node is silent or gone; on-lost decides, or the node comes back.',
      next: {
        queued: 'on-lost is retry, or the user asked for a retry',
        running: 'the node is back',
        succeeded: 'the node is back with exit code 0',
        failed: 'on-lost is fail, or the node is back with a failure',
        cancelled: 'a user cancelled it',
      },
    },
    succeeded: { means: 'Its result was accepted: exit code 0.', next: {} },
    failed: { means: 'It will not be tried again.', next: {} },
    cancelled: { means: 'A user ended it.', next: {} },
  },
};

/** How a node has to be able to run it. */
export function executorOf({ container }: Pick<JobSpec, 'container'>): ExecutorKind {
  return container === null ? 'process' : 'docker';
}

export function isEndedJob(state: JobState): state is EndedJobState {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled';
}
