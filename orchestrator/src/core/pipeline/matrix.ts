/** A step's matrix: its cells, and how many of them may run at once. */
import { cellKey, initialStep, limits, type StepRun } from '@orchion/domain';
import { record, type Draft } from '../draft.ts';
import { contextOf } from './context.ts';
import type { RunEntry, Stage } from './run-entry.ts';
import type { ExpressionContext, MatrixExpansion } from './tools.ts';

/** Puts a ready cell for each combination; answers how many, or why it cannot be. */
export function expand(
  draft: Draft,
  entry: RunEntry,
  stage: Stage,
  context: ExpressionContext,
): { readonly cells: number } | { readonly problem: string } {
  const { matrix, id } = stage.node.spec;
  if (matrix === null) return { cells: 0 };
  const expansion = draft.tools.language.expandMatrix(matrix, context);
  if ('problem' in expansion) return expansion;
  const { cells, maxParallel, failFast } = expansion;
  if (entry.rows + cells.length > limits.stepRunsMax) {
    return { problem: `the run would have more than ${limits.stepRunsMax} steps` };
  }
  stage.matrix = { maxParallel, failFast };
  for (const [place, cell] of cells.entries()) {
    const step: StepRun = {
      ...initialStep(entry.run.id, id),
      key: cellKey(id, place),
      cell,
      state: 'ready',
      readyAt: draft.now,
    };
    record(draft, { kind: 'step-put', step });
  }
  return { cells: cells.length };
}

/** After a restart it is asked again: what it is made of has ended, so the answer is the same. */
export function settingsOfMatrix(
  draft: Draft,
  entry: RunEntry,
  stage: Stage,
): Pick<MatrixExpansion, 'maxParallel' | 'failFast'> {
  if (stage.matrix !== null) return stage.matrix;
  const { matrix } = stage.node.spec;
  const expansion =
    matrix === null ? null : draft.tools.language.expandMatrix(matrix, contextOf(draft.tools.language, entry, stage));
  const known = expansion !== null && !('problem' in expansion) ? expansion : { maxParallel: null, failFast: true };
  stage.matrix = { maxParallel: known.maxParallel, failFast: known.failFast };
  return stage.matrix;
}
