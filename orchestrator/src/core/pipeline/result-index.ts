/**
 * Who computes a cached result, and who waits for it: what the steps say (submitted, or ready, with the key of the result), by
 * that key.
 */
import type { StepRef, StepRun } from '@orchion/domain';
import type { ClusterState } from '../state.ts';

/** By `run/step`. */
export interface SameResult {
  readonly makers: Map<string, StepRef>;
  readonly waiting: Map<string, StepRef>;
}

/** Keeps `state.sameResults` in step with a step's change. */
export function noteResult(
  state: Pick<ClusterState, 'sameResults'>,
  before: StepRun | undefined,
  after: StepRun,
): void {
  const [was, is] = [before === undefined ? null : roleOf(before), roleOf(after)];
  if (was === is && before?.cacheKey === after.cacheKey) return;
  const ref: StepRef = { runId: after.runId, stepKey: after.key };
  const name = `${ref.runId}/${ref.stepKey}`;
  if (was !== null && before !== undefined && before.cacheKey !== null) {
    const left = state.sameResults.get(before.cacheKey);
    left?.[was].delete(name);
    if (left !== undefined && left.makers.size + left.waiting.size === 0) state.sameResults.delete(before.cacheKey);
  }
  if (is === null || after.cacheKey === null) return;
  const entered = state.sameResults.get(after.cacheKey) ?? { makers: new Map(), waiting: new Map() };
  entered[is].set(name, ref);
  state.sameResults.set(after.cacheKey, entered);
}

/** Folders that are kept are another matter: their step always runs. */
function roleOf({ state, cacheKey, jobId }: StepRun): keyof SameResult | null {
  if (cacheKey === null || !cacheKey.startsWith('result:')) return null;
  if (state === 'submitted' && jobId !== null) return 'makers';
  return state === 'ready' ? 'waiting' : null;
}

/** True of a ready step that waits for another one's result, and not for a free place. */
export function waitsForResult(step: StepRun): boolean {
  return roleOf(step) === 'waiting';
}
