/** A job as clients see it: Job with its state, its reason and its attempts. */
import { create } from '@bufbuild/protobuf';
import type { Attempt, Job, JobId, JobSpec, JobState, NodeId, StepRef } from '@orchion/domain';
import { JobSchema, type Job as WireJob } from '../../gen/orchion/v1/job_pb.js';
import { attemptFromWire, attemptToWire, type AttemptSeen } from './attempt.ts';
import { jobState } from './enums.ts';
import { idFromWire, optionalIdFromWire } from './identity.ts';
import { acceptedJobSpecFromWire, jobSpecToWire } from './job-spec.ts';
import { uint64FromWire, uint64ToWire } from './numbers.ts';
import { optionalStepRefFromWire, optionalStepRefToWire } from './step-ref.ts';
import { optionalTimeFromWire, optionalTimeToWire, timeFromWire, timeToWire } from './time.ts';
import { each, required, within } from './wire-error.ts';

/** What the orchestrator knows of a job. Its own view of a job fits here as it is. */
export interface JobViewInput {
  readonly job: Job;
  /** By number, ascending: all, or the latest one. */
  readonly attempts: readonly Attempt[];
  readonly state: JobState;
  readonly message: string;
}

export interface JobViewOptions {
  /** Lists and watches leave the environment and the attempts' outputs out: they are large, and may hold secrets. */
  readonly withEnv: boolean;
  /** The name of a node; null where it is gone. */
  readonly nodeName: (id: NodeId) => string | null;
}

/** What a client sees of a job. Times in ms since the epoch. */
export interface JobSeen {
  readonly id: JobId;
  /** Complete; `env` is empty in lists and watches. */
  readonly spec: JobSpec;
  readonly state: JobState;
  /** One sentence: why it ended, or why it waits. */
  readonly message: string;
  readonly submittedAt: number;
  /** When its latest attempt's command started. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly principal: string;
  readonly cancelRequested: boolean;
  /** By number, ascending; in lists and watches the latest one only. */
  readonly attempts: readonly AttemptSeen[];
  readonly retryOf: JobId | null;
  readonly sequence: number;
  /** The step of a run that it runs; null: a user submitted it. */
  readonly owner: StepRef | null;
  /** Not placed before this time: backoff after a failure. Null: nothing holds it back. */
  readonly notBefore: number | null;
}

export function jobViewToWire(view: JobViewInput, { withEnv, nodeName }: JobViewOptions): WireJob {
  const { job, attempts } = view;
  const { outcome, cancelRequestedAt, notBefore } = job.status;
  return create(JobSchema, {
    id: job.id,
    spec: jobSpecToWire(job.spec, { withEnv }),
    state: jobState.toWire(view.state),
    message: view.message,
    submittedAt: timeToWire(job.submittedAt),
    startedAt: optionalTimeToWire(attempts.at(-1)?.startedAt ?? null),
    endedAt: optionalTimeToWire(outcome?.at ?? null),
    principal: job.principal,
    cancelRequested: cancelRequestedAt !== null,
    attempts: attempts.map((attempt) =>
      attemptToWire(attempt, { nodeName: nodeName(attempt.nodeId), withOutputs: withEnv }),
    ),
    retryOf: job.retryOf ?? '',
    sequence: uint64ToWire(job.sequence),
    owner: optionalStepRefToWire(job.owner),
    // A time that is not after the submit never held the job back.
    notBefore: notBefore > job.submittedAt ? timeToWire(notBefore) : undefined,
  });
}

/** Throws WireError. */
export function jobViewFromWire(message: WireJob): JobSeen {
  return {
    id: idFromWire('job', message.id, 'id'),
    spec: within('spec', () => acceptedJobSpecFromWire(required(message.spec, ''))),
    state: jobState.fromWire(message.state, 'state'),
    message: message.message,
    submittedAt: timeFromWire(message.submittedAt, 'submitted_at'),
    startedAt: optionalTimeFromWire(message.startedAt, 'started_at'),
    endedAt: optionalTimeFromWire(message.endedAt, 'ended_at'),
    principal: message.principal,
    cancelRequested: message.cancelRequested,
    attempts: each('attempts', message.attempts, attemptFromWire),
    retryOf: optionalIdFromWire('job', message.retryOf, 'retry_of'),
    sequence: uint64FromWire(message.sequence, 'sequence'),
    owner: optionalStepRefFromWire(message.owner, 'owner'),
    notBefore: optionalTimeFromWire(message.notBefore, 'not_before'),
  };
}
