/** The cells of a step as a list to pick from: what they are, and how each went the last time. */
import { shownState } from '@orchion/domain';
import type { LastRun } from '@orchion/schemas/language';
import type { Say } from '../../../cluster/say.ts';
import { cellWords, joined, stepLook, stepStateWord } from './run-words.ts';

export interface CellItem {
  readonly label: string;
  readonly description: string;
  /** What a rerun is told: the step, or one of its cells. */
  readonly stepKey: string;
}

/** Empty for a step without a matrix. All of them first. */
export function cellItems({ steps, jobs }: LastRun, stepId: string, say: Say): readonly CellItem[] {
  const cells = steps.filter((step) => step.stepId === stepId && step.cell !== null);
  if (cells.length === 0) return [];
  const items = cells.map((step): CellItem => {
    const words = cellWords(step);
    const state = shownState(step.state, jobs.get(step.key) ?? null);
    return {
      label: `$(${stepLook(state).icon}) ${words === '' ? step.key : words}`,
      description: joined(stepStateWord(state, say), step.message),
      stepKey: step.key,
    };
  });
  return [{ label: `$(run-all) ${say('All {0} cells', cells.length)}`, description: '', stepKey: stepId }, ...items];
}
