/**
 * Steps that compute the same cached result: the first one runs, the others wait for what comes of it. If it fails or is
 * cancelled the next one runs. Who waits is told by the steps themselves (ready, with the key of the result), so this is
 * derived and a restart changes nothing. A step that nobody can bring to its end for now keeps nobody waiting.
 */
import type { StepRef, StepRun } from '@orchion/domain';
import { record, type Draft } from '../draft.ts';
import { waitsForResult } from './result-index.ts';
import { isDue, stageOf, type RunEntry } from './run-entry.ts';
import { liveRun } from './record-step.ts';
import { willEnd } from './will-end.ts';

interface Maker {
  readonly entry: RunEntry;
  readonly step: StepRun;
}

/** Another step that computes this result now and will end; null: none. */
export function makerOf(draft: Draft, cacheKey: string): Maker | null {
  for (const ref of draft.state.sameResults.get(cacheKey)?.makers.values() ?? []) {
    const entry = liveRun(draft, ref.runId);
    const step = entry === null ? null : stepOf(entry, ref);
    if (entry !== null && step !== null && willEnd(draft.state, step)) return { entry, step };
  }
  return null;
}

export function waitFor(draft: Draft, step: StepRun, { entry, step: made }: Maker, cacheKey: string): void {
  const message = `waits: run #${entry.run.number} step ${made.key} computes the same result`;
  if (step.message === message && step.cacheKey === cacheKey) return;
  record(draft, { kind: 'step-put', step: { ...step, cacheKey, message } });
}

/** Who computed it has ended, or was given up: those that wait take its result, or the next one begins. */
export function passOn(draft: Draft, cacheKey: string, decide: (entry: RunEntry, step: StepRun) => void): void {
  const waiting = draft.state.sameResults.get(cacheKey)?.waiting.values() ?? [];
  const inOrder = [...waiting].sort((a, b) => numberOf(draft, a) - numberOf(draft, b));
  for (const ref of inOrder) {
    const maker = draft.tools.cache.entry(cacheKey) === null ? makerOf(draft, cacheKey) : null;
    const entry = liveRun(draft, ref.runId);
    const step = entry === null ? null : stepOf(entry, ref);
    if (entry === null || step === null || !waitsForResult(step) || !isDue(entry, stageOf(entry, step.stepId)))
      continue;
    if (maker !== null) {
      waitFor(draft, step, maker, cacheKey);
      continue;
    }
    const stage = stageOf(entry, step.stepId);
    const again: StepRun = { ...step, cacheKey: null, message: '' };
    record(draft, { kind: 'step-put', step: again });
    // It is looked for from the beginning: the cursor has passed it.
    stage.order = [];
    decide(entry, again);
  }
}

/** A node was given up: what its steps compute is waited for no longer. */
export function resultsMayBeFree(draft: Draft, owners: readonly StepRef[]): void {
  for (const owner of owners) {
    const entry = liveRun(draft, owner.runId);
    const cacheKey = entry === null ? null : (stepOf(entry, owner)?.cacheKey ?? null);
    if (cacheKey !== null) draft.pipelines.tasks.push({ kind: 'result-free', cacheKey });
  }
}

function stepOf(entry: RunEntry, { stepKey }: StepRef): StepRun | null {
  const stage = entry.stages.get(stepKey.replace(/\[\d+\]$/, ''));
  return stage?.rows.get(stepKey) ?? null;
}

/** Those of one run stay in the order in which they began to wait. */
function numberOf({ state }: Draft, { runId }: StepRef): number {
  return state.runs.get(runId)?.run.number ?? 0;
}
