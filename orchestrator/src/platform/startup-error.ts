/**
 * Why the orchestrator cannot start, said to the person who started it: what, where, and what would be right. The code
 * decides the exit code.
 */
export type StartupErrorCode =
  /** Flags or environment. */
  | 'bad_settings'
  /** A directory, socket or token file that others could read or change. */
  | 'unsafe_file'
  /** Another orchestrator has the data directory or answers on the socket. */
  | 'in_use'
  /** An address that it must not or cannot listen on. */
  | 'bad_address';

export class StartupError extends Error {
  override readonly name = 'StartupError';
  readonly code: StartupErrorCode;
  constructor(code: StartupErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
