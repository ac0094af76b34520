/**
 * One scheduling pass over the waiting jobs.
 *
 *   1. Take the class whose head goes first: strict priority, then order of submission.
 *   2. Filter: the nodes that stand open for it, then those with enough free.
 *   3. Score them; the best one that hurts no reservation is chosen.
 *   4. Place the head there (through `place`, which records the facts) and put the class back into the order.
 *   5. Where no node is left: reserve one if capacity is what it waits for, and go on with the next class.
 *
 * Placements only take capacity away, so within a pass a node that was too full stays so: each class keeps a heap of its
 * fitting nodes and checks an entry again only when it comes up. A class that did not fit is not looked at again until the
 * capacity version moves. At most `blockedClassesMax` waiting classes are passed by: the bound of the backfill.
 */
import { assert, type Allocation } from '@orchion/domain';
import type { ClusterState, JobEntry, NodeEntry } from '../state.ts';
import { allocationFor } from './allocation.ts';
import { capacityFilters, passes } from './filter/index.ts';
import { createHeap, type Heap } from '../heap.ts';
import { goesBefore, headOf, type Candidates, type QueueClass, type Reservation } from './queue.ts';
import { hurtReservation, reserve, standingCandidates } from './reservation.ts';
import { betterNode, scoreOf, type ScoredNode } from './score.ts';

export interface Placement {
  readonly job: JobEntry;
  readonly node: NodeEntry;
  readonly allocation: Allocation;
}

/** Classes that may wait in front of a placement; see above. */
const blockedClassesMax = 200;

/**
 * Runs one pass; answers how many jobs were placed. `place` must record the placement in the state before it returns: take
 * the job off the queue and the allocation off the node.
 */
export function schedule(state: ClusterState, now: number, place: (placement: Placement) => void): number {
  const order = createHeap<QueueClass>(goesBefore);
  for (const queueClass of state.queue.classes.values()) order.push(queueClass);
  const pass: Pass = { state, now, fitting: new Map(), candidates: new Map(), reservations: new Map() };
  let placed = 0;
  let blocked = 0;
  for (let next = order.pop(); next !== null; next = order.pop()) {
    const head = headOf(next);
    if (head === null) continue;
    const chosen = isStillBlocked(next, state) ? null : choose(pass, next);
    if (chosen === null) {
      block(pass, next, head);
      if (++blocked >= blockedClassesMax) break;
      continue;
    }
    place({ job: head, ...chosen });
    assert(headOf(next) !== head, 'a placed job has left the queue');
    placed++;
    if (headOf(next) !== null) order.push(next);
  }
  return placed;
}

/** What one pass finds out and does not ask again. */
interface Pass {
  readonly state: ClusterState;
  readonly now: number;
  readonly fitting: Map<QueueClass, Heap<ScoredNode>>;
  /** By standing key. */
  readonly candidates: Map<string, Candidates>;
  /** By node. */
  readonly reservations: Map<string, Reservation[]>;
}

function isStillBlocked(queueClass: QueueClass, state: ClusterState): boolean {
  return queueClass.blocked?.capacityVersion === state.capacityVersion;
}

function choose(pass: Pass, queueClass: QueueClass): { node: NodeEntry; allocation: Allocation } | null {
  const { fitting, reservations, now } = pass;
  const { demand } = queueClass;
  let heap = fitting.get(queueClass);
  if (heap === undefined) {
    heap = createHeap(betterNode);
    for (const entry of candidatesOf(pass, queueClass)) {
      if (passes(capacityFilters, entry, demand, now)) heap.push({ entry, score: scoreOf(entry, demand) });
    }
    fitting.set(queueClass, heap);
  }
  for (let best = heap.pop(); best !== null; best = heap.pop()) {
    const { entry } = best;
    if (!passes(capacityFilters, entry, demand, now)) continue;
    const score = scoreOf(entry, demand);
    if (score < best.score - 1e-9) {
      heap.push({ entry, score });
      continue;
    }
    if (hurtReservation(entry, demand, reservations.get(entry.node.id), now) !== null) continue;
    const allocation = allocationFor(entry, demand, now);
    if (allocation === null) continue;
    // It may fit once more after this placement: its score is looked at again when it comes up.
    heap.push({ entry, score });
    return { node: entry, allocation };
  }
  return null;
}

function block(pass: Pass, queueClass: QueueClass, head: JobEntry): void {
  const { state, reservations, now } = pass;
  const kept = isStillBlocked(queueClass, state) ? queueClass.blocked?.reservation : undefined;
  const reservation =
    kept !== undefined ? kept : reserve(head, queueClass.demand, candidatesOf(pass, queueClass), reservations, now);
  queueClass.blocked = { capacityVersion: state.capacityVersion, reservation };
  if (reservation === null) return;
  const there = reservations.get(reservation.nodeId);
  if (there === undefined) reservations.set(reservation.nodeId, [reservation]);
  else there.push(reservation);
}

/**
 * The nodes that stand open for a class, kept as long as the topology version holds. Classes that ask for the same kind of
 * node share them: the first one of a pass finds them for all.
 */
function candidatesOf({ state, now, candidates }: Pass, queueClass: QueueClass): readonly NodeEntry[] {
  const { topologyVersion } = state;
  let found = queueClass.candidates;
  if (found?.topologyVersion !== topologyVersion) found = candidates.get(queueClass.standingKey) ?? null;
  found ??= { topologyVersion, nodes: standingCandidates(state.nodes.values(), queueClass.demand, now) };
  candidates.set(queueClass.standingKey, found);
  queueClass.candidates = found;
  return found.nodes;
}
