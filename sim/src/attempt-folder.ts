/**
 * What a machine's disk holds of one attempt: the marks of its start, its output, its exit record. Written by its
 * supervisor, so it goes on growing while no agent is there. A power cut takes what was not synced.
 */
import type { AttemptEnd, AttemptRef, LogLengths, LogStream } from '@orchion/domain';
import type { SpoolGap } from '@orchion/agent';
import type { Random } from './random.ts';

export interface AttemptFolder {
  readonly ref: AttemptRef;
  /** In which boot it was made; made and synced before the command is started. */
  readonly bootId: string;
  readonly madeAt: number;
  readonly exclusive: boolean;
  /** The command's process, once it is there. */
  started: { readonly pid: number; readonly startTicks: number; readonly bootId: string; readonly at: number } | null;
  exit: { readonly end: AttemptEnd; readonly at: number } | null;
  exitSynced: boolean;
  /** A stop or kill reached the command. */
  signalled: boolean;
  /** Exclusive ones: the supervisor ends the command when this passes; on the machine's uptime. */
  leaseUntilMs: number;
  written: Record<LogStream, number>;
  /** Output up to here is given up: it was wiped, or lost with the power. Unknown to the supervisor. */
  readable: Record<LogStream, number>;
  /** Up to here output was freed, since it is said to be durable elsewhere. */
  freed: Record<LogStream, number>;
  gaps: SpoolGap[];
  /** Output was taken away from under the agent: then, and only then, its log may miss bytes as `node_lost`. */
  damaged: boolean;
}

export function newFolder(
  ref: AttemptRef,
  made: { readonly bootId: string; readonly at: number; readonly exclusive: boolean; readonly leaseUntilMs: number },
): AttemptFolder {
  return {
    ref: { jobId: ref.jobId, number: ref.number },
    bootId: made.bootId,
    madeAt: made.at,
    exclusive: made.exclusive,
    started: null,
    exit: null,
    exitSynced: false,
    signalled: false,
    leaseUntilMs: made.leaseUntilMs,
    written: { stdout: 0, stderr: 0 },
    readable: { stdout: Number.POSITIVE_INFINITY, stderr: Number.POSITIVE_INFINITY },
    freed: { stdout: 0, stderr: 0 },
    gaps: [],
    damaged: false,
  };
}

export function lengthsOf(folder: AttemptFolder): LogLengths {
  return { stdout: folder.written.stdout, stderr: folder.written.stderr };
}

/** The power fails: the output's end may be gone, and an exit record that was not synced is. */
export function cutPower(folder: AttemptFolder, dice: Random): void {
  if (folder.exit !== null && folder.exitSynced) return;
  folder.exit = null;
  for (const stream of ['stdout', 'stderr'] as const) {
    if (dice.chance(0.5)) continue;
    folder.written[stream] = Math.floor(dice.between(0.5, 1) * folder.written[stream]);
    folder.damaged = true;
  }
}

/** Somebody empties the output files. */
export function wipeOutput(folder: AttemptFolder): void {
  folder.damaged = true;
  folder.readable = { stdout: 0, stderr: 0 };
}
