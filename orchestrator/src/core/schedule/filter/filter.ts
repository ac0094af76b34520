/**
 * A filter answers whether a node can take a demand: 'fits', 'not_now' (waiting can help) or 'never' (on this node it never
 * fits). `test` is what the scheduler asks thousands of times; `explain` puts the same answer into words, for one node at a
 * time. Both live in one object so that they cannot disagree.
 */
import type { PlacementFilter } from '@orchion/domain';
import type { NodeEntry } from '../../state.ts';
import type { Demand } from '../queue.ts';

export type Answer = 'fits' | 'not_now' | 'never';

export interface Filter {
  readonly name: PlacementFilter;
  /** `standing`: depends on the node's inventory, labels, liveness and eligibility only, so its answer holds for a whole
   *  topology version. `capacity`: depends on what is free now. */
  readonly kind: 'standing' | 'capacity';
  test(node: NodeEntry, demand: Demand, now: number): Answer;
  /** Only asked where `test` does not answer 'fits'. */
  explain(node: NodeEntry, demand: Demand, now: number): Words;
}

interface Words {
  readonly have: string;
  readonly need: string;
  /** One sentence without the node's name: 'needs 8 cores, 2 are free'. */
  readonly message: string;
}
