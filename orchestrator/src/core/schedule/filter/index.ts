/** The filters in the order in which they are asked: what never changes first, so that a reason says the deepest cause. */
import type { NodeEntry } from '../../state.ts';
import type { Demand } from '../queue.ts';
import { eligibilityFilter, livenessFilter, quarantineFilter, refusedFilter } from './availability.ts';
import { cpuFilter, customFilter, diskFilter, memoryFilter } from './capacity.ts';
import type { Answer, Filter } from './filter.ts';
import { gpuFilter } from './gpu.ts';
import { executorFilter, labelsFilter, nodeFilter } from './identity.ts';

const filters: readonly Filter[] = [
  nodeFilter,
  executorFilter,
  labelsFilter,
  quarantineFilter,
  eligibilityFilter,
  livenessFilter,
  cpuFilter,
  memoryFilter,
  diskFilter,
  gpuFilter,
  customFilter,
  refusedFilter,
];

export const standingFilters = filters.filter((filter) => filter.kind === 'standing');
export const capacityFilters = filters.filter((filter) => filter.kind === 'capacity');

export interface Failure {
  readonly filter: Filter;
  readonly answer: Exclude<Answer, 'fits'>;
}

/** The first filter that fails, or null where the node fits. A 'never' further down outweighs a 'not_now': it is the
 *  truer reason, since waiting would not help. */
export function firstFailure(entry: NodeEntry, demand: Demand, now: number): Failure | null {
  let first: Failure | null = null;
  for (const filter of filters) {
    const answer = filter.test(entry, demand, now);
    if (answer === 'never') return { filter, answer };
    if (answer === 'not_now') first ??= { filter, answer };
  }
  return first;
}

export function passes(which: readonly Filter[], entry: NodeEntry, demand: Demand, now: number): boolean {
  for (const filter of which) if (filter.test(entry, demand, now) !== 'fits') return false;
  return true;
}
