import { beforeEach, describe, expect, test } from 'vitest';
import {
  containerOf,
  noFiles,
  type AttemptEnd,
  type AttemptRef,
  type Directive,
  type JobSpec,
  type Observation,
  type Products,
} from '@orchion/domain';
import { directiveOf, launchOf, refOf, specOf } from '../test/attempts.ts';
import { createAttemptTable, highWaterJobsMax, observationOf, type AttemptTable } from './attempt-table.ts';
import { nextDeadlineMs } from './deadlines.ts';
import type { AgentAction, AgentEvent } from './event.ts';
import { fitReport } from './fit-report.ts';
import { journalOfTable, tableFromJournal } from './journal-record.ts';
import { reconcile } from './reconcile.ts';

let table: AttemptTable;
let nowMs: number;

beforeEach(() => {
  table = createAttemptTable();
  nowMs = 1_000_000;
});

/** What is to be done, in short: `start`, `kill`, ... with attempts left out where there is only one. */
function does(event: AgentEvent): string[] {
  return actionsOf(event).map((action) => action.kind);
}
function actionsOf(event: AgentEvent): readonly AgentAction[] {
  return reconcile(table, event, { nowMs, wallMs: nowMs }).actions;
}
const told = (parts: Partial<Directive>): AgentEvent => ({ kind: 'directive', directive: directiveOf(parts) });
const a = refOf(1);
const exit: AttemptEnd = { reason: 'exit_code', exitCode: 0, signal: null, message: 'Exited with code 0.' };
const killed: AttemptEnd = { reason: 'signal', exitCode: null, signal: 'SIGTERM', message: 'Ended by SIGTERM.' };

function welcome(): void {
  does({ kind: 'welcomed', leaseMs: 15_000, answersSentAtMs: nowMs });
}
function run(ref: AttemptRef = a, rest: Partial<JobSpec> = {}, lease = 7): void {
  expect(does(told({ launches: [launchOf(ref, lease, specOf(['true'], rest))] }))).toEqual(['journal-intent']);
  expect(does({ kind: 'intent-durable', ref })).toEqual(['start']);
  expect(does({ kind: 'started', ref, startedAt: nowMs, ranForMs: 0 })).toEqual(['report']);
}
function ended(end: AttemptEnd, rest: { signalled?: boolean; stdout?: number } = {}): AgentEvent {
  const logLengths = { stdout: rest.stdout ?? 0, stderr: 0 };
  return {
    kind: 'ended',
    ref: a,
    end,
    startedAt: nowMs,
    endedAt: nowMs,
    logLengths,
    signalled: rest.signalled ?? false,
  };
}
const observed = (ref: AttemptRef = a) => {
  const held = table.held.get(`${ref.jobId}/${ref.number}`);
  return held === undefined ? null : observationOf(held);
};

describe('a launch', () => {
  test('starts only after its intent is durable, and is told when it runs', () => {
    welcome();
    run();
    expect(observed()).toMatchObject({ state: 'running', lease: 7 });
  });

  test('is not taken before there is a lease, nor after it passed, nor in quarantine', () => {
    const launch = told({ launches: [launchOf(a, 7, specOf(['true']))] });
    expect(does(launch)).toEqual([]);
    welcome();
    nowMs += 15_000;
    expect(does(launch)).toEqual([]);
    welcome();
    expect(does(told({ quarantine: 'two of you', launches: [launchOf(a, 7, specOf(['true']))] }))).toEqual([]);
    expect(does(launch)).toEqual(['journal-intent']);
  });

  test('whose lease passes while its intent is written is refused, not started', () => {
    welcome();
    does(told({ launches: [launchOf(a, 7, specOf(['true']))] }));
    nowMs += 15_000;
    expect(does({ kind: 'intent-durable', ref: a })).toEqual(['journal-end']);
    does({ kind: 'end-durable', ref: a });
    expect(observed()).toMatchObject({ state: 'failed', end: { reason: 'refused' }, startedAt: null });
  });

  test('that is held already changes nothing', () => {
    welcome();
    run();
    expect(does(told({ launches: [launchOf(a, 7, specOf(['true']))] }))).toEqual([]);
  });

  test('of a lower attempt number or an older lease is refused, also after forgetting', () => {
    welcome();
    run(refOf(1, 2), {}, 9);
    expect(does(told({ full: true }))).toEqual(['report', 'stop']);
    expect(does({ ...ended(exit), ref: refOf(1, 2) } as AgentEvent)).toEqual(['forget']);
    expect(does(told({ launches: [launchOf(refOf(1, 1), 20, specOf(['true']))] }))).toEqual([]);
    expect(does(told({ launches: [launchOf(refOf(1, 3), 8, specOf(['true']))] }))).toEqual([]);
    expect(does(told({ launches: [launchOf(refOf(1, 3), 10, specOf(['true']))] }))).toEqual(['journal-intent']);
  });

  test('of an attempt that was run and forgotten is answered with its loss, never started again', () => {
    welcome();
    run();
    does(ended(exit));
    does({ kind: 'end-durable', ref: a });
    expect(does(told({ forget: [a] }))).toEqual(['forget']);
    expect(does(told({ launches: [launchOf(a, 7, specOf(['true']))] }))).toEqual(['report']);
    expect(observed()).toMatchObject({ state: 'lost', end: { reason: 'node_lost' } });
    expect(does(told({ full: true }))).toEqual(['forget']);
  });

  test('from before the marks that were dropped is not started', () => {
    welcome();
    for (let i = 0; i <= highWaterJobsMax; i++) {
      const ref = refOf(i + 10);
      run(ref, {}, i + 1);
      does({ ...ended(exit), ref } as AgentEvent);
      does({ kind: 'end-durable', ref });
      does(told({ forget: [ref] }));
    }
    expect(table.highWater.size).toBe(highWaterJobsMax);
    expect(table.leaseFloor).toBe(1);
    expect(does(told({ launches: [launchOf(refOf(10), 1, specOf(['true']))] }))).toEqual(['report']);
    expect(does(told({ launches: [launchOf(refOf(9), 50_000, specOf(['true']))] }))).toEqual(['journal-intent']);
  });
});

describe('a job with files', () => {
  const leave = { name: 'model', paths: ['out'], when: 'success', isRequired: true } as const;
  const files = { ...noFiles, leave: [leave] };
  const products: Products = { outputs: { a: '1' }, artifacts: [] };
  const launch = (rest: Partial<JobSpec> = {}): void => {
    welcome();
    expect(does(told({ launches: [launchOf(a, 7, specOf(['true'], { files, ...rest }))] }))).toEqual([
      'journal-intent',
    ]);
  };
  const runIt = (rest: Partial<JobSpec> = {}): void => {
    launch(rest);
    expect(does({ kind: 'intent-durable', ref: a })).toEqual(['prepare']);
    expect(does({ kind: 'files-ready', ref: a })).toEqual(['start']);
    does({ kind: 'started', ref: a, startedAt: nowMs, ranForMs: 0 });
  };
  const stopped = told({ wanted: [{ ...a, lease: 7, stop: 'cancelled' }] });

  test('starts once its files are there, and its end is told once what it leaves is safe', () => {
    runIt();
    expect(does(ended(exit))).toEqual(['gather']);
    expect(observed()).toMatchObject({ state: 'running', end: null, products: null });
    expect(does({ kind: 'gathered', ref: a, products, problem: null })).toEqual(['journal-end']);
    expect(does({ kind: 'end-durable', ref: a })).toEqual(['report']);
    expect(observed()).toMatchObject({ state: 'succeeded', end: exit, products });
    expect(actionsOf(told({ forget: [a] }))).toEqual([{ kind: 'forget', ref: a, hasFiles: true }]);
  });

  test('whose files do not come is ended as was found, and was never started', () => {
    launch();
    does({ kind: 'intent-durable', ref: a });
    const end: AttemptEnd = { ...exit, reason: 'refused', exitCode: null };
    expect(does({ kind: 'files-failed', ref: a, end, logLengths: { stdout: 0, stderr: 0 } })).toEqual(['journal-end']);
    does({ kind: 'end-durable', ref: a });
    expect(observed()).toMatchObject({ state: 'failed', end, startedAt: null });
  });

  test('or an image: what was told while that was fetched is its log, also where it does not come', () => {
    launch({ container: containerOf('alpine'), files: noFiles });
    expect(does({ kind: 'intent-durable', ref: a })).toEqual(['prepare']);
    const end: AttemptEnd = { ...exit, reason: 'executor_error', exitCode: null };
    const logLengths = { stdout: 0, stderr: 40 };
    expect(does({ kind: 'files-failed', ref: a, end, logLengths })).toEqual(['journal-end']);
    does({ kind: 'end-durable', ref: a });
    expect(observed()).toMatchObject({ state: 'failed', end, logLengths });
    // Not before the orchestrator has that log.
    expect(does(told({ forget: [a] }))).toEqual([]);
    expect(does({ kind: 'log-done', ref: a })).toEqual(['forget']);
  });

  test('that is cancelled while its files come is not started', () => {
    launch();
    does({ kind: 'intent-durable', ref: a });
    expect(does(stopped)).toEqual(['stop-files']);
    expect(does(stopped)).toEqual([]);
    expect(does({ kind: 'files-failed', ref: a, end: null, logLengths: { stdout: 0, stderr: 0 } })).toEqual([
      'journal-end',
    ]);
    does({ kind: 'end-durable', ref: a });
    expect(observed()).toMatchObject({ state: 'cancelled', end: { reason: 'cancelled' } });
  });

  test('whose files came in the moment of the cancel is not started either', () => {
    launch();
    does({ kind: 'intent-durable', ref: a });
    does(stopped);
    expect(does({ kind: 'files-ready', ref: a })).toEqual(['journal-end']);
  });

  test('whose lease passes while its files come is not started', () => {
    launch();
    does({ kind: 'intent-durable', ref: a });
    nowMs += 15_000;
    expect(does({ kind: 'files-ready', ref: a })).toEqual(['journal-end']);
  });

  test('that is cancelled while it is gathered has not succeeded', () => {
    runIt();
    does(ended(exit));
    expect(does(stopped)).toEqual(['report', 'stop-files']);
    expect(observed()).toMatchObject({ state: 'stopping' });
    expect(does({ kind: 'gather-stopped', ref: a })).toEqual(['journal-end']);
    does({ kind: 'end-durable', ref: a });
    expect(observed()).toMatchObject({ state: 'cancelled', end: { reason: 'cancelled', exitCode: 0 }, products: null });
  });

  test('that nobody wants any more is forgotten once its gathering has stopped', () => {
    runIt();
    does(ended(exit));
    expect(does(told({ full: true }))).toContain('stop-files');
    expect(does({ kind: 'gather-stopped', ref: a })).toEqual(['forget']);
  });

  test('is bound by neither lease nor timeout once its command has ended', () => {
    runIt({ exclusive: true, onDisconnect: 'stop', timeoutMs: 1000 });
    does(ended(exit));
    nowMs += 60_000;
    expect(nextDeadlineMs(table)).toBeNull();
    expect(does({ kind: 'tick' })).toEqual([]);
  });

  test('that cannot leave what it should has failed, with its own exit code', () => {
    runIt();
    does(ended(exit));
    does({ kind: 'gathered', ref: a, products, problem: 'Nothing matches out.' });
    does({ kind: 'end-durable', ref: a });
    expect(observed()).toMatchObject({
      state: 'failed',
      end: { reason: 'output_error', exitCode: 0, message: 'Nothing matches out.' },
      products,
    });
  });

  test('keeps its own failure, and what could not be gathered is told besides', () => {
    runIt({ files: { ...files, leave: [{ ...leave, when: 'always' }] } });
    does(ended({ ...exit, exitCode: 3, message: 'Exited with code 3.' }));
    does({ kind: 'gathered', ref: a, products, problem: 'Nothing matches out.' });
    does({ kind: 'end-durable', ref: a });
    expect(observed()?.end).toMatchObject({
      reason: 'exit_code',
      exitCode: 3,
      message: expect.stringMatching(/3.*Nothing/) as string,
    });
  });

  test.each<['success' | 'failure' | 'always', AttemptEnd, boolean]>([
    ['success', exit, true],
    ['success', { ...exit, exitCode: 1 }, false],
    ['failure', exit, false],
    ['failure', { ...exit, exitCode: 1 }, true],
    ['failure', killed, true],
    ['always', killed, true],
    ['always', { ...killed, reason: 'node_lost' }, false],
  ])('an artifact for %s after %o is gathered: %s', (when, end, isGathered) => {
    runIt({ files: { ...files, leave: [{ ...leave, when }] } });
    expect(does(ended(end))).toEqual([isGathered ? 'gather' : 'journal-end']);
  });

  test('that was being gathered when its agent died is gathered again, and its products outlive the next one', () => {
    runIt();
    does(ended(exit));
    table = tableFromJournal(journalOfTable(table));
    expect(does(ended(exit))).toEqual(['gather']);
    does({ kind: 'gathered', ref: a, products, problem: null });
    table = tableFromJournal(journalOfTable(table));
    expect(observed()).toMatchObject({ state: 'succeeded', products });
  });
});

test('outputs beyond what one message takes are told later', () => {
  const end: Observation = {
    ...a,
    lease: 7,
    state: 'succeeded',
    startedAt: 1,
    endedAt: 2,
    end: exit,
    logLengths: { stdout: 0, stderr: 0 },
    products: { outputs: { big: 'x'.repeat(1 << 20) }, artifacts: [] },
  };
  const fitted = fitReport([end, end, end, { ...end, products: null }]);
  expect(fitted.map(({ state }) => state)).toEqual(['succeeded', 'succeeded', 'running', 'succeeded']);
  expect(fitted[2]).toMatchObject({ end: null, endedAt: null, logLengths: null, products: null });
});

describe('an end', () => {
  test('is told once it is durable, and kept until it is forgotten and its log is delivered', () => {
    welcome();
    run();
    expect(does(ended(exit, { stdout: 5 }))).toEqual(['journal-end']);
    expect(observed()).toMatchObject({ state: 'running', end: null });
    expect(does({ kind: 'end-durable', ref: a })).toEqual(['report']);
    expect(observed()).toMatchObject({ state: 'succeeded', end: exit, logLengths: { stdout: 5, stderr: 0 } });
    expect(does(told({ forget: [a] }))).toEqual([]);
    expect(does({ kind: 'log-done', ref: a })).toEqual(['forget']);
    expect(observed()).toBeNull();
  });

  test('that leaves no log and no file is told while it is being written down, and only once', () => {
    welcome();
    run();
    expect(does(ended(exit))).toEqual(['journal-end', 'report']);
    expect(observed()).toMatchObject({ state: 'succeeded', end: exit });
    expect(does({ kind: 'end-durable', ref: a })).toEqual([]);
    expect(does(told({ forget: [a] }))).toEqual(['forget']);
  });

  test('is told once however often the executor says it', () => {
    welcome();
    run();
    expect(does(ended(exit, { stdout: 1 }))).toEqual(['journal-end']);
    expect(does(ended(killed))).toEqual([]);
  });

  test.each([
    ['cancelled', { reason: 'cancelled', signal: 'SIGTERM' }],
    ['preempted', { reason: 'preempted', signal: 'SIGTERM' }],
  ] as const)('that we caused has the reason for which we were asked: %s', (stop, expected) => {
    welcome();
    run();
    expect(does(told({ wanted: [{ ...a, lease: 7, stop }] }))).toEqual(['report', 'stop']);
    expect(observed()).toMatchObject({ state: 'stopping' });
    does(ended(killed, { signalled: true }));
    does({ kind: 'end-durable', ref: a });
    expect(observed()).toMatchObject({ end: expected });
  });

  test('that came before the signal reached it is the command’s own', () => {
    welcome();
    run();
    does(told({ wanted: [{ ...a, lease: 7, stop: 'cancelled' }] }));
    does(ended(exit, { signalled: false }));
    does({ kind: 'end-durable', ref: a });
    expect(observed()).toMatchObject({ state: 'succeeded' });
  });
});

describe('stopping', () => {
  test('is polite first, and a kill after the grace, once each', () => {
    welcome();
    run(a, { graceMs: 3_000 });
    const stop = told({ wanted: [{ ...a, lease: 7, stop: 'cancelled' }] });
    expect(does(stop)).toEqual(['report', 'stop']);
    expect(does(stop)).toEqual([]);
    nowMs += 2_999;
    expect(does({ kind: 'tick' })).toEqual([]);
    expect(nextDeadlineMs(table)).toBe(nowMs + 1);
    nowMs += 1;
    expect(does({ kind: 'tick' })).toEqual(['kill']);
    expect(does({ kind: 'tick' })).toEqual([]);
    expect(nextDeadlineMs(table)).toBeNull();
  });

  test('before the start means that nothing starts', () => {
    welcome();
    does(told({ launches: [launchOf(a, 7, specOf(['true']))] }));
    does(told({ wanted: [{ ...a, lease: 7, stop: 'cancelled' }] }));
    expect(does({ kind: 'intent-durable', ref: a })).toEqual(['journal-end']);
    does({ kind: 'end-durable', ref: a });
    expect(observed()).toMatchObject({ state: 'cancelled', startedAt: null });
  });

  test('during the start waits for it', () => {
    welcome();
    does(told({ launches: [launchOf(a, 7, specOf(['true']))] }));
    does({ kind: 'intent-durable', ref: a });
    expect(does(told({ wanted: [{ ...a, lease: 7, stop: 'cancelled' }] }))).toEqual([]);
    expect(does({ kind: 'started', ref: a, startedAt: nowMs, ranForMs: 0 })).toEqual(['report', 'stop']);
  });

  test('at the run timeout has that reason, and counts what an adopted one ran before', () => {
    welcome();
    does(told({ launches: [launchOf(a, 7, specOf(['true'], { timeoutMs: 10_000, graceMs: 1_000 }))] }));
    does({ kind: 'intent-durable', ref: a });
    does({ kind: 'started', ref: a, startedAt: nowMs, ranForMs: 4_000 });
    nowMs += 5_999;
    expect(does({ kind: 'tick' })).toEqual([]);
    nowMs += 1;
    expect(does({ kind: 'tick' })).toEqual(['report', 'stop']);
    nowMs += 1_000;
    expect(does({ kind: 'tick' })).toEqual(['kill']);
    does(ended({ ...killed, signal: 'SIGKILL' }, { signalled: true }));
    does({ kind: 'end-durable', ref: a });
    expect(observed()).toMatchObject({ state: 'failed', end: { reason: 'timeout', signal: 'SIGKILL' } });
  });
});

describe('the lease', () => {
  test('counts from when the answered message was sent, and never goes back', () => {
    welcome();
    nowMs += 10_000;
    expect(actionsOf(told({ answersSentAtMs: nowMs - 3_000 }))).toEqual([
      { kind: 'renew-lease', untilMs: nowMs + 12_000 },
    ]);
    expect(does(told({ answersSentAtMs: nowMs - 9_000 }))).toEqual([]);
    expect(table.leaseUntilMs).toBe(nowMs + 12_000);
  });

  test('cannot be stretched by an answer to what was never sent', () => {
    welcome();
    nowMs += 1_000;
    does(told({ answersSentAtMs: nowMs + 1_000_000 }));
    expect(table.leaseUntilMs).toBe(nowMs + 15_000);
  });

  test.each([
    ['exclusive', { exclusive: true, onDisconnect: 'stop' as const }, ['kill']],
    ['stop on disconnect', { onDisconnect: 'stop' as const }, ['kill']],
    ['continue', {}, []],
  ])('that passes ends what is bound to it: %s', (_name, rest, expected) => {
    welcome();
    run(a, rest);
    nowMs += 15_000;
    expect(does({ kind: 'tick' })).toEqual(expected);
    expect(does({ kind: 'tick' })).toEqual([]);
    if (expected.length === 0) return;
    does(ended({ ...killed, signal: 'SIGKILL' }, { signalled: true }));
    does({ kind: 'end-durable', ref: a });
    expect(observed()).toMatchObject({ state: 'lost', end: { reason: 'node_lost' } });
  });

  test('that passes does not wait for a grace that had begun', () => {
    welcome();
    nowMs += 14_000;
    run(a, { onDisconnect: 'stop', graceMs: 60_000 });
    does(told({ wanted: [{ ...a, lease: 7, stop: 'cancelled' }] }));
    nowMs += 1_000;
    expect(nextDeadlineMs(table)).toBe(nowMs);
    expect(does({ kind: 'tick' })).toEqual(['kill']);
  });
});

describe('a full directive', () => {
  test('ends and forgets what it does not name', () => {
    welcome();
    run();
    expect(does(told({ full: true, wanted: [{ ...a, lease: 7, stop: null }] }))).toEqual([]);
    expect(does(told({ full: true }))).toEqual(['report', 'stop']);
    expect(does(ended(killed, { signalled: true, stdout: 9 }))).toEqual(['forget']);
  });

  test('drops an end that nobody waits for with the last byte of its log', () => {
    welcome();
    run();
    does(ended(exit, { stdout: 9 }));
    does({ kind: 'end-durable', ref: a });
    expect(does(told({ full: true }))).toEqual([]);
    expect(does({ kind: 'log-done', ref: a })).toEqual(['forget']);
  });
});

test('what an agent knew is known again after a restart, from the journal as from its compaction', () => {
  welcome();
  run(refOf(1), {}, 7);
  run(refOf(2), { timeoutMs: 5 }, 8);
  does(ended(exit, { stdout: 3 }));
  does({ kind: 'end-durable', ref: a });
  run(refOf(3), {}, 9);
  does({ ...ended(exit), ref: refOf(3) } as AgentEvent);
  does({ kind: 'end-durable', ref: refOf(3) });
  does(told({ forget: [refOf(3)] }));

  const again = tableFromJournal(journalOfTable(table));
  expect([...again.held.values()].map((held) => [held.jobId, held.phase, held.lease])).toEqual([
    [refOf(1).jobId, 'ended', 7],
    [refOf(2).jobId, 'starting', 8],
  ]);
  expect(again.highWater).toEqual(table.highWater);
  expect(again.leaseUntilMs).toBeNull();
});
