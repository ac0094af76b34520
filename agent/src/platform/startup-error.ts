/** Why an agent cannot start: what a person must change, and the exit code that says so. */
export const exitCodes = {
  stopped: 0,
  /** A bug. */
  failed: 1,
  /** Settings or files must be changed first. */
  badConfiguration: 2,
  /** Another agent has the state directory. */
  inUse: 3,
  /** The disk failed: start again, and everything is recovered from what is durable. */
  recoverFromDisk: 4,
} as const;

export class StartupError extends Error {
  override readonly name = 'StartupError';
  readonly exitCode: number;
  constructor(exitCode: number, message: string, cause?: unknown) {
    super(message, { cause });
    this.exitCode = exitCode;
  }
}
