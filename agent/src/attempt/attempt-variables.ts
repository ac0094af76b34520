/** What every command is told about itself, whatever runs it. */
import type { StartRequest } from '../ports/executor.ts';

export function attemptVariables(
  request: Pick<StartRequest, 'jobId' | 'number' | 'nodeName'>,
): Readonly<Record<string, string>> {
  return {
    ORCHION_JOB_ID: request.jobId,
    ORCHION_ATTEMPT: String(request.number),
    // Grows with every attempt: a store that remembers the highest it saw can refuse a late writer.
    ORCHION_FENCE: String(request.number),
    // The same for every attempt of the job.
    ORCHION_IDEMPOTENCY_KEY: request.jobId,
    ORCHION_NODE: request.nodeName,
  };
}
