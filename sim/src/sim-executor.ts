/**
 * The executor of a simulated machine. As naive as an executor may be: it starts whatever it is told to, as often as it is
 * told to, so that every promise about starts is kept by what is above it, or broken where a referee sees it.
 */
import type { AdoptOutcome, Executor, ExecutorEnd, StartOutcome, StartRequest } from '@orchion/agent';
import { attemptName, type AttemptEnd, type AttemptRef } from '@orchion/domain';
import { newFolder, type AttemptFolder } from './attempt-folder.ts';
import { startCommand, type Command } from './command.ts';
import type { Machine } from './machine.ts';
import { programOf } from './program.ts';
import type { Swarm } from './swarm.ts';

export interface SimExecutorParts {
  readonly machine: Machine;
  /** By attempt name; outlives the agent. */
  readonly folders: Map<string, AttemptFolder>;
  readonly swarm: Swarm['executor'];
  readonly diskSyncMs: number;
  /** Of this agent process: nothing is called once it is dead. */
  readonly after: (delayMs: number, run: () => void) => void;
  readonly note: (what: string) => void;
  readonly onStarted: (command: Command) => void;
  readonly onEnded: (command: Command) => void;
}

/** The longest that an executor hangs at a start. */
const hangMaxMs = 60_000;
/** How often it looks whether a command has ended. */
const lookMs = 150;

export function createSimExecutor(parts: SimExecutorParts): Executor {
  const { machine, folders, after, note } = parts;
  const { dice } = machine;
  const told = new Set<string>();
  let tell: (ended: ExecutorEnd) => void = () => {};
  let leaseUntilMs = 0;

  function start(request: StartRequest): Promise<StartOutcome> {
    const program = programOf(request.spec);
    const hangs = dice.chance(parts.swarm.hangs) ? dice.between(1_000, hangMaxMs) : 0;
    return new Promise((resolve) => {
      after(dice.between(0.5, parts.diskSyncMs), () => {
        if (program.missing) return resolve({ kind: 'not-started', end: notFound });
        const folder = newFolder(request, {
          bootId: machine.bootId,
          at: machine.wallMs(),
          exclusive: request.spec.exclusive,
          leaseUntilMs,
        });
        folders.set(attemptName(request), folder);
        after(dice.between(0.2, parts.swarm.startMs) + hangs / 2, () => {
          // A start that hung past its lease must not come to life under a later one.
          if (folder.exclusive && hasPassed(folder)) return resolve({ kind: 'not-started', end: tooLate });
          const command = startCommand({ machine, folder, program, onEnded: parts.onEnded });
          note(`${attemptName(request)} runs as pid ${command.process.pid}`);
          parts.onStarted(command);
          after(dice.between(0.2, 5) + hangs / 2, () => {
            resolve({ kind: 'started', startedAt: folder.started?.at ?? folder.madeAt });
            watch(folder);
          });
        });
      });
    });
  }

  function hasPassed(folder: AttemptFolder): boolean {
    return folder.leaseUntilMs <= machine.uptimeMs();
  }

  /** Looks until it has ended; tells its end once. */
  function watch(folder: AttemptFolder): void {
    const name = attemptName(folder.ref);
    if (folders.get(name) !== folder || told.has(name)) return;
    const ended = endOf(folder);
    if (ended === null) return after(dice.between(lookMs / 2, lookMs), () => watch(folder));
    told.add(name);
    tell({ ref: folder.ref, ...ended });
  }

  function endOf(folder: AttemptFolder): Omit<ExecutorEnd, 'ref'> | null {
    const startedAt = folder.started?.at ?? null;
    if (folder.exit !== null) {
      return { end: folder.exit.end, startedAt, endedAt: folder.exit.at, signalled: folder.signalled };
    }
    if (isRunning(machine, folder)) return null;
    // No folder of this boot without a start: the agent died in between, and nothing starts later.
    if (folder.started === null && folder.bootId === machine.bootId) return { ...unstarted, endedAt: machine.wallMs() };
    return { end: lost, startedAt: startedAt ?? folder.madeAt, endedAt: machine.wallMs(), signalled: false };
  }

  function adopt(ref: AttemptRef): Promise<AdoptOutcome> {
    return new Promise((resolve) => {
      after(dice.between(0.5, 20), () => {
        const folder = folders.get(attemptName(ref));
        const ended = folder === undefined ? { ...unstarted, endedAt: machine.wallMs() } : endOf(folder);
        note(`adopts ${attemptName(ref)}: ${ended === null ? 'it runs' : ended.end.message}`);
        if (ended !== null) {
          told.add(attemptName(ref));
          return resolve({ kind: 'ended', ...ended });
        }
        resolve({ kind: 'running', startedAt: folder?.started?.at ?? machine.wallMs() });
        if (folder !== undefined) watch(folder);
      });
    });
  }

  function signal(ref: AttemptRef, which: 'SIGTERM' | 'SIGKILL'): void {
    const folder = folders.get(attemptName(ref));
    if (folder === undefined || folder.started === null || !isRunning(machine, folder)) return;
    note(`sends ${which} to ${attemptName(ref)}`);
    folder.signalled = true;
    machine.signal(folder.started.pid, which);
  }

  return {
    kind: 'process',
    onEnded(listener) {
      tell = listener;
    },
    prepare: () => Promise.resolve(null),
    start,
    adopt,
    stop: (ref) => signal(ref, 'SIGTERM'),
    kill: (ref) => signal(ref, 'SIGKILL'),
    renewLease(untilMs) {
      leaseUntilMs = untilMs;
      for (const folder of folders.values()) {
        if (folder.exclusive && !hasPassed(folder)) folder.leaseUntilMs = Math.max(folder.leaseUntilMs, untilMs);
      }
    },
    forget: (ref) =>
      new Promise((resolve) => {
        after(dice.between(0.5, 5), () => {
          note(`forgets ${attemptName(ref)}`);
          folders.delete(attemptName(ref));
          resolve();
        });
      }),
    keepOnly: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

/** By boot, pid and start time: a pid alone may be anybody's by now. */
function isRunning(machine: Machine, folder: AttemptFolder): boolean {
  const { started } = folder;
  if (started === null || started.bootId !== machine.bootId) return false;
  const process = machine.processes.get(started.pid);
  return process !== undefined && process.startTicks === started.startTicks;
}

const notFound: AttemptEnd = {
  reason: 'executor_error',
  exitCode: null,
  signal: null,
  message: 'there is no such program',
};
const tooLate: AttemptEnd = {
  reason: 'refused',
  exitCode: null,
  signal: null,
  message: 'its lease passed before the command was started',
};
const lost: AttemptEnd = {
  reason: 'node_lost',
  exitCode: null,
  signal: null,
  message: 'the machine restarted under it, or its supervisor was killed',
};
const unstarted = {
  end: {
    reason: 'refused',
    exitCode: null,
    signal: null,
    message: 'the agent stopped before the command was started',
  },
  startedAt: null,
  signalled: false,
} as const;
