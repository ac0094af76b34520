/**
 * What went wrong, for the person or script that ran the command: what, where, what to do. Commands throw it, and one place
 * (`run-cli`) prints it; nothing else writes errors.
 */
import type { Violation } from '@orchion/domain';
import { errorCodes, type ErrorCode } from './error-codes.ts';
import { exitCodes } from './exit-codes.ts';

export interface FailureText {
  /** Stable, for scripts; says the exit code too. */
  readonly code: ErrorCode;
  /** What is wrong: one sentence. */
  readonly message: string;
  /** Where: an address, a path. */
  readonly where?: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly violations?: readonly Violation[];
  readonly cause?: unknown;
}

export class CliFailure extends Error {
  override readonly name = 'CliFailure';
  readonly text: FailureText;
  constructor(text: FailureText) {
    super(text.message, { cause: text.cause });
    this.text = text;
  }
  get exitCode(): number {
    return exitCodes[errorCodes[this.text.code].exit].code;
  }
}

/** A wrong command line: the commonest failure, in one call. */
export function usageFailure(message: string, hint?: string): CliFailure {
  return new CliFailure({ code: 'usage', message, ...(hint === undefined ? {} : { hint }) });
}
