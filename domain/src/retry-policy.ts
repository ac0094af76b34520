/**
 * Which ended attempt is followed by another one. Three kinds of failure, never mixed: the machine's (rescheduled free of
 * charge), the program's (retried only if the user asked), the configuration's (never retried).
 */
import type { AttemptEnd, AttemptEndReason } from './attempt.ts';
import type { OnLost } from './job.ts';
import { limits } from './limits.ts';

export interface RetryPolicy {
  /** Further attempts after a program failure; 0: none. */
  readonly retriesMax: number;
  /** Only these exit codes are retried; null: every program failure. */
  readonly exitCodes: readonly number[] | null;
  /** First wait before a retry, ms; doubled each time up to `backoffMaxMs`. */
  readonly backoffMs: number;
  readonly backoffMaxMs: number;
}

export type FailureKind = 'machine' | 'program' | 'configuration';

export function failureKindOf(reason: AttemptEndReason): FailureKind | null {
  switch (reason) {
    case 'refused':
    case 'preempted':
    case 'node_lost':
      return 'machine';
    case 'exit_code':
    case 'signal':
    case 'timeout':
    case 'out_of_memory':
    case 'output_error':
      return 'program';
    case 'executor_error':
      return 'configuration';
    case 'cancelled':
      return null;
  }
}

export type AfterEnd =
  | { readonly kind: 'finish' }
  /** Queue it again after `delayMs`. `charge`: which counter the new attempt is taken from. */
  | { readonly kind: 'requeue'; readonly delayMs: number; readonly charge: 'retry' | 'reschedule' | 'none' };

export interface AfterEndQuestion {
  readonly end: AttemptEnd;
  readonly policy: RetryPolicy;
  readonly retriesUsed: number;
  readonly reschedulesUsed: number;
  /** Attempts made so far, the ended one included: what is neither retry nor reschedule among them was refused. */
  readonly attempts: number;
  readonly onLost: OnLost;
  /** Whether the command is known not to have started: a free reschedule is then always safe. */
  readonly neverStarted: boolean;
}

/** What follows an attempt that ended without success and without a cancel. */
export function afterEnd(question: AfterEndQuestion): AfterEnd {
  const { end, policy, retriesUsed, reschedulesUsed } = question;
  const kind = failureKindOf(end.reason);
  if (kind === null || kind === 'configuration') return { kind: 'finish' };
  if (kind === 'program') {
    if (retriesUsed >= policy.retriesMax) return { kind: 'finish' };
    const listed = end.exitCode !== null && policy.exitCodes?.includes(end.exitCode) === true;
    if (policy.exitCodes !== null && !listed) return { kind: 'finish' };
    return { kind: 'requeue', delayMs: backoff(retriesUsed, policy.backoffMs, policy.backoffMaxMs), charge: 'retry' };
  }
  // A refusal is the scheduler's knowledge being behind the machine's: it costs nothing, so it must not use up the
  // reschedules that a lost node may need later. It never runs out; the growing backoff keeps it from spinning.
  if (end.reason === 'refused') {
    const refusedBefore = Math.max(0, question.attempts - 1 - retriesUsed - reschedulesUsed);
    const delayMs = backoff(refusedBefore, limits.rescheduleBackoffMs, limits.rescheduleBackoffMaxMs);
    return { kind: 'requeue', delayMs, charge: 'none' };
  }
  // A command that had started runs again only where the job says that this is safe.
  if (!question.neverStarted && question.onLost !== 'retry') return { kind: 'finish' };
  if (reschedulesUsed >= limits.reschedulesMax) return { kind: 'finish' };
  const delayMs = backoff(reschedulesUsed, limits.rescheduleBackoffMs, limits.rescheduleBackoffMaxMs);
  return { kind: 'requeue', delayMs, charge: 'reschedule' };
}

function backoff(used: number, firstMs: number, maxMs: number): number {
  return Math.min(maxMs, firstMs * 2 ** Math.min(used, 30));
}
