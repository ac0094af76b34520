import { describe, expect, test } from 'vitest';
import { attemptTransitions, type AttemptState } from './attempt.ts';
import { jobStateOf, jobTransitions, type JobOutcome, type JobState, type JobStatus } from './job.ts';
import { mayFollow, statesOf } from './transition-table.ts';

const waiting: JobStatus = {
  outcome: null,
  cancelRequestedAt: null,
  attempts: 0,
  retriesUsed: 0,
  reschedulesUsed: 0,
  notBefore: 0,
  queuedAt: 0,
};
const ended = (state: JobOutcome['state']): JobStatus => ({ ...waiting, outcome: { state, at: 1, message: 'over' } });

describe('the state of a job without an outcome follows its latest attempt', () => {
  test.for<[string, AttemptState | null, JobState]>([
    ['no attempt: it waits', null, 'queued'],
    ['only placed: nothing has started', 'placed', 'queued'],
    ['starting', 'starting', 'running'],
    ['running', 'running', 'running'],
    ['being stopped: it still runs', 'stopping', 'running'],
    ['its node is silent', 'unknown', 'unknown'],
    ['failed without an outcome: the next attempt is due', 'failed', 'queued'],
    ['lost without an outcome: the next attempt is due', 'lost', 'queued'],
    ['cancelled (a drain) without an outcome: the next attempt is due', 'cancelled', 'queued'],
    ['succeeded without an outcome: the outcome is about to be written', 'succeeded', 'queued'],
  ])('%s', ([, attempt, state]) => {
    expect(jobStateOf(waiting, attempt === null ? null : { state: attempt })).toBe(state);
  });
});

test('an outcome is final, whatever a late report says of an attempt', () => {
  for (const outcome of ['succeeded', 'failed', 'cancelled'] as const) {
    for (const attempt of statesOf(attemptTransitions)) {
      expect(jobStateOf(ended(outcome), { state: attempt })).toBe(outcome);
    }
    expect(jobStateOf(ended(outcome), null)).toBe(outcome);
  }
});

test('every transition of a live attempt moves its job along the job’s own table', () => {
  for (const from of statesOf(attemptTransitions)) {
    for (const to of statesOf(attemptTransitions)) {
      if (!mayFollow(attemptTransitions, from, to)) continue;
      const before = jobStateOf(waiting, { state: from });
      const after = jobStateOf(waiting, { state: to });
      if (before !== after)
        expect([before, after, mayFollow(jobTransitions, before, after)]).toEqual([before, after, true]);
    }
  }
});
