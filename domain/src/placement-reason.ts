/**
 * Why a job is, or is not, placed on a node: values, not log lines. The scheduler, the dry run, the tooltip, the CLI and the
 * API all read the same ones, so they cannot disagree.
 */
import type { JobId, NodeId } from './ids.ts';

/** The filters, in the order in which they are asked. A node's reason is its first failing one. */
export const placementFilters = [
  'node',
  'executor',
  'labels',
  'cpu',
  'memory',
  'disk',
  'gpu',
  'custom',
  'quarantine',
  'eligibility',
  'liveness',
  'refused',
  'reserved',
] as const;
export type PlacementFilter = (typeof placementFilters)[number];

/** `not_now`: waiting can help. `never`: on this node it never fits, whatever ends. */
export type FilterVerdict =
  | { readonly kind: 'fits' }
  | { readonly kind: 'not_now'; readonly reason: PlacementReason }
  | { readonly kind: 'never'; readonly reason: PlacementReason };

export interface PlacementReason {
  readonly filter: PlacementFilter;
  /** One sentence: 'needs 8 cores, 2 are free'. */
  readonly message: string;
  /** What the node has, in the filter's unit, as text: '2 cores free of 8'. */
  readonly have: string;
  /** What the job needs, as text: '8 cores'. */
  readonly need: string;
}

export interface NodeExplanation {
  readonly nodeId: NodeId;
  readonly nodeName: string;
  readonly verdict: FilterVerdict;
  /** Higher is better; null where the node does not fit. */
  readonly score: number | null;
}

export interface Explanation {
  /** `placed`: has a node. `waits`: some node may fit later. `never`: no node of this cluster can ever fit. `ended`: needs none. */
  readonly verdict: 'placed' | 'would_place' | 'waits' | 'never' | 'ended';
  /** One sentence for a person. */
  readonly summary: string;
  /** The node that it is on, or would go to. */
  readonly nodeId: NodeId | null;
  /** The job in front of it whose node is being kept free, where that is the reason. */
  readonly behind: JobId | null;
  /** Jobs before it in the queue; null where it is not queued. */
  readonly queuePosition: number | null;
  /** Per node, best first; at most `limits.explanationNodesMax`. */
  readonly nodes: readonly NodeExplanation[];
  /** Nodes left out of `nodes`. */
  readonly nodesOmitted: number;
}
