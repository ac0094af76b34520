/**
 * What the calls take and answer, as plain values for interfaces: numbers rather than bigint, milliseconds since the epoch
 * rather than messages, the domain's own unions rather than enum numbers. Absent is null. What is seen of a job, a node or
 * the cluster (`JobSeen`, `NodeSeen`, `StatusSeen` ...) is described with its codec in `@orchion/proto`.
 */
import type {
  CacheEntry,
  Digest,
  JobSpec,
  JobState,
  JsonValue,
  RerunScope,
  RunId,
  RunSource,
  RunState,
} from '@orchion/domain';
import type { JobSeen, RunSeen } from '@orchion/proto';

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

export interface StartRunRequest {
  readonly source: RunSource;
  /** Text is read as the input's type. */
  readonly inputs?: Readonly<Record<string, JsonValue>>;
  /** By `workspaceKey`. */
  readonly workspaces?: Readonly<Record<string, Digest>>;
  /** The same id twice gives the same run. Made here where it is left out. */
  readonly requestId?: string;
}

export interface RerunRequest {
  readonly runId: RunId;
  /** Everything where it is left out. */
  readonly scope?: RerunScope;
  /** All of them anew; as before where they are left out. */
  readonly inputs?: Readonly<Record<string, JsonValue>>;
  /** The pipeline as it is now, for a run of what was mended; as it was where it is left out. */
  readonly edited?: Pick<StartRunRequest, 'source' | 'workspaces'>;
  readonly requestId?: string;
}

/** What is left out is not filtered by. */
export interface RunQuery {
  readonly states?: readonly RunState[];
  /** Part of the pipeline's name. */
  readonly pipeline?: string;
  readonly idPrefix?: string;
  /** Runs that steps of other runs use, too. */
  readonly withChildren?: boolean;
  /** 1 to 1,000; 100 where it is left out. */
  readonly pageSize?: number;
  readonly pageToken?: string;
}

export interface RunPage {
  readonly runs: readonly RunSeen[];
  /** Pass it back for the next page; null on the last one. */
  readonly nextPageToken: string | null;
}

export interface CachePage {
  readonly entries: readonly CacheEntry[];
  readonly nextPageToken: string | null;
}

export interface PipelineProblemSeen {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** 'steps.train.needs'; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
  readonly isWarning: boolean;
}
