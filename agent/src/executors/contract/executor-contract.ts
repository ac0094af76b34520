/**
 * The suite that every executor passes: what the agent may rely on, said with real commands. `restart` gives a new executor
 * over the same state, as a new agent process would have it.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AttemptEnd, AttemptRef, JobSpec } from '@orchion/domain';
import type { Executor, ExecutorEnd, StartOutcome } from '../../ports/executor.ts';
import type { PreparedFiles } from '../../ports/job-files.ts';
import { noAllocation, refOf, specOf } from '../../test/attempts.ts';
import { until } from '../../test/until.ts';

export interface ExecutorUnderTest {
  readonly executor: Executor;
  /** An empty directory for the test's own files. */
  readonly scratch: string;
  /** What every job of it says besides. */
  readonly base?: Partial<JobSpec>;
  /** Gives a command the scratch directory, where it would not see it by itself. */
  readonly place?: PreparedFiles;
  /** The scratch directory as a command with that place names it. */
  readonly scratchInside: string;
  /** The end of the path of a private directory, as a command sees it. */
  readonly privateDirectory: string;
  /** What an attempt wrote. */
  output(ref: AttemptRef, stream: 'stdout' | 'stderr'): string;
  /** As a new agent process: the old one is gone without a word. */
  restart(): Promise<ExecutorUnderTest>;
  dispose(): Promise<void>;
}

/** What an executor cannot promise on every platform; said in its documentation where it is false. */
export interface ExecutorAbilities {
  /** Tells `exit 137` from SIGKILL. */
  readonly tellsExitCodesFromSignals: boolean;
  /** Knows before it starts a command that it is not there. */
  readonly looksBeforeStarts: boolean;
  /** What a command calls a process's id is the node's. */
  readonly sharesProcessIds: boolean;
  /** Ends what is bound to the lease also where no agent is. */
  readonly endsWithLease: boolean;
}

export const everyAbility: ExecutorAbilities = {
  tellsExitCodesFromSignals: true,
  looksBeforeStarts: true,
  sharesProcessIds: true,
  endsWithLease: true,
};

export function describeExecutor(
  name: string,
  create: () => Promise<ExecutorUnderTest>,
  abilities: ExecutorAbilities = everyAbility,
): void {
  describe(`executor ${name}`, () => {
    let under: ExecutorUnderTest;
    let ends: Map<string, ExecutorEnd[]>;

    const listen = (executor: Executor): void => {
      executor.onEnded((end) => {
        ends.set(end.ref.jobId, [...(ends.get(end.ref.jobId) ?? []), end]);
      });
    };
    const start = (ref: AttemptRef, command: readonly string[], rest: Partial<JobSpec> = {}): Promise<StartOutcome> => {
      const spec = specOf(command, { ...under.base, ...rest });
      const place = rest.env?.GO === undefined ? null : (under.place ?? null);
      return under.executor.start({ ...ref, spec, allocation: noAllocation, gpus: [], nodeName: 'tower', place });
    };
    /** What a command waits for. */
    const go = (): Partial<JobSpec> => ({ env: { GO: `${under.scratchInside}/go` } });
    const endOf = async (ref: AttemptRef): Promise<ExecutorEnd> => {
      await until(`${ref.jobId} ended`, () => ends.has(ref.jobId));
      const end = ends.get(ref.jobId)?.[0];
      if (end === undefined) throw new Error('it has just been there');
      return end;
    };
    const run = async (
      ref: AttemptRef,
      command: readonly string[],
      rest: Partial<JobSpec> = {},
    ): Promise<AttemptEnd> => {
      expect(await start(ref, command, rest)).toMatchObject({ kind: 'started' });
      return (await endOf(ref)).end;
    };

    beforeEach(async () => {
      ends = new Map();
      under = await create();
      listen(under.executor);
    });
    afterEach(async () => {
      await under.dispose();
    });

    test('a command’s exit code is its end, and both streams are kept apart', async () => {
      const ref = refOf(1);
      const end = await run(ref, ['sh', '-c', 'echo out; echo err >&2; exit 7']);
      expect(end).toMatchObject({ reason: 'exit_code', exitCode: 7, signal: null });
      expect(under.output(ref, 'stdout')).toBe('out\n');
      expect(under.output(ref, 'stderr')).toBe('err\n');
    });

    test('a start that was planned is as any other, and a plan alone starts nothing and leaves nothing', async () => {
      const request = (ref: AttemptRef, command: readonly string[]) => {
        const spec = specOf(command, under.base);
        return { ...ref, spec, allocation: noAllocation, gpus: [], nodeName: 'tower', place: null };
      };
      const [first, second] = [refOf(1), refOf(2)];
      const mark = join(under.scratch, 'mark');
      under.executor.plan?.(request(first, ['sh', '-c', 'echo out; exit 7']));
      under.executor.plan?.(request(second, ['touch', mark]));
      expect(await run(first, ['sh', '-c', 'echo out; exit 7'])).toMatchObject({ exitCode: 7 });
      expect(under.output(first, 'stdout')).toBe('out\n');
      await under.executor.forget(second);
      expect(readdirSync(under.scratch)).toEqual([]);
      under = await under.restart();
      expect(await under.executor.adopt(second)).toMatchObject({ kind: 'ended', startedAt: null });
    });

    test('a signal is told by its name', async () => {
      expect(await run(refOf(1), ['sh', '-c', 'kill -KILL $$'])).toMatchObject({ reason: 'signal', signal: 'SIGKILL' });
      expect(await run(refOf(2), ['sh', '-c', 'kill -SEGV $$'])).toMatchObject({ reason: 'signal', signal: 'SIGSEGV' });
      expect(await run(refOf(3), ['sh', '-c', 'kill -TERM $$'])).toMatchObject({ reason: 'signal', signal: 'SIGTERM' });
    });

    test('an exit code that looks like a signal is told as what it is, or as the signal', async () => {
      const seen = abilities.tellsExitCodesFromSignals
        ? { reason: 'exit_code', exitCode: 137 }
        : { reason: 'signal', signal: 'SIGKILL' };
      expect(await run(refOf(1), ['sh', '-c', 'exit 137'])).toMatchObject(seen);
      expect(await run(refOf(2), ['sh', '-c', 'exit 100'])).toMatchObject({ reason: 'exit_code', exitCode: 100 });
    });

    test('arguments and variables arrive as they are, quotes, newlines and empty ones included', async () => {
      const ref = refOf(1);
      const odd = 'it\'s "here"\n$HOME `id` \\ ü';
      await run(ref, ['sh', '-c', 'printf "%s|" "$@"; printf %s "$ODD"', 'sh', odd, '', '-n'], { env: { ODD: odd } });
      expect(under.output(ref, 'stdout')).toBe(`${odd}||-n|${odd}`);
    });

    test('variables that a shell keeps for itself reach the command too', async () => {
      const ref = refOf(1);
      const env = {
        UID: '77',
        IFS: 'x',
        PPID: '5',
        RANDOM: 'no',
        dir: 'd',
        name: 'n',
        job: 'j',
        PATH: '/usr/bin:/bin',
      };
      await run(ref, ['env'], { env });
      const lines = under.output(ref, 'stdout').split('\n');
      for (const [name, value] of Object.entries(env)) expect(lines).toContain(`${name}=${value}`);
    });

    test('a command sees its attempt and none of the agent’s secrets', async () => {
      const ref = refOf(1, 3);
      await run(ref, ['env']);
      const lines = under.output(ref, 'stdout').split('\n');
      for (const line of [
        `ORCHION_JOB_ID=${ref.jobId}`,
        'ORCHION_ATTEMPT=3',
        'ORCHION_FENCE=3',
        `ORCHION_IDEMPOTENCY_KEY=${ref.jobId}`,
        'ORCHION_NODE=tower',
        'CUDA_VISIBLE_DEVICES=',
        'CUDA_DEVICE_ORDER=PCI_BUS_ID',
      ]) {
        expect(lines).toContain(line);
      }
      expect(lines.filter((line) => /TOKEN|SECRET/.test(line))).toEqual([]);
    });

    test('without a working directory the command gets an empty one of its own', async () => {
      const ref = refOf(1);
      await run(ref, ['sh', '-c', 'pwd; ls -A | wc -l; test "$PWD" = "$(pwd)"']);
      expect(under.output(ref, 'stdout')).toMatch(new RegExp(`${under.privateDirectory}\n\\s*0\n$`));
      expect((await endOf(ref)).end.exitCode).toBe(0);
    });

    testWhere(abilities.looksBeforeStarts, 'what cannot be started says why, and nothing is started', async () => {
      writeFileSync(join(under.scratch, 'plain'), 'no program');
      const tries: [readonly string[], Partial<JobSpec>, RegExp][] = [
        [['no-such-program'], {}, /no-such-program.*not found in the job’s PATH/],
        [['./missing'], { cwd: under.scratch }, /does not exist/],
        [['./plain'], { cwd: under.scratch }, /not executable/],
        [['true'], { cwd: join(under.scratch, 'gone') }, /working directory.*does not exist/],
        [['true'], { cwd: join(under.scratch, 'plain') }, /not a directory/],
      ];
      for (const [i, [command, rest, message]] of tries.entries()) {
        const outcome = await start(refOf(i + 1), command, rest);
        expect(outcome).toMatchObject({ kind: 'not-started', end: { reason: 'executor_error' } });
        expect(outcome.kind === 'not-started' && outcome.end.message).toMatch(message);
      }
      expect(ends.size).toBe(0);
    });

    test('stop asks politely, and a command that obeys ends as it likes', async () => {
      const ref = refOf(1);
      await start(ref, ['sh', '-c', 'trap "echo bye; exit 5" TERM; echo up; while :; do sleep 0.05; done']);
      await until('the trap is set', () => under.output(ref, 'stdout') === 'up\n');
      under.executor.stop(ref);
      expect(await endOf(ref)).toMatchObject({ end: { reason: 'exit_code', exitCode: 5 }, signalled: true });
      expect(under.output(ref, 'stdout')).toBe('up\nbye\n');
    });

    test('kill ends the command and its children, whatever they ignore', async () => {
      const ref = refOf(1);
      await start(ref, ['sh', '-c', 'trap "" TERM; sh -c "trap \\"\\" TERM; echo $$; sleep 60" & echo $!; wait']);
      await until('both are up', () => under.output(ref, 'stdout').split('\n').length >= 3);
      const pids = under.output(ref, 'stdout').trim().split('\n').map(Number);
      under.executor.stop(ref);
      under.executor.kill(ref);
      expect(await endOf(ref)).toMatchObject({ end: { reason: 'signal', signal: 'SIGKILL' }, signalled: true });
      if (abilities.sharesProcessIds) await until('its children are gone', () => pids.every((pid) => !isAlive(pid)));
    });

    test('a command can be interrupted, and dies of a closed pipe', async () => {
      expect(await run(refOf(1), ['sh', '-c', 'kill -INT $$; echo ignored'])).toMatchObject({ signal: 'SIGINT' });
      expect(await run(refOf(2), ['sh', '-c', 'kill -PIPE $$; echo ignored'])).toMatchObject({ signal: 'SIGPIPE' });
      const yes = refOf(3);
      await run(yes, ['sh', '-c', 'yes 2>&1 | head -n 1; exit 0']);
      expect(under.output(yes, 'stdout')).toBe('y\n');
      expect(under.output(yes, 'stderr')).toBe('');
    });

    test('its standard input is empty', async () => {
      const ref = refOf(1);
      await run(ref, ['sh', '-c', 'wc -c']);
      expect(under.output(ref, 'stdout').trim()).toBe('0');
    });

    test('a running command survives the agent, and its exit code is told to the next one', async () => {
      const ref = refOf(1);
      await start(ref, ['sh', '-c', 'echo one; while [ ! -e "$GO" ]; do sleep 0.05; done; echo two; exit 9'], go());
      await until('it runs', () => under.output(ref, 'stdout') === 'one\n');
      under = await under.restart();
      listen(under.executor);
      expect(await under.executor.adopt(ref)).toMatchObject({ kind: 'running' });
      writeFileSync(join(under.scratch, 'go'), '');
      expect(await endOf(ref)).toMatchObject({ end: { reason: 'exit_code', exitCode: 9 }, signalled: false });
      expect(under.output(ref, 'stdout')).toBe('one\ntwo\n');
    });

    test('a command that ended while no agent was there has its end kept', async () => {
      const ref = refOf(1);
      await start(ref, ['sh', '-c', `until [ -e "$GO" ]; do sleep 0.05; done; exit 4`], go());
      const ended = join(under.scratch, 'ended');
      under = await under.restart();
      listen(under.executor);
      writeFileSync(join(under.scratch, 'go'), ended);
      await until('its end is there', () => readdirSync(under.scratch).includes('go'));
      let outcome = await under.executor.adopt(ref);
      if (outcome.kind === 'running') {
        await endOf(ref);
        outcome = await under.executor.adopt(ref);
      }
      expect(outcome).toMatchObject({ kind: 'ended', end: { reason: 'exit_code', exitCode: 4 } });
    });

    test('an attempt that no supervisor had taken never starts, not even later', async () => {
      const outcome = await under.executor.adopt(refOf(1));
      expect(outcome).toMatchObject({ kind: 'ended', end: { reason: 'refused' }, startedAt: null });
    });

    test('an adopted command can be ended', async () => {
      const ref = refOf(1);
      await start(ref, ['sleep', '60']);
      under = await under.restart();
      listen(under.executor);
      await under.executor.adopt(ref);
      under.executor.kill(ref);
      expect(await endOf(ref)).toMatchObject({ end: { reason: 'signal', signal: 'SIGKILL' }, signalled: true });
    });

    testWhere(
      abilities.endsWithLease,
      'a command bound to the lease is killed by its supervisor when that passes, without an agent',
      async () => {
        const ref = refOf(1);
        const nowMs = (): number => parseFloat(readFileSync('/proc/uptime', 'latin1')) * 1000;
        under.executor.renewLease(nowMs() + 700);
        await start(ref, ['sleep', '60'], { onDisconnect: 'stop', exclusive: true });
        const startedAt = performance.now();
        expect(await endOf(ref)).toMatchObject({ end: { reason: 'node_lost' } });
        expect(performance.now() - startedAt).toBeLessThan(10_000);
      },
    );

    testWhere(abilities.endsWithLease, 'a renewed lease lets it run', async () => {
      const ref = refOf(1);
      const nowMs = (): number => parseFloat(readFileSync('/proc/uptime', 'latin1')) * 1000;
      under.executor.renewLease(nowMs() + 2_000);
      await start(ref, ['sleep', '2.5'], { onDisconnect: 'stop' });
      under.executor.renewLease(nowMs() + 60_000);
      expect((await endOf(ref)).end).toMatchObject({ reason: 'exit_code', exitCode: 0 });
    });

    test('an end is told once, and a forgotten attempt leaves nothing behind', async () => {
      const ref = refOf(1);
      await run(ref, ['true']);
      await under.executor.forget(ref);
      await until('the supervisor had time to say it twice', () => ends.has(ref.jobId));
      expect(ends.get(ref.jobId)).toHaveLength(1);
      expect(() => under.output(ref, 'stdout')).toThrow();
    });
  });
}

/** Only what an executor promises is asked of it. */
function testWhere(promised: boolean, name: string, body: () => Promise<void>): void {
  if (promised) test(name, body);
}

function isAlive(pid: number): boolean {
  try {
    // A zombie is dead: somebody has only not looked yet.
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}
