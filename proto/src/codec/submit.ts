/** Submits as they come from users: SubmitJobRequest and SubmitJobsRequest. */
import { limits, parseId, type JobSpec, type RequestId, type Violation } from '@orchion/domain';
import type { SubmitJobRequest, SubmitJobsRequest } from '../../gen/orchion/v1/job_pb.js';
import { jobSpecFromWire } from './job-spec.ts';

export interface Submit {
  readonly spec: JobSpec;
  /** Null: the orchestrator makes one. */
  readonly requestId: RequestId | null;
}

/** More would not be read, and gRPC carries them in a trailer. */
const violationsMax = 100;

/** Answers violations with field paths. Never throws. */
export function submitFromWire(
  message: SubmitJobRequest,
): { readonly submit: Submit } | { readonly violations: readonly Violation[] } {
  const answer = jobSpecFromWire(message.spec);
  const requestId = requestIdFromWire(message.requestId);
  const violations = [
    ...('violations' in answer ? answer.violations : []),
    ...('violations' in requestId ? requestId.violations : []),
  ];
  if ('violations' in answer || 'violations' in requestId) return { violations: violations.slice(0, violationsMax) };
  return { submit: { spec: answer.spec, requestId: requestId.requestId } };
}

/** As `submitFromWire`; fields begin with 'jobs[i].'. */
export function submitsFromWire(
  message: SubmitJobsRequest,
): { readonly submits: readonly Submit[] } | { readonly violations: readonly Violation[] } {
  const count = message.jobs.length;
  if (count < 1 || count > limits.submitBatchMax) {
    const found = { field: 'jobs', message: `must have 1 to ${limits.submitBatchMax} entries, has ${count}` };
    return { violations: [found] };
  }
  const submits: Submit[] = [];
  const violations: Violation[] = [];
  for (const [i, job] of message.jobs.entries()) {
    const answer = submitFromWire(job);
    if ('submit' in answer) submits.push(answer.submit);
    else violations.push(...answer.violations.map((found) => ({ ...found, field: `jobs[${i}].${found.field}` })));
    if (violations.length >= violationsMax) break;
  }
  return violations.length === 0 ? { submits } : { violations: violations.slice(0, violationsMax) };
}

/** A client's request id; empty is null. */
export function requestIdFromWire(
  text: string,
): { readonly requestId: RequestId | null } | { readonly violations: readonly Violation[] } {
  const requestId = text === '' ? null : parseId('request', text);
  if (text === '' || requestId !== null) return { requestId };
  return { violations: [{ field: 'request_id', message: 'must be 1 to 128 printable characters without spaces' }] };
}
