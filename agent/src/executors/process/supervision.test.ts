import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AttemptRef } from '@orchion/domain';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildLauncher } from '../../../native/build-launcher.ts';
import type { Executor, ExecutorEnd } from '../../ports/executor.ts';
import { noAllocation, refOf, specOf } from '../../test/attempts.ts';
import { until } from '../../test/until.ts';
import { attemptFiles, readRecord } from './attempt-directory.ts';
import { findCgroups, type Cgroups } from './cgroup.ts';
import type { Launcher, LauncherEvents, LauncherSetting } from './launcher.ts';
import { createNativeLauncher } from './native-launcher.ts';
import { createProcessExecutor } from './process-executor.ts';
import { isAlive, readBootId, statOf } from './process-identity.ts';
import { createShLauncher } from './sh-launcher.ts';

type CreateLauncher = (setting: LauncherSetting, events: LauncherEvents) => Launcher;
const programs = mkdtempSync(join(tmpdir(), 'orchion-launcher-'));
afterAll(() => rmSync(programs, { recursive: true }));
const program = join(programs, 'launcher');
const native: CreateLauncher = (setting, events) => createNativeLauncher(program, setting, events);
/** The native one only where it can be compiled. */
const launchers: [string, CreateLauncher][] = [
  ['the shell', createShLauncher],
  ...(buildLauncher(program) === null ? [['the native launcher', native] satisfies [string, CreateLauncher]] : []),
];

const cgroupName = `orchion-test-daemon-${process.pid}`;
const probe = findCgroups(cgroupName);
probe?.dispose();
const hasCgroups = probe !== null;

describe.each(launchers)('%s', (_name, createLauncher) => {
  let stateDir: string;
  let executor: Executor;
  let ends: ExecutorEnd[];
  let strangers: ChildProcess[];

  beforeEach(() => {
    stateDir = mkdtempSync(join(tmpdir(), 'orchion-supervision-'));
    strangers = [];
    executor = createExecutor(null);
  });
  afterEach(async () => {
    await executor.close();
    for (const stranger of strangers) stranger.kill('SIGKILL');
    rmSync(stateDir, { recursive: true, force: true, maxRetries: 5 });
  });

  function createExecutor(cgroups: Cgroups | null, diskReserveBytes = 0): Executor {
    ends = [];
    const made = createProcessExecutor({
      stateDir,
      cgroups,
      createLauncher,
      environment: process.env,
      diskReserveBytes,
    });
    made.onEnded((end) => ends.push(end));
    return made;
  }
  const start = (ref: AttemptRef, ...command: string[]) =>
    executor.start({
      ...ref,
      spec: specOf(command),
      allocation: noAllocation,
      gpus: [],
      place: null,
      nodeName: 'tower',
    });
  const filesOf = (ref: AttemptRef) => attemptFiles(join(stateDir, 'attempts'), ref);
  // Empty until the command has made the file.
  const outputOf = (ref: AttemptRef): string =>
    readdirSync(filesOf(ref).path).includes('stdout') ? readFileSync(join(filesOf(ref).path, 'stdout'), 'utf8') : '';
  const ended = (ref: AttemptRef) => ends.find((end) => end.ref.jobId === ref.jobId);

  test('of a thousand commands each starts exactly once', { timeout: 60_000 }, async () => {
    const log = join(stateDir, 'starts');
    const refs = Array.from({ length: 1_000 }, (_, i) => refOf(i));
    let next = 0;
    const lane = async (): Promise<void> => {
      for (let ref = refs[next++]; ref !== undefined; ref = refs[next++]) {
        const mine = ref;
        expect(await start(mine, 'sh', '-c', `echo $ORCHION_JOB_ID >> ${log}`)).toMatchObject({ kind: 'started' });
        await until(`${mine.jobId} ended`, () => ended(mine) !== undefined);
        await executor.forget(mine);
      }
    };
    await Promise.all(Array.from({ length: 16 }, lane));
    const started = readFileSync(log, 'utf8').trim().split('\n').sort();
    expect(started).toEqual(refs.map((ref) => ref.jobId).sort());
    expect(ends).toHaveLength(1_000);
    expect(ends.every((end) => end.end.exitCode === 0)).toBe(true);
  });

  test('a supervisor that is killed leaves nothing running, and its attempt is told as lost', async () => {
    const ref = refOf(1);
    await start(ref, 'sleep', '60');
    const { supervisor, command } = readRecord(filesOf(ref));
    if (supervisor === null || supervisor === 'agent' || command === null) throw new Error('it has started');
    process.kill(supervisor.pid, 'SIGKILL');
    await until('its end is told', () => ended(ref) !== undefined);
    expect(ended(ref)?.end).toMatchObject({ reason: 'node_lost' });
    await until('the command is gone', () => !isAlive(command, readBootId()));
  });

  test('the launcher is started anew when it dies, and what it had started goes on', async () => {
    const ref = refOf(1);
    await start(ref, 'sh', '-c', 'sleep 1; exit 6');
    const { supervisor } = readRecord(filesOf(ref));
    if (supervisor === null || supervisor === 'agent') throw new Error('it has started');
    const launcher = Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${supervisor.pid}/status`, 'utf8'))?.[1]);
    process.kill(launcher, 'SIGKILL');
    await until('the launcher is gone', () => statOf(launcher) === null);
    const lost = await start(refOf(2), 'true');
    // Either the new launcher has it, or nobody ever will.
    if (lost.kind === 'not-started') expect(lost.end.reason).toBe('refused');
    await until('the next one starts', () => ended(refOf(3)) !== undefined || (void start(refOf(3), 'true'), false));
    await until('the first one ended', () => ended(ref) !== undefined);
    expect(ended(ref)?.end).toMatchObject({ exitCode: 6 });
  });

  test('a pid that has become somebody else’s is never signalled', async () => {
    const stranger = spawn('sleep', ['60'], { detached: true });
    strangers.push(stranger);
    const ref = refOf(1);
    const files = filesOf(ref);
    mkdirSync(files.path, { recursive: true });
    const bootId = readBootId();
    const supervisor = statOf(process.pid);
    // As after a wrap of process ids: the command's pid lives, but began at another time. Its supervisor is alive (it is us).
    writeFileSync(
      join(files.path, 'record'),
      `supervisor ${process.pid} ${supervisor?.start} ${bootId} .\nstarted ${stranger.pid} 12345 ${bootId} .\n`,
    );
    expect(await executor.adopt(ref)).toMatchObject({ kind: 'running' });
    executor.stop(ref);
    executor.kill(ref);
    // And as after a reboot.
    const old = refOf(2);
    mkdirSync(filesOf(old).path, { recursive: true });
    const start0 = statOf(stranger.pid ?? 0)?.start;
    writeFileSync(
      join(filesOf(old).path, 'record'),
      `supervisor 99999 1 other-boot .\nstarted ${stranger.pid} ${start0} other-boot .\n`,
    );
    expect(await executor.adopt(old)).toMatchObject({ kind: 'ended', end: { reason: 'node_lost' } });
    executor.kill(old);
    expect(statOf(stranger.pid ?? 0)?.state).not.toBe('Z');
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  });

  test('a torn record counts as absent', async () => {
    const ref = refOf(1);
    mkdirSync(filesOf(ref).path, { recursive: true });
    writeFileSync(
      join(filesOf(ref).path, 'record'),
      'supervisor 99999 1 other-boot .\nstarted 99998 2 other-boot .\nexited 0 - 12',
    );
    expect(readRecord(filesOf(ref))).toMatchObject({ command: { pid: 99998 }, exit: null });
    expect(await executor.adopt(ref)).toMatchObject({ kind: 'ended', end: { reason: 'node_lost' } });
  });

  test('children that left the process group but not the session end with their attempt', async () => {
    const ref = refOf(1);
    // Job control gives the child a group of its own, as an interactive shell would.
    await start(ref, 'bash', '-c', 'set -m; sleep 60 & echo $!; exec sleep 60');
    await until('the child is there', () => outputOf(ref).endsWith('\n'));
    const child = Number(outputOf(ref));
    executor.kill(ref);
    await until('the attempt ended', () => ended(ref) !== undefined);
    await until('the child is gone', () => (statOf(child)?.state ?? 'Z') === 'Z');
  });

  test('what a command leaves behind in its group ends with it', async () => {
    const ref = refOf(1);
    await start(ref, 'sh', '-c', 'sleep 60 & echo $!; exit 0');
    await until('the attempt ended', () => ended(ref) !== undefined);
    const child = Number(outputOf(ref));
    await until('the child is gone', () => (statOf(child)?.state ?? 'Z') === 'Z');
  });

  test.runIf(hasCgroups)('daemons that left the session end with their cgroup', async () => {
    await executor.close();
    const cgroups = findCgroups(cgroupName);
    executor = createExecutor(cgroups);
    const ref = refOf(1);
    await start(ref, 'sh', '-c', 'setsid sh -c "sleep 60 & echo \\$!; wait" & sleep 60');
    await until('the daemon is there', () => outputOf(ref).endsWith('\n'));
    const daemon = Number(outputOf(ref));
    executor.kill(ref);
    await until('the attempt ended', () => ended(ref) !== undefined);
    await until('the daemon is gone', () => (statOf(daemon)?.state ?? 'Z') === 'Z');
    await executor.forget(ref);
    await until(
      'its cgroup is gone',
      () => cgroups?.remove('none') === true && cgroups.processes(filesOf(ref).name).length === 0,
    );
  });

  test.runIf(hasCgroups)('a directory that served an earlier attempt shows nothing of it', async () => {
    await executor.close();
    const cgroups = findCgroups(cgroupName);
    executor = createExecutor(cgroups);
    for (let i = 1; i <= 20; i++) {
      const ref = refOf(i);
      expect(await start(ref, 'sh', '-c', `ls; echo ${i}; echo ${i} >&2; exit ${i}`)).toMatchObject({
        kind: 'started',
      });
      await until('it ended', () => ended(ref) !== undefined);
      expect(ended(ref)?.end).toMatchObject({ exitCode: i });
      expect(outputOf(ref)).toBe(`${i}\n`);
      await executor.forget(ref);
      expect(readdirSync(join(stateDir, 'attempts'))).toEqual([]);
    }
  });

  test('a disk below its reserve refuses new attempts', async () => {
    await executor.close();
    executor = createExecutor(null, Number.MAX_SAFE_INTEGER);
    expect(await start(refOf(1), 'true')).toMatchObject({ kind: 'not-started', end: { reason: 'refused' } });
  });
});
