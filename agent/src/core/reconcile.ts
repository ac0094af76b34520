/**
 * The agent's mind: given what it holds, what happened and the time, what is to be done. Pure: it changes the table that
 * it is given and nothing else, so a simulation can run hundreds of agents in one process.
 *
 *   launch -> journaling -> (intent durable) -> starting -> running -> ended -> (end durable) -> reported -> forgotten
 *
 * and, of a job with files or an image, `preparing` before starting, of one with files `gathering` before ended.
 *
 * A command starts only after its intent is durable and only under a valid lease; an end is told only once it is durable, or
 * where nothing could be lost with it; an attempt is forgotten only when the orchestrator has its end and its log.
 */
import { assertNever, type AttemptEnd, type AttemptRef } from '@orchion/domain';
import { heldOf, isLeaseValid, type AttemptTable, type HeldAttempt } from './attempt-table.ts';
import { onDeadlines } from './deadlines.ts';
import type { AgentAction, AgentEvent } from './event.ts';
import { forget, refOf } from './forget.ts';
import { onGathered, onGatherStopped, wantsGathering } from './gather.ts';
import { onDirective, renewLease } from './on-directive.ts';
import { endOf, endOfUnstarted, endUnstarted, pursueStop } from './stop.ts';

export interface Reconciled {
  /** The table that was given, changed. */
  readonly table: AttemptTable;
  readonly actions: readonly AgentAction[];
}

/** `nowMs`: the agent's suspend-aware clock. `wallMs`: ms since the epoch, for what people read. */
export function reconcile(
  table: AttemptTable,
  event: AgentEvent,
  now: { readonly nowMs: number; readonly wallMs: number },
): Reconciled {
  const actions: AgentAction[] = [];
  const emit = (action: AgentAction): void => {
    actions.push(action);
  };
  switch (event.kind) {
    case 'welcomed':
      // A lease that has passed is not brought back to life: what is bound to it is ended first.
      onDeadlines(table, now.nowMs, emit);
      table.leaseMs = event.leaseMs;
      renewLease(table, { answersSentAtMs: event.answersSentAtMs, nowMs: now.nowMs }, emit);
      break;
    case 'directive':
      onDeadlines(table, now.nowMs, emit);
      onDirective(table, event.directive, now, emit);
      break;
    case 'intent-durable':
      withHeld(table, event.ref, (held) => onIntentDurable(table, held, now, emit));
      break;
    case 'intent-failed':
      withHeld(table, event.ref, (held) => endUnstarted(held, refusal(event.message), now.wallMs, emit));
      break;
    case 'files-ready':
      withHeld(table, event.ref, (held) => {
        if (held.phase === 'preparing') startWhereRight(table, held, now, emit);
      });
      break;
    case 'files-failed':
      withHeld(table, event.ref, (held) => {
        if (held.phase !== 'preparing') return;
        endUnstarted(held, event.end ?? endOfUnstarted(held), now.wallMs, emit, event.logLengths);
      });
      break;
    case 'gathered':
      withHeld(table, event.ref, (held) => onGathered(table, held, event, emit));
      break;
    case 'gather-stopped':
      withHeld(table, event.ref, (held) => onGatherStopped(table, held, emit));
      break;
    case 'started':
      withHeld(table, event.ref, (held) => onStarted(held, event, now.nowMs, emit));
      break;
    case 'ended':
      withHeld(table, event.ref, (held) => {
        if (held.phase === 'ended' || held.phase === 'gathering') return;
        held.phase = 'ended';
        held.launch = null;
        held.startedAt ??= event.startedAt;
        held.endedAt = event.endedAt;
        held.end = endOf(held, event);
        held.logLengths = event.logLengths;
        held.logDone ||= event.logLengths.stdout + event.logLengths.stderr === 0;
        held.runUntilMs = null;
        if (held.abandoned) return forget(table, held, emit);
        if (wantsGathering(held)) {
          held.phase = 'gathering';
          return emit({ kind: 'gather', ref: refOf(held) });
        }
        emit({ kind: 'journal-end', ref: refOf(held) });
        if (isLeavingNothing(held)) tellEnd(held, emit);
      });
      break;
    case 'end-durable':
      withHeld(table, event.ref, (held) => tellEnd(held, emit));
      break;
    case 'log-done':
      withHeld(table, event.ref, (held) => {
        held.logDone = true;
        if (held.forgetAsked && held.phase === 'ended') forget(table, held, emit);
      });
      break;
    case 'tick':
      onDeadlines(table, now.nowMs, emit);
      break;
    default:
      assertNever(event, 'agent event');
  }
  return { table, actions };
}

function onIntentDurable(
  table: AttemptTable,
  held: HeldAttempt,
  now: { readonly nowMs: number; readonly wallMs: number },
  emit: (action: AgentAction) => void,
): void {
  if (held.phase !== 'journaling' || held.launch === null) return;
  const needsNothing = held.rules.files === undefined && held.launch.spec.container === null;
  if (needsNothing || held.stop !== null) return startWhereRight(table, held, now, emit);
  held.phase = 'preparing';
  emit({ kind: 'prepare', launch: held.launch });
}

/** The last look before the command starts: is it still wanted, and is it ours to run? */
function startWhereRight(
  table: AttemptTable,
  held: HeldAttempt,
  now: { readonly nowMs: number; readonly wallMs: number },
  emit: (action: AgentAction) => void,
): void {
  if (held.launch === null) return;
  if (held.stop !== null) return endUnstarted(held, endOfUnstarted(held), now.wallMs, emit);
  if (!isLeaseValid(table, now.nowMs)) {
    return endUnstarted(held, refusal('The node’s lease passed before the command was started.'), now.wallMs, emit);
  }
  if (table.quarantine !== null) {
    return endUnstarted(held, refusal(`The node is quarantined: ${table.quarantine}`), now.wallMs, emit);
  }
  held.phase = 'starting';
  const launch = held.launch;
  held.launch = null;
  emit({ kind: 'start', launch });
}

function onStarted(
  held: HeldAttempt,
  event: { readonly startedAt: number; readonly ranForMs: number },
  nowMs: number,
  emit: (action: AgentAction) => void,
): void {
  if (held.phase !== 'starting') return;
  held.phase = 'running';
  held.startedAt = event.startedAt;
  if (held.rules.timeoutMs !== null) held.runUntilMs = nowMs + held.rules.timeoutMs - event.ranForMs;
  emit({ kind: 'report', ref: refOf(held) });
  // It was asked to end while it was starting.
  if (held.stop !== null) pursueStop(held, nowMs, emit);
}

/**
 * True where the end is all there is to tell: no byte of a log and no file could be lost after it was told. Should the node
 * lose its power before its journal has the end, then it will tell another one, and the first that was taken counts; with a
 * log, the orchestrator would wait for bytes that this node no longer knows of.
 */
function isLeavingNothing(held: HeldAttempt): boolean {
  return held.logDone && held.rules.files === undefined;
}

function tellEnd(held: HeldAttempt, emit: (action: AgentAction) => void): void {
  if (held.endMayBeTold) return;
  held.endMayBeTold = true;
  emit({ kind: 'report', ref: refOf(held) });
}

function withHeld(table: AttemptTable, ref: AttemptRef, then: (held: HeldAttempt) => void): void {
  const held = heldOf(table, ref);
  // Nothing to do for one that was forgotten meanwhile: late answers of executors and journals are expected.
  if (held !== undefined) then(held);
}

function refusal(message: string): AttemptEnd {
  return { reason: 'refused', exitCode: null, signal: null, message };
}
