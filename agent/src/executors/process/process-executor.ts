/**
 * Runs commands as processes of this machine. The launcher forks a supervisor per attempt; the supervisor runs the command
 * and records what became of it in the attempt's directory. Everything here can be lost: adoption finds it again in those
 * directories.
 *
 * The supervisor's line tells an end at once. Its record is looked for as well, every second, and often for adopted attempts,
 * whose supervisors speak to an agent that is gone.
 */
import { attemptName, type AttemptEnd, type AttemptRef } from '@orchion/domain';
import { mkdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import type { AdoptOutcome, Executor, ExecutorEnd, StartOutcome, StartRequest } from '../../ports/executor.ts';
import {
  attemptFiles,
  claimAgainstStart,
  createAttemptDirectory,
  exitOf,
  hasExitFile,
  readExit,
  readStarted,
  readSupervisor,
  type AttemptFiles,
  type ExitRecord,
} from './attempt-directory.ts';
import type { Cgroups } from './cgroup.ts';
import { oomKillsBeforeOf } from './command-file.ts';
import { configurationEnd, endOfExit, lostEnd, refusedEnd } from './exit-reason.ts';
import { baseEnvironment, jobEnvironment } from './job-environment.ts';
import type { Launcher, LauncherEvents, LauncherSetting } from './launcher.ts';
import { createLeaseFile } from './lease-file.ts';
import { oomKillsOfMachine } from './out-of-memory.ts';
import { clockTicksPerSecond, isAlive, readBootId, type ProcessIdentity } from './process-identity.ts';
import { problemOfDirectory, resolveCommand } from './resolve-command.ts';
import { endStragglers, signalAttempt } from './signal-attempt.ts';

export interface ProcessExecutorSettings {
  /** Absolute. Attempts live in `attempts/` below it. */
  readonly stateDir: string;
  readonly cgroups: Cgroups | null;
  readonly createLauncher: (setting: LauncherSetting, events: LauncherEvents) => Launcher;
  /** The agent's own environment: an allow-listed part is inherited. */
  readonly environment: NodeJS.ProcessEnv;
  /** Starts are refused while the disk has less: running jobs and the journal need it. */
  readonly diskReserveBytes: number;
}

interface Running {
  readonly files: AttemptFiles;
  command: ProcessIdentity | null;
  supervisor: ProcessIdentity | null;
  startedAt: number | null;
  readonly oomKillsBefore: number;
  signalled: boolean;
  /** Its supervisor speaks to an agent that is gone. */
  readonly adopted: boolean;
  readonly leased: boolean;
  /** Waits for the start's outcome; null once it is known. */
  resolveStart: ((outcome: StartOutcome) => void) | null;
  readonly askedAtMs: number;
}

const sweepEveryMs = 1_000;
const adoptedPollMs = 40;
/** After this, a start that no supervisor has claimed is taken back. */
const unclaimedMaxMs = 10_000;

export function createProcessExecutor(settings: ProcessExecutorSettings): Executor {
  const { cgroups } = settings;
  const attemptsDir = join(settings.stateDir, 'attempts');
  mkdirSync(attemptsDir, { recursive: true, mode: 0o700 });
  const bootId = readBootId();
  const base = baseEnvironment(settings.environment);
  const lease = createLeaseFile(join(settings.stateDir, 'lease'));
  const running = new Map<string, Running>();
  let tell: (ended: ExecutorEnd) => void = () => undefined;
  let adoptedTimer: NodeJS.Timeout | null = null;
  const launcher = settings.createLauncher(
    { attemptsDir, cgroupBase: cgroups?.base ?? null, leaseFile: lease.path, environment: base },
    { started: onStarted, exited: onExitLine, died: onLauncherDied },
  );
  const sweepTimer = setInterval(sweep, sweepEveryMs).unref();

  function start(request: StartRequest): Promise<StartOutcome> {
    const files = attemptFiles(attemptsDir, request);
    try {
      const problem = prepare(files, request);
      if (problem !== null) return Promise.resolve({ kind: 'not-started', end: problem });
    } catch (error) {
      // Whatever the machine refused (no space, no inodes, too many files): another one may do it.
      const end = refusedEnd(`The node could not prepare the attempt: ${(error as Error).message}`);
      return Promise.resolve({ kind: 'not-started', end });
    }
    const leased = request.spec.exclusive || request.spec.onDisconnect === 'stop';
    return new Promise((resolve) => {
      running.set(files.name, {
        files,
        command: null,
        supervisor: null,
        startedAt: null,
        oomKillsBefore: oomKillsOfMachine(),
        signalled: false,
        adopted: false,
        leased,
        resolveStart: resolve,
        askedAtMs: performance.now(),
      });
      launcher.start(files.name, { leased });
    });
  }

  /** Makes everything that the supervisor needs. Null: all is well. */
  function prepare(files: AttemptFiles, request: StartRequest): AttemptEnd | null {
    const { spec } = request;
    const free = statfsSync(attemptsDir);
    if (free.bavail * free.bsize < settings.diskReserveBytes) {
      return refusedEnd(
        `The node's disk has ${Math.floor((free.bavail * free.bsize) / 2 ** 20)} MiB left at ${settings.stateDir}; ` +
          `${Math.floor(settings.diskReserveBytes / 2 ** 20)} MiB are kept back for what already runs.`,
      );
    }
    const badDirectory = spec.cwd === null ? null : problemOfDirectory(spec.cwd);
    if (badDirectory !== null) return badDirectory;
    const cwd = spec.cwd ?? join(files.path, 'work');
    const environment = jobEnvironment(base, request);
    const found = resolveCommand(spec.command[0] ?? '', {
      cwd,
      path: environment.PATH ?? '',
      pathExt: environment.PATHEXT ?? '.COM;.EXE;.BAT;.CMD',
    });
    if (found.kind === 'impossible') return found.end;
    const command = launcher.commandFile(files, {
      file: found.file,
      args: spec.command.slice(1),
      cwd,
      env: environment,
      oomKillsBefore: oomKillsOfMachine(),
    });
    createAttemptDirectory(files, command);
    if (spec.cwd === null) mkdirSync(cwd, { mode: 0o700 });
    cgroups?.create(files.name);
    return null;
  }

  function onStarted(name: string): void {
    const attempt = running.get(name);
    if (attempt === undefined || attempt.resolveStart === null) return;
    attempt.command = readStarted(attempt.files);
    attempt.supervisor = supervisorOf(attempt.files);
    attempt.startedAt = Date.now();
    const resolve = attempt.resolveStart;
    attempt.resolveStart = null;
    resolve({ kind: 'started', startedAt: attempt.startedAt });
  }

  function onExitLine(name: string, fields: readonly string[]): void {
    const attempt = running.get(name);
    const exit = exitOf(fields);
    if (attempt !== undefined && exit !== null) onExit(attempt, exit);
  }

  function onExit(attempt: Running, exit: ExitRecord): void {
    if (attempt.resolveStart !== null && readStarted(attempt.files) === null) {
      // The last step before the command is to enter its directory, and that had just been looked at.
      return finish(attempt, configurationEnd('The working directory went away before the command could start.'), null);
    }
    onStarted(attempt.files.name);
    const killed = exit.status > 128;
    const outOfMemory = killed && wasOutOfMemory(attempt);
    if (attempt.command !== null && cgroups === null) endStragglers(attempt.command, exit.uptimeSeconds, bootId);
    // Sampled a moment ago where the supervisor's line came at once; counted back where the record waited for us.
    const agoMs = Math.max(0, (uptime() - exit.uptimeSeconds) * 1000);
    const endedAt = exit.uptimeSeconds > 0 && agoMs > 1000 ? Math.round(Date.now() - agoMs) : Date.now();
    finish(attempt, endOfExit(exit, outOfMemory), Math.max(endedAt, attempt.startedAt ?? 0));
  }

  /** Either resolves a start that never was, or tells the end. `endedAt` null: the command never ran. */
  function finish(attempt: Running, end: AttemptEnd, endedAt: number | null): void {
    running.delete(attempt.files.name);
    const { resolveStart, startedAt, signalled } = attempt;
    attempt.resolveStart = null;
    if (resolveStart !== null) return resolveStart({ kind: 'not-started', end });
    tell({ ref: attempt.files.ref, end, startedAt, endedAt: endedAt ?? Date.now(), signalled });
  }

  function wasOutOfMemory(attempt: Running): boolean {
    const own = cgroups?.oomKills(attempt.files.name) ?? null;
    return own === null ? oomKillsOfMachine() > attempt.oomKillsBefore : own > 0;
  }

  function onLauncherDied(): void {
    // The new one knows nothing of requests that the old one had not read. A claim decides who is right.
    for (const attempt of [...running.values()]) {
      if (attempt.resolveStart !== null) takeBack(attempt, 'The node could not start a supervisor for it.');
    }
  }

  function takeBack(attempt: Running, message: string): void {
    if (claimAgainstStart(attempt.files)) finish(attempt, refusedEnd(message), null);
  }

  /** What no line will tell: supervisors that were killed, starts that were lost, lines that were. */
  function sweep(): void {
    for (const attempt of [...running.values()]) {
      if (attempt.resolveStart !== null && readStarted(attempt.files) !== null) onStarted(attempt.files.name);
      const supervisor = attempt.supervisor ?? supervisorOf(attempt.files);
      if (supervisor === null) {
        if (performance.now() - attempt.askedAtMs > unclaimedMaxMs)
          takeBack(attempt, 'No supervisor came up for it in 10 s.');
        continue;
      }
      if (isAlive(supervisor, bootId)) continue;
      // In this order: a supervisor writes its record before it ends.
      const exit = readExit(attempt.files);
      if (exit !== null) onExit(attempt, exit);
      else if (attempt.supervisor === null) attempt.supervisor = supervisor;
      else onSupervisorLost(attempt);
    }
  }

  function onSupervisorLost(attempt: Running): void {
    attempt.command ??= readStarted(attempt.files);
    reach(attempt, 'SIGKILL');
    cgroups?.kill(attempt.files.name);
    attempt.resolveStart = null;
    finish(
      attempt,
      lostEnd(
        `The supervisor of ${attemptName(attempt.files.ref)} was killed, so nobody knows how the command ended; what was left of it was killed too.`,
      ),
      Date.now(),
    );
  }

  async function adopt(ref: AttemptRef): Promise<AdoptOutcome> {
    const files = attemptFiles(attemptsDir, ref);
    if (claimAgainstStart(files)) return neverStarted('The agent restarted before the command was started.');
    const supervisor = readSupervisor(files);
    if (supervisor === 'agent') return neverStarted('The command was never started.');
    const exit = readExit(files);
    const command = await startedOrGone(files, supervisor);
    const attempt: Running = {
      files,
      command,
      supervisor,
      startedAt: command === null ? null : wallOfStart(command),
      oomKillsBefore: oomKillsBefore(files),
      signalled: false,
      adopted: true,
      leased: false,
      resolveStart: null,
      askedAtMs: performance.now(),
    };
    const told: ExecutorEnd[] = [];
    const tellLater = tell;
    const collect = (act: () => void): AdoptOutcome => {
      tell = (ended) => told.push(ended);
      act();
      tell = tellLater;
      const ended = told[0];
      if (ended === undefined) throw new Error('an adopted attempt that has ended tells its end');
      const { end, startedAt, endedAt, signalled } = ended;
      return { kind: 'ended', end, startedAt, endedAt, signalled };
    };
    const last = exit ?? readExit(files);
    if (last !== null) {
      if (command === null) return neverStarted('The working directory went away before the command could start.');
      return collect(() => onExit(attempt, last));
    }
    if (supervisor !== null && isAlive(supervisor, bootId) && command !== null) {
      running.set(files.name, attempt);
      pollAdopted();
      return { kind: 'running', startedAt: attempt.startedAt ?? Date.now() };
    }
    if (command !== null && command.bootId !== bootId) {
      const end = lostEnd('The machine was restarted while the command ran.');
      return { kind: 'ended', end, startedAt: null, endedAt: Date.now(), signalled: false };
    }
    // The record may have been written between the two looks.
    const late = readExit(files);
    return collect(() => (late === null ? onSupervisorLost(attempt) : onExit(attempt, late)));
  }

  /** A supervisor that has just claimed its attempt may be about to start it: waits until it has, or has gone. */
  async function startedOrGone(
    files: AttemptFiles,
    supervisor: ProcessIdentity | null,
  ): Promise<ProcessIdentity | null> {
    for (let tries = 0; ; tries++) {
      const command = readStarted(files);
      if (command !== null || hasExitFile(files)) return command;
      // Two looks more after it is gone: its last child may have been on the way.
      if ((supervisor === null || !isAlive(supervisor, bootId)) && tries >= 2) return null;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  function neverStarted(message: string): AdoptOutcome {
    return { kind: 'ended', end: refusedEnd(message), startedAt: null, endedAt: Date.now(), signalled: false };
  }

  function pollAdopted(): void {
    adoptedTimer ??= setInterval(() => {
      let any = false;
      for (const attempt of [...running.values()]) {
        if (!attempt.adopted) continue;
        any = true;
        const exit = hasExitFile(attempt.files) ? readExit(attempt.files) : null;
        if (exit !== null) onExit(attempt, exit);
      }
      if (any || adoptedTimer === null) return;
      clearInterval(adoptedTimer);
      adoptedTimer = null;
    }, adoptedPollMs).unref();
  }

  function reach(attempt: Running, signal: 'SIGTERM' | 'SIGKILL'): void {
    const { name } = attempt.files;
    if (signalAttempt({ name, command: attempt.command }, signal, { cgroups, bootId })) attempt.signalled = true;
  }

  function signal(ref: AttemptRef, which: 'SIGTERM' | 'SIGKILL'): void {
    const attempt = running.get(attemptFiles(attemptsDir, ref).name);
    if (attempt !== undefined) reach(attempt, which);
  }

  async function forget(ref: AttemptRef): Promise<void> {
    const files = attemptFiles(attemptsDir, ref);
    running.delete(files.name);
    rmSync(files.path, { recursive: true, force: true, maxRetries: 3 });
    removeCgroup(files.name, 0);
  }

  /** The kernel takes a moment to bury what was in it. */
  function removeCgroup(name: string, tries: number): void {
    if (cgroups === null || cgroups.remove(name) || tries >= 20) return;
    setTimeout(() => removeCgroup(name, tries + 1), 50).unref();
  }

  function supervisorOf(files: AttemptFiles): ProcessIdentity | null {
    const supervisor = readSupervisor(files);
    return supervisor === 'agent' ? null : supervisor;
  }

  return {
    kind: 'process',
    onEnded(listener) {
      tell = listener;
    },
    start,
    adopt,
    stop: (ref) => signal(ref, 'SIGTERM'),
    kill: (ref) => signal(ref, 'SIGKILL'),
    renewLease: (untilMs) => lease.write(untilMs),
    forget,
    async close() {
      clearInterval(sweepTimer);
      if (adoptedTimer !== null) clearInterval(adoptedTimer);
      launcher.close();
    },
  };
}

function oomKillsBefore(files: AttemptFiles): number {
  try {
    return oomKillsBeforeOf(readFileSync(join(files.path, 'command'), 'utf8'));
  } catch {
    return 0;
  }
}

/** On the wall clock of now: the start is told in ticks since boot. */
function wallOfStart(command: ProcessIdentity): number {
  const ticks = Number(command.start);
  if (!Number.isFinite(ticks)) return Date.now();
  return Math.round(Date.now() - (uptime() - ticks / clockTicksPerSecond) * 1000);
}
