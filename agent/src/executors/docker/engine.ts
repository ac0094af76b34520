/**
 * What the executor needs of a container engine, in its own words: a dozen calls of the Docker API, so that the client library
 * stays in one file, and out of programs that do without it. Every call rejects with `EngineError` and nothing else.
 */

export interface Engine {
  version(): Promise<string>;
  /** Whether the image is on this machine. */
  hasImage(image: string): Promise<boolean>;
  /** Fetches it; resolves when it is on this machine. */
  pull(image: string, how: PullSetting): Promise<void>;
  /** Makes a container and does not start it; answers its id. */
  create(plan: ContainerPlan): Promise<string>;
  start(id: string): Promise<void>;
  /** All with these labels, whatever their state. */
  list(labels: Readonly<Record<string, string>>): Promise<readonly ListedContainer[]>;
  /** Null: there is none. */
  inspect(id: string): Promise<ContainerState | null>;
  /** False: it does not run. */
  signal(id: string, signal: 'SIGTERM' | 'SIGKILL'): Promise<boolean>;
  /** `running`: it runs, and it was not to be forced. One that is not there is removed. */
  remove(id: string, how: { readonly force: boolean }): Promise<'removed' | 'running'>;
  /** Everything that it wrote, from its first byte, in the engine's frames; ends when the container has. */
  output(id: string, signal: AbortSignal): Promise<AsyncIterable<Buffer>>;
}

export interface PullSetting {
  /** For the `X-Registry-Auth` header; null: nobody has logged in there. */
  readonly login: RegistryLogin | null;
  readonly onProgress: (progress: PullProgress) => void;
  readonly signal: AbortSignal;
}

export interface RegistryLogin {
  readonly username: string;
  readonly password: string;
  readonly serveraddress: string;
}

/** Of one layer. */
export interface PullProgress {
  readonly layer: string;
  readonly bytes: number;
  readonly totalBytes: number;
}

/** The body of a create call, with its name. */
export interface ContainerPlan {
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface ListedContainer {
  readonly id: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface ContainerState {
  readonly id: string;
  readonly labels: Readonly<Record<string, string>>;
  /** `created`: never started. */
  readonly status: 'created' | 'running' | 'ended';
  readonly exitCode: number;
  readonly outOfMemory: boolean;
  /** Ms since the epoch; null: it never started. */
  readonly startedAt: number | null;
  /** Null: it has not ended. */
  readonly endedAt: number | null;
}

/**
 * `unreachable`: no engine answers; it may be back soon. `forbidden`: this user may not use it. `absent`: what was asked for is
 * not there. `denied`: a registry wants a login. `taken`: the name belongs to another. `wrong`: it cannot be as it was asked.
 * `failed`: the engine could not.
 */
export type EngineErrorCode = 'unreachable' | 'forbidden' | 'absent' | 'denied' | 'taken' | 'wrong' | 'failed';

/**
 * The error that was thrown, or one with its words. By its name: the client is built into a program file of its own, which brings a
 * class of its own along.
 */
export function engineErrorFrom(thrown: unknown): EngineError {
  // Nobody else calls an error so.
  if (thrown instanceof Error && thrown.name === 'EngineError') return thrown as EngineError;
  return new EngineError('failed', thrown instanceof Error ? thrown.message : String(thrown), thrown);
}

export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: EngineErrorCode;
  /** `message`: what the engine said, or a sentence. */
  constructor(code: EngineErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
