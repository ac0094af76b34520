/** What cannot be done with files, as a failure for the user. */
import { FileProblem, type FileProblemCode } from '@orchion/files';
import type { ErrorCode } from './error-codes.ts';
import { CliFailure } from './failure.ts';

const codes: Readonly<Record<FileProblemCode, ErrorCode>> = {
  wrong: 'files',
  missing: 'not_found',
  full: 'resource_exhausted',
  unavailable: 'unavailable',
  refused: 'unauthenticated',
  changed: 'files',
  io: 'files',
  stopped: 'cancelled',
};

/** Runs work with files; what it throws becomes a failure with its own words. `again`: what does it once more. */
export async function withFiles<T>(again: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isStop = error instanceof Error && error.name === 'AbortError';
    const problem = error instanceof FileProblem ? error : isStop ? new FileProblem('stopped', 'it was stopped') : null;
    if (problem === null) throw error;
    const message = problem.message.charAt(0).toUpperCase() + problem.message.slice(1);
    const goesOn = problem.code === 'unavailable' || problem.code === 'stopped' || problem.code === 'changed';
    throw new CliFailure({
      code: codes[problem.code],
      message: /[.!?]$/.test(message) ? message : `${message}.`,
      cause: problem,
      ...(goesOn && { hint: `The same again goes on where it stopped: ${again}` }),
    });
  }
}
