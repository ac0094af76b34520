import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AttemptEnd, AttemptEndReason } from './attempt.ts';
import { limits } from './limits.ts';
import { afterEnd, failureKindOf, type AfterEnd, type AfterEndQuestion } from './retry-policy.ts';

const ended = (reason: AttemptEndReason, exitCode: number | null = null): AttemptEnd => {
  return { reason, exitCode, signal: null, message: 'it ended' };
};

/** The first attempt of a job without retries, whose command had started. */
const question = (changed: Partial<AfterEndQuestion>): AfterEndQuestion => ({
  end: ended('exit_code', 1),
  policy: { retriesMax: 0, exitCodes: null, backoffMs: 1000, backoffMaxMs: 60_000 },
  retriesUsed: 0,
  reschedulesUsed: 0,
  attempts: 1,
  onLost: 'hold',
  neverStarted: false,
  ...changed,
});
const twice = { retriesMax: 2, exitCodes: null, backoffMs: 1000, backoffMaxMs: 60_000 };
const listed = { ...twice, exitCodes: [75] };

const finish: AfterEnd = { kind: 'finish' };
const retry = (delayMs: number): AfterEnd => ({ kind: 'requeue', delayMs, charge: 'retry' });
const reschedule = (delayMs: number): AfterEnd => ({ kind: 'requeue', delayMs, charge: 'reschedule' });
const free = (delayMs: number): AfterEnd => ({ kind: 'requeue', delayMs, charge: 'none' });

describe('the program’s failures', () => {
  test.for<[string, Partial<AfterEndQuestion>, AfterEnd]>([
    ['end the job when no retry was asked for', {}, finish],
    ['are retried when the user asked', { policy: twice }, retry(1000)],
    ['wait twice as long each time', { policy: twice, retriesUsed: 1 }, retry(2000)],
    ['end the job when the retries are used up', { policy: twice, retriesUsed: 2 }, finish],
    ['are retried after a listed exit code', { policy: listed, end: ended('exit_code', 75) }, retry(1000)],
    ['end the job after an exit code that is not listed', { policy: listed }, finish],
    ['end the job after a signal when exit codes are listed', { policy: listed, end: ended('signal') }, finish],
    ['are retried after a signal when none is listed', { policy: twice, end: ended('signal') }, retry(1000)],
    ['include running out of time', { policy: twice, end: ended('timeout') }, retry(1000)],
    ['include running out of memory', { policy: twice, end: ended('out_of_memory') }, retry(1000)],
    ['do not count what the machine did', { policy: twice, reschedulesUsed: 3, attempts: 4 }, retry(1000)],
    ['wait no longer than the bound', { policy: { ...twice, backoffMaxMs: 1500 }, retriesUsed: 1 }, retry(1500)],
  ])('%s', ([, changed, after]) => {
    expect(afterEnd(question(changed))).toEqual(after);
  });
});

describe('the machine’s failures', () => {
  const lost = ended('node_lost');
  const preempted = ended('preempted');
  test.for<[string, Partial<AfterEndQuestion>, AfterEnd]>([
    ['are rescheduled when the command had not started', { end: lost, neverStarted: true }, reschedule(1000)],
    ['end the job when it had started and must not run twice', { end: lost }, finish],
    ['are rescheduled when the job says that twice does no harm', { end: lost, onLost: 'retry' }, reschedule(1000)],
    ['end the job when its policy is to fail', { end: lost, onLost: 'fail' }, finish],
    [
      'are rescheduled before the start whatever the policy',
      { end: lost, onLost: 'fail', neverStarted: true },
      reschedule(1000),
    ],
    ['hold for a preempted command too', { end: preempted }, finish],
    ['reschedule a preempted command that may run twice', { end: preempted, onLost: 'retry' }, reschedule(1000)],
    ['run out after three', { end: lost, neverStarted: true, reschedulesUsed: limits.reschedulesMax }, finish],
    [
      'do not use up the user’s retries',
      { end: lost, neverStarted: true, policy: twice, retriesUsed: 2 },
      reschedule(1000),
    ],
  ])('%s', ([, changed, after]) => {
    expect(afterEnd(question(changed))).toEqual(after);
  });
});

describe('a refusal', () => {
  const refused = ended('refused');
  test.for<[string, Partial<AfterEndQuestion>, AfterEnd]>([
    ['costs nothing', { end: refused }, free(1000)],
    ['waits longer after each refusal before it', { end: refused, attempts: 4 }, free(8000)],
    ['waits at most a minute', { end: refused, attempts: 10_000 }, free(limits.rescheduleBackoffMaxMs)],
    ['never runs out', { end: refused, attempts: 10_000, reschedulesUsed: 3 }, free(limits.rescheduleBackoffMaxMs)],
    [
      'does not wait longer for retries and reschedules before it',
      { end: refused, attempts: 4, retriesUsed: 2, reschedulesUsed: 1 },
      free(1000),
    ],
  ])('%s', ([, changed, after]) => {
    expect(afterEnd(question(changed))).toEqual(after);
  });

  test('leaves all reschedules to a node that is lost afterwards', () => {
    const after = afterEnd(question({ end: ended('node_lost'), neverStarted: true, attempts: 50 }));
    expect(after).toEqual(reschedule(1000));
  });
});

test.for<AttemptEndReason>(['executor_error', 'cancelled'])('%s is never followed by another attempt', (reason) => {
  expect(afterEnd(question({ end: ended(reason), policy: twice, onLost: 'retry', neverStarted: true }))).toEqual(
    finish,
  );
});

test('each reason is of one kind of failure, and a cancel is none', () => {
  const kinds = Object.fromEntries(
    (
      [
        'refused',
        'preempted',
        'node_lost',
        'exit_code',
        'signal',
        'timeout',
        'out_of_memory',
        'executor_error',
        'output_error',
        'cancelled',
      ] as const
    ).map((reason) => [reason, failureKindOf(reason)]),
  );
  expect(kinds).toEqual({
    refused: 'machine',
    preempted: 'machine',
    node_lost: 'machine',
    exit_code: 'program',
    signal: 'program',
    timeout: 'program',
    out_of_memory: 'program',
    executor_error: 'configuration',
    output_error: 'program',
    cancelled: null,
  });
});

test('whatever is asked, a delay is a finite time within its bound', () => {
  const count = fc.nat({ max: 2 ** 31 });
  fc.assert(
    fc.property(
      fc.constantFrom<AttemptEndReason>('exit_code', 'node_lost', 'refused'),
      count,
      count,
      count,
      (reason, a, b, c) => {
        const policy = { retriesMax: 100, exitCodes: null, backoffMs: 1000, backoffMaxMs: 60_000 };
        const after = afterEnd(
          question({ end: ended(reason), policy, retriesUsed: a, reschedulesUsed: b, attempts: c, neverStarted: true }),
        );
        if (after.kind === 'requeue') expect(after.delayMs >= 1000 && after.delayMs <= 60_000).toBe(true);
      },
    ),
  );
});
