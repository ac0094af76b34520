/** Whether a due step is to run, and in words why not. */
import type { StepRun } from '@orchion/domain';
import { stageOf, type RunEntry, type Stage } from './run-entry.ts';
import type { ExpressionContext, PipelineLanguage } from './tools.ts';

type Condition =
  { readonly value: true } | { readonly value: false; readonly reason: string } | { readonly problem: string };

/** A step that asks for a status is decided even after what it needs failed, and while the run is being cancelled. */
export function asksForStatus(language: PipelineLanguage, { node }: Pick<Stage, 'node'>): boolean {
  const { condition } = node.spec;
  return condition !== null && language.asksForStatus(condition);
}

export function conditionOf(
  language: PipelineLanguage,
  entry: RunEntry,
  stage: Stage,
  context: ExpressionContext,
): Condition {
  const { condition, isFinally } = stage.node.spec;
  const asks = asksForStatus(language, stage);
  if (isFinally && !asks) {
    // A finally step runs whatever came of the others, unless one of its own kind that it needs did not go well.
    const unwell = firstUnwell(entry, stage);
    if (unwell !== null) return { value: false, reason: unwell };
    if (condition === null) return { value: true };
  } else if (!asks && !context.status.success) {
    return { value: false, reason: firstUnwell(entry, stage) ?? 'something before it failed' };
  }
  const answer = language.evaluateCondition(condition, asks ? context : { ...context, status: allWell });
  if ('problem' in answer) return answer;
  return answer.value ? { value: true } : { value: false, reason: 'its condition does not hold' };
}

const allWell = { success: true, failure: false, cancelled: false };

const words: Readonly<Record<'failure' | 'cancelled' | 'skipped', string>> = {
  failure: 'failed',
  cancelled: 'was cancelled',
  skipped: 'was skipped',
};

function firstUnwell(entry: RunEntry, stage: Stage): string | null {
  for (const { spec } of stage.node.needs) {
    const { result } = stageOf(entry, spec.id);
    if (result !== null && result !== 'success') return `${spec.id}, which it needs, ${words[result]}`;
  }
  return null;
}

/** Why a step waits. */
export function waitReason(entry: RunEntry, step: StepRun): string {
  const stage = stageOf(entry, step.stepId);
  const open = stage.node.needs.filter(({ spec }) => stageOf(entry, spec.id).open > 0).map(({ spec }) => spec.id);
  if (open.length > 0) {
    return `waits for ${open.slice(0, 3).join(', ')}${open.length > 3 ? ` and ${open.length - 3} more` : ''}`;
  }
  if (stage.node.spec.isFinally && entry.openMain > 0) return 'waits for all other steps';
  if (step.state === 'ready') return 'waits for a free place in its matrix';
  return 'waits for its turn';
}
