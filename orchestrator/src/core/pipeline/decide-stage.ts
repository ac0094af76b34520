/**
 * A step is due: what it needs has ended. Its condition is asked, its matrix expanded, and each of its rows becomes a job, a
 * run of another pipeline, a kept result, or an end with its reason.
 */
import { limits, type StepRun } from '@orchion/domain';
import type { Draft } from '../draft.ts';
import { startChild } from './child-run.ts';
import { conditionOf } from './condition.ts';
import { contextOf } from './context.ts';
import { submitJobOfStep } from './job-of-step.ts';
import { expand, settingsOfMatrix } from './matrix.ts';
import { changeStep, endStep } from './record-step.ts';
import { isDue, type RunEntry, type Stage } from './run-entry.ts';
import { waitsForResult } from './result-index.ts';
import type { ExpressionContext } from './tools.ts';

export function decideStage(draft: Draft, entry: RunEntry, stage: Stage): void {
  if (!isDue(entry, stage)) return;
  const waiting = [...stage.rows.values()].filter(({ state }) => state === 'waiting');
  if (waiting.length === 0) return;
  const context = contextOf(draft.tools.language, entry, stage);
  const condition = conditionOf(draft.tools.language, entry, stage, context);
  for (const row of waiting) {
    if ('problem' in condition) endStep(draft, entry, row, { state: 'failed', message: `if: ${condition.problem}` });
    else if (!condition.value) endUnrun(draft, entry, row, context, condition.reason);
    else if (stage.node.spec.matrix !== null && row.cell === null) expandRow(draft, entry, stage, row, context);
    else changeStep(draft, row, { state: 'ready', readyAt: draft.now });
  }
  fillSlots(draft, entry, stage, context);
}

/** Starts ready rows as far as the matrix allows. */
export function fillSlots(draft: Draft, entry: RunEntry, stage: Stage, known?: ExpressionContext): void {
  const isMatrix = stage.node.spec.matrix !== null;
  const slots = isMatrix ? (settingsOfMatrix(draft, entry, stage).maxParallel ?? Infinity) : Infinity;
  let context = known ?? null;
  for (let row = nextReady(stage); row !== null && stage.busy < slots; row = nextReady(stage)) {
    context ??= contextOf(draft.tools.language, entry, stage);
    begin(draft, entry, stage, row, row.cell === null ? context : { ...context, matrix: row.cell });
  }
}

/** Rows become ready together and are taken in order, so looking for the next one costs nothing over all. */
function nextReady(stage: Stage): StepRun | null {
  if (stage.order.length !== stage.rows.size) {
    stage.order = [...stage.rows.keys()];
    stage.cursor = 0;
  }
  for (; stage.cursor < stage.order.length; stage.cursor++) {
    const row = stage.rows.get(stage.order[stage.cursor] ?? '');
    if (row?.state === 'ready' && !waitsForResult(row)) return row;
  }
  return null;
}

function begin(draft: Draft, entry: RunEntry, stage: Stage, row: StepRun, context: ExpressionContext): void {
  const forgiven = isForgivenBy(draft, stage, context);
  if ('problem' in forgiven) {
    return endStep(draft, entry, row, { state: 'failed', message: `continue-on-error: ${forgiven.problem}` });
  }
  const step = { ...row, isForgiven: forgiven.value };
  const { work } = stage.node.spec;
  if (work.kind === 'job') submitJobOfStep(draft, entry, step, { spec: stage.node.spec, job: work.job, context });
  else startChild(draft, entry, step, { work, context });
}

function isForgivenBy(
  draft: Draft,
  stage: Stage,
  context: ExpressionContext,
): { readonly value: boolean } | { readonly problem: string } {
  const { continueOnError } = stage.node.spec;
  if (typeof continueOnError === 'boolean') return { value: continueOnError };
  const answer = draft.tools.language.resolveTemplate(continueOnError, context);
  if ('problem' in answer) return answer;
  if (typeof answer.value === 'boolean') return { value: answer.value };
  return { problem: `must be true or false, is ${JSON.stringify(answer.value).slice(0, 80)}` };
}

function expandRow(draft: Draft, entry: RunEntry, stage: Stage, row: StepRun, context: ExpressionContext): void {
  const expanded = expand(draft, entry, stage, context);
  if ('problem' in expanded) {
    endStep(draft, entry, row, { state: 'failed', message: `matrix: ${expanded.problem}` });
  } else if (expanded.cells === 0) {
    endStep(draft, entry, row, { state: 'skipped', message: 'its matrix has no cells' });
  }
}

function endUnrun(draft: Draft, entry: RunEntry, row: StepRun, context: ExpressionContext, reason: string): void {
  const isCancelled = context.status.cancelled;
  endStep(draft, entry, row, {
    state: isCancelled ? 'cancelled' : 'skipped',
    message: (isCancelled ? 'the run was cancelled' : reason).slice(0, limits.labelLengthMax * 4),
  });
}
