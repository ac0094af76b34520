/**
 * The explanation of a demand: per node the first failing filter with what it has and what it needs. One pure function for
 * the scheduler's reasons, the dry run, the CLI, the tree's tooltip and the API, so they cannot disagree.
 */
import { limits, type Explanation, type JobId, type NodeExplanation, type PlacementReason } from '@orchion/domain';
import type { ClusterState, NodeEntry } from '../state.ts';
import { firstFailure } from './filter/index.ts';
import { goesBefore, type Demand, type QueueClass, type Reservation } from './queue.ts';
import { hurtReservation } from './reservation.ts';
import { betterNode, scoreOf } from './score.ts';
import { count } from './words.ts';

/** Where the demand would go now, or why it waits. `own`: its class where it is queued already. */
export function explainDemand(
  state: ClusterState,
  demand: Demand,
  own: QueueClass | null,
  now: number,
): Omit<Explanation, 'queuePosition'> {
  const reservations = reservationsBefore(state, own, demand.priority);
  const judged = [...state.nodes.values()].map((entry) => judge(entry, demand, reservations, now));
  judged.sort(byUsefulness);
  const nodes = judged.slice(0, limits.explanationNodesMax).map(({ explanation }) => explanation);
  const best = judged[0] ?? null;
  const shared = { nodes, nodesOmitted: judged.length - nodes.length };
  if (best === null) {
    const summary = 'waits: no node has joined yet; start an agent with "orchion agent"';
    return { ...shared, verdict: 'waits', summary, nodeId: null, behind: null };
  }
  const { verdict, nodeName } = best.explanation;
  if (verdict.kind === 'fits') {
    return {
      ...shared,
      verdict: 'would_place',
      summary: `fits on ${nodeName}`,
      nodeId: best.entry.node.id,
      behind: null,
    };
  }
  if (verdict.kind === 'never') {
    const summary = `can never run here: ${neverWords(judged)}`;
    return { ...shared, verdict: 'never', summary, nodeId: null, behind: null };
  }
  const others = judged.filter(({ explanation }) => explanation.verdict.kind === 'not_now').length - 1;
  const more = others > 0 ? ` (and ${count(others, 'other node')} later)` : '';
  const summary = `waits: ${nodeName} ${verdict.reason.message}${more}`;
  return { ...shared, verdict: 'waits', summary, nodeId: null, behind: best.behind };
}

interface Judged {
  readonly entry: NodeEntry;
  readonly explanation: NodeExplanation;
  readonly behind: JobId | null;
}

function judge(
  entry: NodeEntry,
  demand: Demand,
  reservations: ReadonlyMap<string, readonly Reservation[]>,
  now: number,
): Judged {
  const named = { nodeId: entry.node.id, nodeName: entry.node.name };
  const failure = firstFailure(entry, demand, now);
  if (failure !== null) {
    const reason: PlacementReason = { filter: failure.filter.name, ...failure.filter.explain(entry, demand, now) };
    return { entry, behind: null, explanation: { ...named, verdict: { kind: failure.answer, reason }, score: null } };
  }
  const hurt = hurtReservation(entry, demand, reservations.get(entry.node.id), now);
  if (hurt !== null) {
    const reason: PlacementReason = {
      filter: 'reserved',
      have: `kept free for ${hurt.jobId}`,
      need: 'room beside it',
      message: `is kept free for ${hurt.jobId}, which waits before it`,
    };
    const explanation: NodeExplanation = { ...named, verdict: { kind: 'not_now', reason }, score: null };
    return { entry, behind: hurt.jobId, explanation };
  }
  const score = scoreOf(entry, demand);
  return { entry, behind: null, explanation: { ...named, verdict: { kind: 'fits' }, score } };
}

function reservationsBefore(
  state: ClusterState,
  own: QueueClass | null,
  priority: number,
): ReadonlyMap<string, readonly Reservation[]> {
  const found = new Map<string, Reservation[]>();
  for (const other of state.queue.classes.values()) {
    const reservation = other.blocked?.reservation ?? null;
    if (other === own || reservation === null) continue;
    // A demand that is not queued would go to the end of its priority.
    const before = own === null ? other.priority >= priority : goesBefore(other, own);
    if (!before) continue;
    const there = found.get(reservation.nodeId);
    if (there === undefined) found.set(reservation.nodeId, [reservation]);
    else there.push(reservation);
  }
  return found;
}

const usefulness = { fits: 0, not_now: 1, never: 2 } as const;

/** Fitting nodes first, best first; then those that may fit later, capacity before anything else; then the others. */
function byUsefulness(a: Judged, b: Judged): number {
  const [first, second] = [a.explanation, b.explanation];
  const kinds = usefulness[first.verdict.kind] - usefulness[second.verdict.kind];
  if (kinds !== 0) return kinds;
  if (first.score !== null && second.score !== null) {
    const better = betterNode({ entry: a.entry, score: first.score }, { entry: b.entry, score: second.score });
    return better ? -1 : 1;
  }
  const rank = (judged: Judged): number => (isReachable(judged) ? 0 : 1);
  return rank(a) - rank(b) || first.nodeName.localeCompare(second.nodeName, 'en');
}

function isReachable({ explanation: { verdict } }: Judged): boolean {
  return verdict.kind === 'fits' || (verdict.reason.filter !== 'liveness' && verdict.reason.filter !== 'eligibility');
}

function neverWords(judged: readonly Judged[]): string {
  const shown = judged.slice(0, 3).map(({ explanation: { nodeName, verdict } }) => {
    return verdict.kind === 'fits' ? nodeName : `${nodeName} ${verdict.reason.message}`;
  });
  const rest = judged.length - shown.length;
  return shown.join('; ') + (rest > 0 ? `; and ${count(rest, 'node')} more` : '');
}
