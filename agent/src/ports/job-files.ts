/**
 * The files of attempts: brought before the start, gathered after the end, by one try each. What a try has done stays, so
 * that the next one, also of a later agent process, goes on there. Nothing here rejects but with `JobFilesError`.
 */
import type { AttemptEnd, AttemptRef, JobSpec, Products } from '@orchion/domain';

export interface JobFilesPort {
  /** Lays the job's files out in its private folder. Answers where its command is to run, and with what besides. */
  prepare(ref: AttemptRef, spec: Pick<JobSpec, 'files' | 'cwd'>, signal: AbortSignal): Promise<PreparedFiles>;
  /** Brings what it leaves to the orchestrator: safe there when it resolves. */
  gather(ref: AttemptRef, wanted: GatherRequest, signal: AbortSignal): Promise<GatheredFiles>;
  /** Removes everything that is kept for it. Never rejects. */
  forget(ref: AttemptRef): Promise<void>;
  /** Removes what is kept for others than these. Never rejects. */
  keepOnly(refs: readonly AttemptRef[]): Promise<void>;
  close(): void;
}

export interface PreparedFiles {
  /** The private folder. Absolute. */
  readonly folder: string;
  /** What `ORCHION_OUTPUT` names; null: nobody collects outputs. Absolute. */
  readonly output: string | null;
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface GatherRequest extends Pick<JobSpec, 'cwd'> {
  /** Only those that are due after this end. */
  readonly leave: JobSpec['files']['leave'];
  readonly collectsOutputs: boolean;
  readonly end: AttemptEnd;
}

interface GatheredFiles {
  readonly products: Products;
  /** One sentence about what could not be gathered; null: everything was. */
  readonly problem: string | null;
}

/**
 * `unavailable`: the orchestrator cannot be reached; the same again may help. `full`: there is no room, here or there.
 * `wrong`: what was asked cannot be. `machine`: this machine cannot do it; another one may. `stopped`: the signal ended it.
 */
export type JobFilesErrorCode = 'unavailable' | 'full' | 'wrong' | 'machine' | 'stopped';

export class JobFilesError extends Error {
  override readonly name = 'JobFilesError';
  readonly code: JobFilesErrorCode;
  constructor(code: JobFilesErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** A node that moves no files: jobs with files are refused, so that another node takes them. */
export const noJobFiles: JobFilesPort = {
  prepare: () => Promise.reject(new JobFilesError('machine', 'This node cannot fetch files.')),
  gather: () => Promise.resolve({ products: { outputs: {}, artifacts: [] }, problem: null }),
  forget: () => Promise.resolve(),
  keepOnly: () => Promise.resolve(),
  close: () => undefined,
};
