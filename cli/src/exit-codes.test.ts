import { expect, test } from 'vitest';
import { exitCodeOfJob, exitCodes, type EndOfJob } from './exit-codes.ts';

const ended = (reason: NonNullable<EndOfJob['end']>['reason'], more: Partial<EndOfJob['end']> = {}): EndOfJob => ({
  state: 'failed',
  end: { reason, exitCode: null, signal: null, ...more },
});

test.each<[string, EndOfJob, number]>([
  ['success', { state: 'succeeded', end: { reason: 'exit_code', exitCode: 0, signal: null } }, 0],
  ['the command’s own code', ended('exit_code', { exitCode: 7 }), 7],
  ['a signal as 128 + its number', ended('signal', { signal: 'SIGTERM' }), 143],
  ['a signal that this system does not know', ended('signal', { signal: 'SIGWHAT' }), 125],
  ['the kill for memory as SIGKILL', ended('out_of_memory'), 137],
  ['a timeout as timeout(1) does', ended('timeout', { signal: 'SIGTERM' }), 124],
  ['a command that could not be started', ended('executor_error'), 125],
  ['what it should leave could not be collected', ended('output_error'), 125],
  ['a lost node', ended('node_lost'), 125],
  ['a queue timeout, without any attempt', { state: 'failed', end: null }, 125],
  ['cancelled while it waited', { state: 'cancelled', end: null }, 123],
  [
    'cancelled while it ran',
    { state: 'cancelled', end: { reason: 'cancelled', exitCode: null, signal: 'SIGTERM' } },
    123,
  ],
])('%s', (_name, job, code) => {
  expect(exitCodeOfJob(job)).toBe(code);
});

test('no two exit codes are the same', () => {
  const codes = Object.values(exitCodes).map((entry) => entry.code);
  expect(new Set(codes).size).toBe(codes.length);
});
