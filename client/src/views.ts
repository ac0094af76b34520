/**
 * What the calls take and answer, as plain values for interfaces: numbers rather than bigint, milliseconds since the epoch
 * rather than messages, the domain's own unions rather than enum numbers. Absent is null. What is seen of a job, a node or
 * the cluster (`JobSeen`, `NodeSeen`, `StatusSeen` ...) is described with its codec in `@orchion/proto`.
 */
import type { JobSpec, JobState } from '@orchion/domain';
import type { JobSeen } from '@orchion/proto';

export interface JobPage {
  readonly jobs: readonly JobSeen[];
  /** Pass it back for the next page; null on the last one. */
  readonly nextPageToken: string | null;
}

/** What is left out is not filtered by. */
export interface JobQuery {
  readonly states?: readonly JobState[];
  /** Part of the name. */
  readonly name?: string;
  /** Id or name of the node of the latest attempt. */
  readonly node?: string;
  readonly idPrefix?: string;
  /** 1 to 1,000; 100 where it is left out. */
  readonly pageSize?: number;
  readonly pageToken?: string;
}

export interface SubmitRequest {
  readonly spec: JobSpec;
  /** The same id twice gives the same job. Made here where it is left out. */
  readonly requestId?: string;
}

export interface Submitted {
  readonly job: JobSeen;
  readonly revision: number;
  /** What the user should know now. */
  readonly warnings: readonly string[];
}

export interface Health {
  /** False while it recovers or stops. */
  readonly ready: boolean;
  readonly version: string;
  readonly apiVersion: string;
}
