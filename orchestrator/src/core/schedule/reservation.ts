/**
 * Bounded backfill: a job may pass one that waits before it only if it does not delay it. For each class that waits for
 * capacity, the node where the least is missing is reserved; what is short there is left alone by everybody behind, and
 * what is not short must stay enough. Without a known run time nothing weaker would keep the promise.
 */
import type { NodeEntry } from '../state.ts';
import { capacityFilters, passes, standingFilters } from './filter/index.ts';
import { allocateGpus } from './gpu-ledger.ts';
import type { Demand, Reservation } from './queue.ts';
import type { JobEntry } from '../state.ts';
import { addAllocation, subtractAllocation } from '../node-usage.ts';
import { allocationFor } from './allocation.ts';

/** The reservation for a blocked class's head, among the nodes that would do if they were idle; null where there is none. */
export function reserve(
  head: JobEntry,
  demand: Demand,
  candidates: readonly NodeEntry[],
  taken: ReadonlyMap<string, readonly Reservation[]>,
  now: number,
): Reservation | null {
  let best: { entry: NodeEntry; missing: number } | null = null;
  for (const entry of candidates) {
    if (capacityFilters.some((filter) => filter.test(entry, demand, now) === 'never')) continue;
    // A node that already waits for somebody else is taken only where no other is left.
    const missing = missingOn(entry, demand) + (taken.has(entry.node.id) ? 1000 : 0);
    if (best === null || missing < best.missing) best = { entry, missing };
  }
  if (best === null) return null;
  const { entry } = best;
  const short = new Set(
    capacityFilters.filter((filter) => filter.test(entry, demand, now) !== 'fits').map((filter) => filter.name),
  );
  return { jobId: head.job.id, nodeId: entry.node.id, short, demand };
}

/** The first reservation on the node that placing the demand there would hurt, or null. */
export function hurtReservation(
  entry: NodeEntry,
  demand: Demand,
  reservations: readonly Reservation[] | undefined,
  now: number,
): Reservation | null {
  if (reservations === undefined || reservations.length === 0) return null;
  for (const reservation of reservations) {
    if (usesAny(demand, reservation.short)) return reservation;
  }
  const allocation = allocationFor(entry, demand, now);
  if (allocation === null) return reservations[0] ?? null;
  // As if the demand were placed: what the waiting job has enough of must stay enough.
  addAllocation(entry.usage, allocation);
  const hurt = reservations.find((reservation) =>
    capacityFilters.some(
      (filter) => !reservation.short.has(filter.name) && filter.test(entry, reservation.demand, now) !== 'fits',
    ),
  );
  subtractAllocation(entry.usage, allocation);
  return hurt ?? null;
}

/** Nodes that stand open for the demand, whatever is free on them. */
export function standingCandidates(nodes: Iterable<NodeEntry>, demand: Demand, now: number): NodeEntry[] {
  const found: NodeEntry[] = [];
  for (const entry of nodes) if (passes(standingFilters, entry, demand, now)) found.push(entry);
  return found;
}

/** How much is missing, as a sum of shares of the need: 0.5 is half of one need. */
function missingOn(entry: NodeEntry, demand: Demand): number {
  const { resources } = demand;
  const { inventory } = entry.node;
  const share = (need: number, free: number): number => (need > free ? (need - Math.max(0, free)) / need : 0);
  let missing =
    share(resources.cpuMillis, inventory.cpuCoresLogical * 1000 - entry.usage.cpuMillis) +
    share(resources.memoryBytes, inventory.memoryBytes - entry.usage.memoryBytes) +
    share(resources.diskBytes, inventory.workDiskBytes - entry.usage.diskBytes);
  if (resources.gpus !== null && allocateGpus(entry, resources.gpus, 0) === null) missing += 1;
  return missing;
}

function usesAny(demand: Demand, short: ReadonlySet<string>): boolean {
  const { resources } = demand;
  return (
    (short.has('cpu') && resources.cpuMillis > 0) ||
    (short.has('memory') && resources.memoryBytes > 0) ||
    (short.has('disk') && resources.diskBytes > 0) ||
    (short.has('gpu') && resources.gpus !== null) ||
    (short.has('custom') && Object.keys(resources.custom).length > 0)
  );
}
