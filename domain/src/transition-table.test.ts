import { describe, expect, test } from 'vitest';
import { attemptMayBecome, attemptTransitions, endedStateOf, isLiveAttempt, type AttemptEnd } from './attempt.ts';
import { isEndedJob, jobTransitions } from './job.ts';
import { nodeEligibilityTransitions, nodeLivenessTransitions } from './node.ts';
import { isTerminalIn, mayFollow, statesOf, type TransitionTable } from './transition-table.ts';

/** A state's name stands for itself: which table it is of does not matter to these rules. */
function asPlain<State extends string>(table: TransitionTable<State>): TransitionTable<string> {
  return table;
}

function reachableFrom(table: TransitionTable<string>, start: string): ReadonlySet<string> {
  const seen = new Set([start]);
  for (const state of seen) for (const next of statesOf(table)) if (mayFollow(table, state, next)) seen.add(next);
  return seen;
}

const tables = [
  { table: asPlain(attemptTransitions), terminal: ['succeeded', 'failed', 'cancelled', 'lost'] },
  { table: asPlain(jobTransitions), terminal: ['succeeded', 'failed', 'cancelled'] },
  { table: asPlain(nodeLivenessTransitions), terminal: [] },
  { table: asPlain(nodeEligibilityTransitions), terminal: [] },
];

describe.each(tables)('the state machine of $table.of', ({ table, terminal }) => {
  test('reaches every state from its initial one', () => {
    expect([...reachableFrom(table, table.initial)].sort()).toEqual([...statesOf(table)].sort());
  });

  test('ends in its terminal states and in no other', () => {
    expect(statesOf(table).filter((state) => isTerminalIn(table, state))).toEqual(terminal);
  });

  test('can end from every state, or come back to its beginning where it never ends', () => {
    for (const state of statesOf(table)) {
      const reached = reachableFrom(table, state);
      const aims = terminal.length > 0 ? terminal : [table.initial];
      expect(aims.some((aim) => reached.has(aim))).toBe(true);
    }
  });

  test('leads only to states that it has, never to the same one, and says when', () => {
    for (const state of statesOf(table)) {
      for (const [next, when] of Object.entries(table.states[state]?.next ?? {})) {
        expect(statesOf(table)).toContain(next);
        expect(next).not.toBe(state);
        expect(when?.length).toBeGreaterThan(5);
      }
      expect(table.states[state]?.means).toMatch(/\.$/);
    }
  });
});

describe('attempts', () => {
  test('live and ended states are told apart by the table', () => {
    const live = statesOf(attemptTransitions).filter(isLiveAttempt);
    expect(live).toEqual(['placed', 'starting', 'running', 'stopping', 'unknown']);
  });

  test('every live attempt may be lost, fall silent or end; nothing follows an end', () => {
    for (const state of statesOf(attemptTransitions)) {
      for (const end of ['succeeded', 'failed', 'cancelled', 'lost'] as const) {
        expect(attemptMayBecome(state, end)).toBe(isLiveAttempt(state));
      }
      if (isLiveAttempt(state) && state !== 'unknown') expect(attemptMayBecome(state, 'unknown')).toBe(true);
    }
  });

  test('a command that runs is never back to starting, and one that is being stopped never back to running', () => {
    expect(attemptMayBecome('running', 'starting')).toBe(false);
    expect(attemptMayBecome('running', 'placed')).toBe(false);
    expect(attemptMayBecome('stopping', 'running')).toBe(false);
  });

  test.for<[string, Pick<AttemptEnd, 'reason' | 'exitCode'>, string]>([
    ['exit code 0 is success', { reason: 'exit_code', exitCode: 0 }, 'succeeded'],
    ['any other exit code is failure', { reason: 'exit_code', exitCode: 1 }, 'failed'],
    ['an exit without a code is failure', { reason: 'exit_code', exitCode: null }, 'failed'],
    ['a signal is failure', { reason: 'signal', exitCode: null }, 'failed'],
    ['out of time is failure, whatever the exit code', { reason: 'timeout', exitCode: 0 }, 'failed'],
    ['out of memory is failure', { reason: 'out_of_memory', exitCode: null }, 'failed'],
    ['preempted is failure', { reason: 'preempted', exitCode: null }, 'failed'],
    ['refused is failure', { reason: 'refused', exitCode: null }, 'failed'],
    ['an executor’s error is failure', { reason: 'executor_error', exitCode: null }, 'failed'],
    ['a product that is missing is failure', { reason: 'output_error', exitCode: 0 }, 'failed'],
    ['cancelled is cancelled', { reason: 'cancelled', exitCode: 0 }, 'cancelled'],
    ['a lost node loses it', { reason: 'node_lost', exitCode: null }, 'lost'],
  ])('%s', ([, end, state]) => {
    expect(endedStateOf(end)).toBe(state);
  });
});

test('a job’s ended states are the terminal ones of its table', () => {
  for (const state of statesOf(jobTransitions)) expect(isEndedJob(state)).toBe(isTerminalIn(jobTransitions, state));
});
