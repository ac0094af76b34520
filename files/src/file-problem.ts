/** What cannot be done with files, in words for a person, with a stable code. */
export type FileProblemCode =
  /** Something is wrong with what was asked: a folder that is none, a pattern without a match, a tree that cannot be here. */
  | 'wrong'
  /** The content is not at the orchestrator. */
  | 'missing'
  /** This machine's disk, or the orchestrator's store, has no room. */
  | 'full'
  /** The orchestrator cannot be reached, or broke off: the same again may help. */
  | 'unavailable'
  /** It does not accept the token. */
  | 'refused'
  /** A file changed while it was read, or what came is not what was asked for. */
  | 'changed'
  /** The disk of this machine failed. */
  | 'io'
  | 'stopped';

export class FileProblem extends Error {
  override readonly name = 'FileProblem';
  readonly code: FileProblemCode;
  constructor(code: FileProblemCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** What the system said, as a problem; one that is known already stays. */
export function fileProblemOf(error: unknown, what: string): FileProblem {
  if (error instanceof FileProblem) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (error instanceof Error && error.name === 'AbortError') return new FileProblem('stopped', 'it was stopped', error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return new FileProblem('full', `${what}: the disk is full`, error);
  return new FileProblem('io', `${what}: ${error instanceof Error ? error.message : String(error)}`, error);
}
