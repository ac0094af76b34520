/**
 * What a step's state means to everything around it: the words that expressions know, what a matrix adds up to, which
 * step a key belongs to.
 */
import { mayFollow } from '../transition-table.ts';
import { stepTransitions, type EndedStepState, type StepRun, type StepState } from './pipeline-run.ts';

/** As in GitHub Actions: what `needs.X.result` says. */
export type StepResult = 'success' | 'failure' | 'cancelled' | 'skipped';

const results: Readonly<Record<EndedStepState, StepResult>> = {
  succeeded: 'success',
  cached: 'success',
  failed: 'failure',
  cancelled: 'cancelled',
  skipped: 'skipped',
};

export function isEndedStep(state: StepState): state is EndedStepState {
  return Object.hasOwn(results, state);
}

/**
 * Whether a step may go from one state to another within one commit: a step that may run and has a free place is ready for
 * no longer than the decision takes.
 */
export function stepMayBecome(from: StepState, to: StepState): boolean {
  return mayFollow(stepTransitions, from, to) || (from === 'waiting' && mayFollow(stepTransitions, 'ready', to));
}

/** What came of an ended step, its failure forgiven where the step says so. */
export function resultOfStep({ state, isForgiven }: Pick<StepRun, 'state' | 'isForgiven'>): StepResult | null {
  if (!isEndedStep(state)) return null;
  return state === 'failed' && isForgiven ? 'success' : results[state];
}

/** What the cells of a matrix add up to; null while one has not ended. No cells: skipped. */
export function combinedResult(cells: Iterable<Pick<StepRun, 'state' | 'isForgiven'>>): StepResult | null {
  const seen = new Set<StepResult>();
  for (const cell of cells) {
    const result = resultOfStep(cell);
    if (result === null) return null;
    seen.add(result);
  }
  return (['failure', 'cancelled', 'success'] as const).find((result) => seen.has(result)) ?? 'skipped';
}

/** 'train[3]' for the fourth cell of `train`. */
export function cellKey(stepId: string, place: number): string {
  return `${stepId}[${place}]`;
}

/** The cell's place in its matrix; null: the key is a whole step's. */
export function placeOfKey(key: string): number | null {
  const place = /\[(\d+)\]$/.exec(key)?.[1];
  return place === undefined ? null : Number(place);
}
