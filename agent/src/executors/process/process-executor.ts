/**
 * Runs commands as processes of this machine. The launcher forks a supervisor per attempt; the supervisor runs the command
 * and records what became of it in the attempt's directory. Everything here can be lost: adoption finds it again in those
 * directories.
 *
 * The supervisor's line tells an end at once. Its record is looked for as well, every second, and often for adopted
 * attempts, whose supervisors speak to an agent that is gone.
 */
import { attemptName, type AttemptEnd, type AttemptRef } from '@orchion/domain';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationEnd, lostEnd, refusedEnd } from '../../attempt/attempt-end.ts';
import { uptimeSeconds } from './uptime.ts';
import type { AdoptOutcome, Executor, ExecutorEnd, StartOutcome, StartRequest } from '../../ports/executor.ts';
import {
  attemptFiles,
  claimAgainstStart,
  exitOf,
  identityOf,
  readRecord,
  removeAttemptDirectory,
  type AttemptFiles,
  type ExitRecord,
} from './attempt-directory.ts';
import type { Cgroups } from './cgroup.ts';
import { oomKillsBeforeOf, type CommandPlan } from './command-file.ts';
import { endOfExit } from './exit-reason.ts';
import { findAttempt, goneDirectoryMessage } from './find-attempt.ts';
import { baseEnvironment } from './job-environment.ts';
import type { Launcher, LauncherEvents, LauncherSetting } from './launcher.ts';
import { createLeaseFile } from './lease-file.ts';
import { oomKillsOfMachine } from './out-of-memory.ts';
import { layOutAttempt, planAttempt, type Planned } from './prepare-attempt.ts';
import { clockTicksPerSecond, isAlive, readBootId, type ProcessIdentity } from './process-identity.ts';
import { endStragglers, signalAttempt } from './signal-attempt.ts';
import { createSpareDirectories } from './spare-directories.ts';

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
  /** Waits for the start's outcome; null once it is known. */
  resolveStart: ((outcome: StartOutcome) => void) | null;
  readonly askedAtMs: number;
}

const sweepEveryMs = 1_000;
const adoptedPollMs = 40;
/** After this, a start that no supervisor has claimed is taken back. */
const unclaimedMaxMs = 10_000;

export function createProcessExecutor(settings: ProcessExecutorSettings): Executor {
  const { cgroups, diskReserveBytes } = settings;
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
    { started: onStartLine, exited: onExitLine, died: onLauncherDied },
  );
  /** Only a cgroup can prove that nobody still uses the directory of an attempt that has ended. */
  const spares =
    cgroups !== null && launcher.takesBlankRecords ? createSpareDirectories(join(settings.stateDir, 'spare')) : null;
  const surroundings = { attemptsDir, base, diskReserveBytes };
  const layout = { spares, commandFile: (files: AttemptFiles, made: CommandPlan) => launcher.commandFile(files, made) };
  /** Of attempts that have not been started yet. */
  const planned = new Map<string, Planned>();
  /** Attempts that were started in a cgroup of their own. */
  const grouped = new Set<string>();
  const sweepTimer = setInterval(sweep, sweepEveryMs).unref();

  function plan(request: StartRequest): void {
    const files = attemptFiles(attemptsDir, request);
    planned.set(files.name, planAttempt(files, request, surroundings));
  }

  function start(request: StartRequest): Promise<StartOutcome> {
    const files = attemptFiles(attemptsDir, request);
    const { name } = files;
    const made = planned.get(name) ?? planAttempt(files, request, surroundings);
    planned.delete(name);
    if (made.kind === 'impossible') return Promise.resolve({ kind: 'not-started', end: made.end });
    const { plan } = made;
    const problem = layOutAttempt(files, request, { plan, how: layout });
    if (problem !== null) return Promise.resolve({ kind: 'not-started', end: problem });
    if (cgroups?.create(name) === true) grouped.add(name);
    return new Promise((resolve) => {
      running.set(name, { ...newlyRunning(files), oomKillsBefore: plan.oomKillsBefore, resolveStart: resolve });
      const leased = request.spec.exclusive || request.spec.onDisconnect === 'stop';
      launcher.start(files, plan, { leased });
    });
  }

  /** Its supervisor is looked up when it is first asked for: most commands have ended by then. */
  function onStartLine(name: string, fields: readonly string[]): void {
    const attempt = running.get(name);
    if (attempt !== undefined) onStarted(attempt, identityOf([...fields, bootId]));
  }

  function onStarted(attempt: Running, command: ProcessIdentity | null): void {
    if (attempt.resolveStart === null) return;
    attempt.command = command;
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
    if (attempt.resolveStart !== null) {
      const { command } = readRecord(attempt.files);
      if (command === null) return finish(attempt, configurationEnd(goneDirectoryMessage));
      onStarted(attempt, command);
    }
    running.delete(attempt.files.name);
    tell(endOf(attempt, exit));
  }

  function endOf(attempt: Running, exit: ExitRecord): ExecutorEnd {
    if (attempt.command !== null && cgroups === null) endStragglers(attempt.command, exit.uptimeSeconds, bootId);
    const outOfMemory = exit.status > 128 && wasOutOfMemory(attempt);
    const endedAt = Math.max(wallOf(exit.uptimeSeconds), attempt.startedAt ?? 0);
    const { startedAt, signalled } = attempt;
    return { ref: attempt.files.ref, end: endOfExit(exit, outOfMemory), startedAt, endedAt, signalled };
  }

  /** For ends that no exit record tells: resolves a start that never was, or tells the end. */
  function finish(attempt: Running, end: AttemptEnd): void {
    running.delete(attempt.files.name);
    const { resolveStart, startedAt, signalled } = attempt;
    attempt.resolveStart = null;
    if (resolveStart !== null) resolveStart({ kind: 'not-started', end });
    else tell({ ref: attempt.files.ref, end, startedAt, endedAt: Date.now(), signalled });
  }

  function wasOutOfMemory(attempt: Running): boolean {
    const own = cgroups?.oomKills(attempt.files.name) ?? null;
    return own === null ? oomKillsOfMachine() > attempt.oomKillsBefore : own > 0;
  }

  /** The new launcher knows nothing of requests that the old one had not read. A claim decides who is right. */
  function onLauncherDied(): void {
    for (const attempt of [...running.values()]) {
      if (attempt.resolveStart !== null) takeBack(attempt, 'The node could not start a supervisor for it.');
    }
  }

  function takeBack(attempt: Running, message: string): void {
    if (claimAgainstStart(attempt.files)) finish(attempt, refusedEnd(message));
  }

  /** What no line will tell: supervisors that were killed, starts that were lost, lines that were. */
  function sweep(): void {
    for (const attempt of [...running.values()]) {
      if (attempt.supervisor === null) {
        const { command, supervisor } = readRecord(attempt.files);
        if (command !== null) onStarted(attempt, command);
        if (supervisor !== null && supervisor !== 'agent') attempt.supervisor = supervisor;
        else if (performance.now() - attempt.askedAtMs > unclaimedMaxMs) {
          takeBack(attempt, `No supervisor came up for it in ${unclaimedMaxMs / 1000} s.`);
        }
        // A supervisor that was just seen for the first time is judged at the next sweep.
        continue;
      }
      if (isAlive(attempt.supervisor, bootId)) continue;
      // In this order: a supervisor writes its record before it ends.
      const { exit } = readRecord(attempt.files);
      if (exit !== null) onExit(attempt, exit);
      else finish(attempt, endWithoutSupervisor(attempt));
    }
  }

  /** Never left running unseen: what is left of it is killed. */
  function endWithoutSupervisor(attempt: Running): AttemptEnd {
    attempt.command ??= readRecord(attempt.files).command;
    reach(attempt, 'SIGKILL');
    return lostEnd(
      `The supervisor of ${attemptName(attempt.files.ref)} is gone, so nobody knows how the command ended; ` +
        'what was left of it was killed.',
    );
  }

  async function adopt(ref: AttemptRef): Promise<AdoptOutcome> {
    const files = attemptFiles(attemptsDir, ref);
    const found = await findAttempt(files, bootId);
    const command = found.kind === 'rebooted' || found.kind === 'never-started' ? null : found.command;
    const attempt: Running = {
      ...newlyRunning(files),
      command,
      supervisor: found.kind === 'running' ? found.supervisor : null,
      startedAt: command === null ? null : wallOf(Number(command.start) / clockTicksPerSecond),
      oomKillsBefore: oomKillsBefore(files),
      adopted: true,
    };
    const ended = (end: AttemptEnd): AdoptOutcome => {
      return { kind: 'ended', end, startedAt: attempt.startedAt, endedAt: Date.now(), signalled: false };
    };
    switch (found.kind) {
      case 'running':
        running.set(files.name, attempt);
        pollAdopted();
        return { kind: 'running', startedAt: attempt.startedAt ?? Date.now() };
      case 'exited':
        return { kind: 'ended', ...endOf(attempt, found.exit) };
      case 'never-started':
        return ended(refusedEnd(found.message));
      case 'rebooted':
        return ended(lostEnd('The machine was restarted while the command ran.'));
      case 'lost':
        return ended(endWithoutSupervisor(attempt));
    }
  }

  function pollAdopted(): void {
    adoptedTimer ??= setInterval(() => {
      const adopted = [...running.values()].filter((attempt) => attempt.adopted);
      for (const attempt of adopted) {
        const { exit } = readRecord(attempt.files);
        if (exit !== null) onExit(attempt, exit);
      }
      if (adopted.length > 0 || adoptedTimer === null) return;
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

  /** The kernel takes a moment to bury what was in it. */
  function removeCgroup(name: string, tries: number): boolean {
    if (cgroups === null || cgroups.remove(name)) return true;
    if (tries < 20) setTimeout(() => removeCgroup(name, tries + 1), 50).unref();
    return false;
  }

  return {
    kind: 'process',
    onEnded(listener) {
      tell = listener;
    },
    plan,
    // What a process needs is on the node.
    prepare: () => Promise.resolve(null),
    start,
    adopt,
    stop: (ref) => signal(ref, 'SIGTERM'),
    kill: (ref) => signal(ref, 'SIGKILL'),
    renewLease: (untilMs) => lease.write(untilMs),
    async forget(ref) {
      const files = attemptFiles(attemptsDir, ref);
      planned.delete(files.name);
      running.delete(files.name);
      const isEmpty = removeCgroup(files.name, 0) && grouped.has(files.name);
      grouped.delete(files.name);
      if (!isEmpty || spares?.keep(files) !== true) await removeAttemptDirectory(files);
    },
    // A directory is made after its attempt is known for good, and removed before that is forgotten.
    keepOnly: () => Promise.resolve(),
    async close() {
      // Supervisors may still have words for us: nobody is to hear them.
      running.clear();
      clearInterval(sweepTimer);
      if (adoptedTimer !== null) clearInterval(adoptedTimer);
      launcher.close();
      spares?.dispose();
      cgroups?.dispose();
    },
  };
}

function newlyRunning(files: AttemptFiles): Running {
  return {
    files,
    command: null,
    supervisor: null,
    startedAt: null,
    oomKillsBefore: 0,
    signalled: false,
    adopted: false,
    resolveStart: null,
    askedAtMs: performance.now(),
  };
}

/** Where nobody wrote it down, no end is put down to want of memory: the machine may have been out of it long before. */
function oomKillsBefore(files: AttemptFiles): number {
  const unknown = Number.POSITIVE_INFINITY;
  const { oomKillsBefore: recorded } = readRecord(files);
  if (recorded !== null) return recorded;
  try {
    return oomKillsBeforeOf(readFileSync(join(files.path, 'command'), 'utf8')) ?? unknown;
  } catch {
    return unknown;
  }
}

/** A moment since boot on the wall clock of now. Where the system does not tell such moments: now. */
function wallOf(seconds: number): number {
  if (!Number.isFinite(seconds) || seconds <= 0) return Date.now();
  return Math.round(Date.now() - Math.max(0, uptimeSeconds() - seconds) * 1000);
}
