/** Everything that happens by time alone: run timeouts, graces, the lease. */
import { isLeaseBound, isLeaseValid, type AttemptTable, type HeldAttempt } from './attempt-table.ts';
import type { AgentAction } from './event.ts';
import { askToStop, pursueStop } from './stop.ts';

/** Does what is due. */
export function onDeadlines(table: AttemptTable, nowMs: number, emit: (action: AgentAction) => void): void {
  const leasePassed = table.leaseUntilMs !== null && !isLeaseValid(table, nowMs);
  for (const held of table.held.values()) {
    // A command that has ended is bound to nothing.
    if (held.phase === 'ended' || held.phase === 'gathering') continue;
    if (leasePassed && isLeaseBound(held.rules)) askToStop(held, 'lease', nowMs, emit);
    if (held.phase !== 'running') continue;
    if (held.runUntilMs !== null && nowMs >= held.runUntilMs) askToStop(held, 'timeout', nowMs, emit);
    pursueStop(held, nowMs, emit);
  }
}

/** When to send the next `tick`; null: nothing waits for time. */
export function nextDeadlineMs(table: AttemptTable): number | null {
  let next = Number.POSITIVE_INFINITY;
  for (const held of table.held.values()) {
    if (held.phase !== 'ended' && held.phase !== 'gathering') next = Math.min(next, deadlineOf(table, held));
  }
  return Number.isFinite(next) ? next : null;
}

function deadlineOf(table: AttemptTable, held: HeldAttempt): number {
  const { stop } = held;
  if (stop?.killed === true) return Number.POSITIVE_INFINITY;
  // Before it runs there is nothing to end: a stop waits for the start. A deadline here would come up again and again.
  if (held.phase !== 'running') {
    const waits = stop === null && isLeaseBound(held.rules);
    return waits ? (table.leaseUntilMs ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
  }
  let next = stop === null ? Number.POSITIVE_INFINITY : stop.killAtMs;
  if (stop?.reason !== 'lease' && isLeaseBound(held.rules)) {
    next = Math.min(next, table.leaseUntilMs ?? Number.POSITIVE_INFINITY);
  }
  if (stop === null) next = Math.min(next, held.runUntilMs ?? Number.POSITIVE_INFINITY);
  return next;
}
