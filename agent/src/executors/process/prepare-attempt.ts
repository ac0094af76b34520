/**
 * Everything before a start: what can be refused is refused here, and what the supervisor needs is laid out. In two steps: the
 * plan only looks, so that it can be made while the intent is still on its way to the disk.
 */
import type { AttemptEnd } from '@orchion/domain';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { refusedEnd } from '../../attempt/attempt-end.ts';
import { problemOfDisk } from '../../attempt/disk-reserve.ts';
import type { StartRequest } from '../../ports/executor.ts';
import { createAttemptDirectory, type AttemptFiles } from './attempt-directory.ts';
import type { CommandPlan } from './command-file.ts';
import { jobEnvironment } from './job-environment.ts';
import { oomKillsBeforeStart } from './out-of-memory.ts';
import { problemOfDirectory, resolveCommand } from './resolve-command.ts';
import type { SpareDirectories } from './spare-directories.ts';

export interface Surroundings {
  readonly attemptsDir: string;
  /** The allow-listed part of the agent's environment. */
  readonly base: Readonly<Record<string, string>>;
  readonly diskReserveBytes: number;
}

export interface Layout {
  readonly commandFile: (files: AttemptFiles, plan: CommandPlan) => string | null;
  /** Directories to use again; null where the launcher cannot. */
  readonly spares: SpareDirectories | null;
}

export type Planned =
  | { readonly kind: 'ready'; readonly plan: CommandPlan }
  /** Why the command cannot be started: `refused` where another machine might do it. */
  | { readonly kind: 'impossible'; readonly end: AttemptEnd };

export function planAttempt(files: AttemptFiles, request: StartRequest, around: Surroundings): Planned {
  const { spec } = request;
  try {
    const lowDisk = problemOfDisk(around);
    if (lowDisk !== null) return impossible(lowDisk);
    const badDirectory = spec.cwd === null ? null : problemOfDirectory(spec.cwd);
    if (badDirectory !== null) return impossible(badDirectory);
    const cwd = spec.cwd ?? join(files.path, 'work');
    const env = jobEnvironment(around.base, request);
    const found = resolveCommand(spec.command[0] ?? '', {
      cwd,
      path: env.PATH ?? '',
      pathExt: env.PATHEXT ?? '.COM;.EXE;.BAT;.CMD',
    });
    if (found.kind === 'impossible') return found;
    const plan = { file: found.file, args: spec.command.slice(1), cwd, env, oomKillsBefore: oomKillsBeforeStart() };
    return { kind: 'ready', plan };
  } catch (error) {
    return impossible(refusalOf(error));
  }
}

/** Makes the attempt's directory. Answers why it could not. */
export function layOutAttempt(
  files: AttemptFiles,
  { spec }: Pick<StartRequest, 'spec'>,
  { plan, how }: { readonly plan: CommandPlan; readonly how: Layout },
): AttemptEnd | null {
  try {
    if (how.spares?.take(files) === true) return null;
    createAttemptDirectory(files, how.commandFile(files, plan));
    if (spec.cwd === null) mkdirSync(plan.cwd, { mode: 0o700 });
    return null;
  } catch (error) {
    return refusalOf(error);
  }
}

/** No space, no inodes, too many open files: the machine's trouble, not the job's. */
function refusalOf(error: unknown): AttemptEnd {
  return refusedEnd(`The node could not prepare the attempt: ${(error as Error).message}`);
}

function impossible(end: AttemptEnd): Planned {
  return { kind: 'impossible', end };
}
