import { containerOf, noFiles, type AttemptEnd, type LogLengths } from '@orchion/domain';
import { beforeEach, describe, expect, test } from 'vitest';
import { newlyHeld, rulesOf, type HeldAttempt } from '../core/attempt-table.ts';
import type { AgentEvent } from '../core/event.ts';
import type { Executor } from '../ports/executor.ts';
import { JobFilesError, noJobFiles, type JobFilesErrorCode, type JobFilesPort } from '../ports/job-files.ts';
import { launchOf, refOf, specOf } from '../test/attempts.ts';
import { createManualClock, type ManualClock } from '../test/manual-clock.ts';
import { createAttemptFiles, type AttemptFiles } from './attempt-files.ts';

const ref = refOf(1);
const leave = { name: 'model', paths: ['out'], when: 'success', isRequired: true } as const;
const launch = launchOf(ref, 7, specOf(['true'], { files: { ...noFiles, leave: [leave], collectsOutputs: true } }));
const exit: AttemptEnd = { reason: 'exit_code', exitCode: 0, signal: null, message: 'Exited with code 0.' };
const held: HeldAttempt = { ...newlyHeld(ref, 7), rules: rulesOf(launch), phase: 'gathering', end: exit, startedAt: 1 };
const products = { outputs: {}, artifacts: [] };

let clock: ManualClock;
let events: AgentEvent[];
let tries: number;
let image: (signal: AbortSignal) => Promise<AttemptEnd | null>;
beforeEach(() => {
  clock = createManualClock();
  events = [];
  tries = 0;
});

/** Fails with these codes, one a try, then works. */
function failing(...codes: readonly JobFilesErrorCode[]): AttemptFiles {
  const attempt = <T>(result: T): Promise<T> => {
    const code = codes[tries++];
    return code === undefined ? Promise.resolve(result) : Promise.reject(new JobFilesError(code, `it is ${code}`));
  };
  const jobFiles: JobFilesPort = {
    ...noJobFiles,
    prepare: () => attempt({ folder: '/work', output: null, cwd: '/work', env: {} }),
    gather: () => attempt({ products, problem: null }),
  };
  return of(jobFiles);
}
function of(jobFiles: JobFilesPort): AttemptFiles {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const executor: Pick<Executor, 'prepare'> = { prepare: (_request, signal) => image(signal) };
  const endLog = (): LogLengths => ({ stdout: 0, stderr: 0 });
  return createAttemptFiles({ clock, jobFiles, executor, log, endLog, handle: (event) => events.push(event) });
}

describe('fetching', () => {
  test('is tried again while the orchestrator is away, and at once when it is back', async () => {
    const files = failing('unavailable', 'unavailable');
    files.prepare(launch);
    await clock.advance(0);
    expect([tries, events]).toEqual([1, []]);
    await clock.advance(250);
    expect(tries).toBe(2);
    files.connected(true);
    await clock.advance(0);
    expect(events).toEqual([{ kind: 'files-ready', ref }]);
    expect(files.placeOf(ref)).toEqual({ folder: '/work', output: null, cwd: '/work', env: {} });
  });

  test.each<[JobFilesErrorCode, AttemptEnd['reason']]>([
    ['wrong', 'executor_error'],
    ['machine', 'refused'],
    ['full', 'refused'],
  ])('that is %s ends the attempt as %s, at once', async (code, reason) => {
    failing(code).prepare(launch);
    await clock.advance(0);
    expect(events).toMatchObject([
      { kind: 'files-failed', end: { reason, message: expect.stringContaining(`it is ${code}`) as string } },
    ]);
  });

  test('that never gets through goes to another node', async () => {
    failing(...Array.from({ length: 1000 }, () => 'unavailable' as const)).prepare(launch);
    await clock.advance(11 * 60_000);
    expect(events).toMatchObject([{ kind: 'files-failed', end: { reason: 'refused' } }]);
  });

  test('can be stopped while it waits', async () => {
    const files = failing('unavailable');
    files.prepare(launch);
    await clock.advance(0);
    files.stop(ref);
    await clock.advance(0);
    expect(events).toEqual([{ kind: 'files-failed', ref, end: null, logLengths: { stdout: 0, stderr: 0 } }]);
    expect(clock.armed).toBe(0);
  });

  test('that is stopped while it works is over when its work is', async () => {
    const files = of({
      ...noJobFiles,
      prepare: (_ref, _spec, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
    });
    files.prepare(launch);
    files.stop(ref);
    await clock.advance(0);
    expect(events).toEqual([{ kind: 'files-failed', ref, end: null, logLengths: { stdout: 0, stderr: 0 } }]);
  });
});

describe('an image', () => {
  const inContainer = launchOf(ref, 7, specOf(['true'], { container: containerOf('alpine') }));

  test('is brought where nothing else is', async () => {
    image = () => Promise.resolve(null);
    of(noJobFiles).prepare(inContainer);
    await clock.advance(0);
    expect(events).toEqual([{ kind: 'files-ready', ref }]);
  });

  test('that cannot be had ends the attempt with the executor’s words', async () => {
    const end = { ...exit, reason: 'executor_error', message: 'There is no image.' } as const;
    image = () => Promise.resolve(end);
    of(noJobFiles).prepare(inContainer);
    await clock.advance(0);
    expect(events).toMatchObject([{ kind: 'files-failed', end }]);
  });

  test('is not waited for by one that was stopped', async () => {
    image = (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(exit)));
    const files = of(noJobFiles);
    files.prepare(inContainer);
    files.stop(ref);
    await clock.advance(0);
    expect(events).toMatchObject([{ kind: 'files-failed', end: null }]);
  });
});

describe('gathering', () => {
  test('waits for the orchestrator as long as it is away', async () => {
    failing(...Array.from({ length: 200 }, () => 'unavailable' as const)).gather(held);
    await clock.advance(3_600_000);
    expect(events).toEqual([{ kind: 'gathered', ref, products, problem: null }]);
    expect(tries).toBe(201);
  });

  test('is given up where there is no room for long, with what was said', async () => {
    failing(...Array.from({ length: 200 }, () => 'full' as const)).gather(held);
    await clock.advance(9 * 60_000);
    expect(events).toEqual([]);
    await clock.advance(2 * 60_000);
    expect(events).toMatchObject([{ kind: 'gathered', problem: 'it is full' }]);
  });

  test('asks only for what is due after this end', async () => {
    const asked: unknown[] = [];
    const files = of({
      ...noJobFiles,
      gather: (_ref, wanted) => {
        asked.push(wanted);
        return Promise.resolve({ products, problem: null });
      },
    });
    files.gather({ ...held, end: { ...exit, exitCode: 1 } });
    await clock.advance(0);
    expect(asked).toMatchObject([{ leave: [], collectsOutputs: true }]);
  });

  test('can be stopped', async () => {
    const files = failing('unavailable');
    files.gather(held);
    await clock.advance(0);
    files.stop(ref);
    await clock.advance(0);
    expect(events).toEqual([{ kind: 'gather-stopped', ref }]);
  });

  test('says nothing any more once the agent leaves: the next one gathers again', async () => {
    const files = failing('unavailable');
    files.gather(held);
    await clock.advance(0);
    files.close();
    await clock.advance(10_000);
    expect(events).toEqual([]);
  });
});
