/**
 * What the orchestrator wants. A full directive names everything that this node should hold; one that came in between
 * names what changed. Both take this one path: full only adds "and nothing else".
 */
import { attemptName, type Directive, type Launch } from '@orchion/domain';
import {
  heldOf,
  isLeaseValid,
  newlyHeld,
  raiseHighWater,
  rulesOf,
  type AttemptTable,
  type HeldAttempt,
} from './attempt-table.ts';
import type { AgentAction } from './event.ts';
import { forget, refOf } from './forget.ts';
import { askToStop } from './stop.ts';

type Emit = (action: AgentAction) => void;
interface Now {
  readonly nowMs: number;
  readonly wallMs: number;
}

export function onDirective(table: AttemptTable, directive: Directive, now: Now, emit: Emit): void {
  if (directive.answersSentAtMs !== null) {
    renewLease(table, { answersSentAtMs: directive.answersSentAtMs, nowMs: now.nowMs }, emit);
  }
  table.quarantine = directive.quarantine;
  for (const launch of directive.launches) onLaunch(table, launch, now, emit);
  for (const wanted of directive.wanted) {
    const held = heldOf(table, wanted);
    if (held !== undefined && wanted.stop !== null) askToStop(held, wanted.stop, now.nowMs, emit);
  }
  for (const ref of directive.forget) {
    const held = heldOf(table, ref);
    if (held === undefined) continue;
    abandon(table, held, now.nowMs, emit);
  }
  if (directive.full) dropUnwanted(table, directive, now.nowMs, emit);
}

/**
 * Moves the end of the lease: it lasts from when we sent what is answered, because the orchestrator counts from when it
 * arrived, which is later: so its end comes first here. Never moves back: answers may overtake each other.
 */
export function renewLease(
  table: AttemptTable,
  answer: { readonly answersSentAtMs: number; readonly nowMs: number },
  emit: Emit,
): void {
  // An answer to something that was not sent yet would be a lease without an end.
  const untilMs = Math.min(answer.answersSentAtMs, answer.nowMs) + table.leaseMs;
  if (table.leaseUntilMs !== null && untilMs <= table.leaseUntilMs) return;
  table.leaseUntilMs = untilMs;
  emit({ kind: 'renew-lease', untilMs });
}

function onLaunch(table: AttemptTable, launch: Launch, now: Now, emit: Emit): void {
  if (heldOf(table, launch) !== undefined) return;
  // Not refused, only not taken: the directive comes again once these have passed.
  if (table.quarantine !== null || !isLeaseValid(table, now.nowMs)) return;
  const mark = table.highWater.get(launch.jobId);
  if (mark !== undefined && (launch.number <= mark.number || launch.lease <= mark.lease)) {
    // A late copy of an older one has a successor that tells more; of the newest one only we can say what is known.
    if (launch.number === mark.number) answerForgotten(table, launch, now, emit);
    return;
  }
  if (mark === undefined && launch.lease <= table.leaseFloor) return answerForgotten(table, launch, now, emit);
  raiseHighWater(table, launch, launch.lease);
  table.held.set(attemptName(launch), {
    ...newlyHeld(launch, launch.lease),
    rules: rulesOf(launch),
    launch,
  });
  emit({ kind: 'journal-intent', ref: refOf(launch) });
}

/**
 * The orchestrator sends an attempt that this node has run and forgotten (it was restored from an older state, say). It is
 * never started again, and the answer says why, so that on-lost decides instead of the launch coming back for ever.
 */
function answerForgotten(table: AttemptTable, launch: Launch, now: Now, emit: Emit): void {
  table.held.set(attemptName(launch), {
    ...newlyHeld(launch, launch.lease),
    rules: rulesOf(launch),
    phase: 'ended',
    endedAt: now.wallMs,
    end: {
      reason: 'node_lost',
      exitCode: null,
      signal: null,
      message: 'This node has held this attempt before and has forgotten how it ended; it is not started again.',
    },
    logLengths: { stdout: 0, stderr: 0 },
    // Not journalled: after a restart the same launch gets the same answer.
    endMayBeTold: true,
    logDone: true,
  });
  emit({ kind: 'report', ref: refOf(launch) });
}

function dropUnwanted(table: AttemptTable, directive: Directive, nowMs: number, emit: Emit): void {
  const named = new Set([...directive.wanted, ...directive.launches, ...directive.forget].map(attemptName));
  for (const held of [...table.held.values()]) {
    if (!named.has(attemptName(held))) abandon(table, held, nowMs, emit);
  }
}

/**
 * Its end is known, or nobody wants it: a live one is ended and forgotten without a word, an ended one is forgotten with the
 * last byte of its log. The orchestrator itself says where it does not want that either.
 */
function abandon(table: AttemptTable, held: HeldAttempt, nowMs: number, emit: Emit): void {
  if (held.phase !== 'ended') {
    held.abandoned = true;
    askToStop(held, 'cancelled', nowMs, emit);
    // Also where it was asked to end before: nobody wants what it leaves.
    if (held.phase === 'gathering') emit({ kind: 'stop-files', ref: refOf(held) });
  } else if (held.logDone) forget(table, held, emit);
  else held.forgetAsked = true;
}
