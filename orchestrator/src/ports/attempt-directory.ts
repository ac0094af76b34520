/** Which attempts there are, as far as the log path needs to know. Answered from committed state. */
import type { AttemptRef, JobId, LogLengths, NodeId } from '@orchion/domain';

export interface KnownAttempt {
  readonly nodeId: NodeId;
  readonly ended: boolean;
  /** The log's final length, known once it ended with a report. */
  readonly logLengths: LogLengths | null;
  /** Its node was removed or given up: what is missing of its log will hardly come any more. */
  readonly nodeGone: boolean;
}

export interface AttemptDirectory {
  /** The attempt, alive or ended, or null. */
  find(ref: AttemptRef): KnownAttempt | null;
  /** The job's latest attempt: number 0 where none was made yet; null where there is no such job. */
  latest(jobId: JobId): { readonly number: number; readonly jobEnded: boolean } | null;
  /** Calls back when the job, or an attempt of it, has changed. */
  onChange(jobId: JobId, listener: () => void): { dispose(): void };
}
