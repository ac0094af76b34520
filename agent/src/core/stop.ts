/** Ending an attempt: asked politely, killed after its grace, and told with the reason for which it was asked. */
import { assertNever, type AttemptEnd, type LogLengths, type StopReason } from '@orchion/domain';
import type { HeldAttempt } from './attempt-table.ts';
import type { AgentAction } from './event.ts';
import { refOf } from './forget.ts';

type Emit = (action: AgentAction) => void;

/** Asks an attempt to end, once: the first reason stands. Before it runs, the ask waits for its start. */
export function askToStop(held: HeldAttempt, reason: StopReason | 'lease', nowMs: number, emit: Emit): void {
  if (held.phase === 'ended') return;
  if (held.stop === null) {
    held.stop = { reason, asked: false, killAtMs: Number.POSITIVE_INFINITY, killed: false };
    if ((held.phase === 'running' || held.phase === 'gathering') && reason !== 'lease') {
      emit({ kind: 'report', ref: refOf(held) });
    }
    if (held.phase === 'preparing' || held.phase === 'gathering') emit({ kind: 'stop-files', ref: refOf(held) });
  } else if (reason === 'lease') {
    // The lease does not wait for a grace that began earlier.
    held.stop.killAtMs = nowMs;
  }
  if (held.phase === 'running') pursueStop(held, nowMs, emit);
}

/** The next due step of a stop that was asked for: the polite ask, then the kill. */
export function pursueStop(held: HeldAttempt, nowMs: number, emit: Emit): void {
  const stop = held.stop;
  if (stop === null || stop.killed) return;
  // A lease that has passed is somebody else's right by now: no grace.
  if (stop.reason === 'lease' || nowMs >= stop.killAtMs) {
    stop.killed = true;
    emit({ kind: 'kill', ref: refOf(held) });
    return;
  }
  if (stop.asked) return;
  stop.asked = true;
  stop.killAtMs = nowMs + held.rules.graceMs;
  emit({ kind: held.rules.graceMs === 0 ? 'kill' : 'stop', ref: refOf(held) });
  if (held.rules.graceMs === 0) stop.killed = true;
}

/**
 * Why it ended: as the executor saw it, unless we ended it. An end that came before the signal reached anything is the
 * command's own, whatever was asked.
 */
export function endOf(held: HeldAttempt, seen: { readonly end: AttemptEnd; readonly signalled: boolean }): AttemptEnd {
  const { end } = seen;
  if (held.stop === null || !seen.signalled) return end;
  // What never ran, or was ended by its own supervisor, has its own reason.
  if (end.reason !== 'exit_code' && end.reason !== 'signal' && end.reason !== 'out_of_memory') return end;
  const how = held.stop.killed ? 'killed' : 'asked to end';
  const rest = { exitCode: end.exitCode, signal: end.signal };
  switch (held.stop.reason) {
    case 'timeout':
      return { reason: 'timeout', ...rest, message: `It ran longer than its ${timeoutText(held)} and was ${how}.` };
    case 'cancelled':
      return { reason: 'cancelled', ...rest, message: `It was cancelled and ${how}.` };
    case 'preempted':
      return { reason: 'preempted', ...rest, message: `It was preempted and ${how}.` };
    case 'lease':
      return { reason: 'node_lost', ...rest, message: leasePassedMessage };
    default:
      return assertNever(held.stop.reason, 'stop reason');
  }
}

const leasePassedMessage = 'The node could not reach the orchestrator for a whole lease, so the command was killed.';

/** The end of one that was stopped before its command was started. */
export function endOfUnstarted({ stop }: HeldAttempt): AttemptEnd {
  const reason = stop === null || stop.reason === 'lease' ? 'refused' : stop.reason;
  return { reason, exitCode: null, signal: null, message: 'Stopped before the command was started.' };
}

/**
 * The end of one whose command had ended by itself, and that was stopped before what it leaves was safe: nobody may take it
 * for a success with everything there.
 */
export function endOfUngathered({ stop, end }: HeldAttempt): AttemptEnd | null {
  if (stop === null || stop.reason === 'lease' || end?.reason !== 'exit_code') return end;
  const { exitCode, signal } = end;
  const message = 'Its command had ended; it was stopped before what it leaves was gathered.';
  return { reason: stop.reason, exitCode, signal, message };
}

/** Ends an attempt whose command was never started. */
export function endUnstarted(
  held: HeldAttempt,
  end: AttemptEnd,
  wallMs: number,
  emit: Emit,
  logLengths: LogLengths = { stdout: 0, stderr: 0 },
): void {
  if (held.phase === 'ended') return;
  held.phase = 'ended';
  held.launch = null;
  held.end = end;
  held.endedAt = wallMs;
  held.logLengths = logLengths;
  held.logDone = logLengths.stdout + logLengths.stderr === 0;
  emit({ kind: 'journal-end', ref: refOf(held) });
}

function timeoutText(held: HeldAttempt): string {
  return `timeout of ${(held.rules.timeoutMs ?? 0) / 1000} s`;
}
