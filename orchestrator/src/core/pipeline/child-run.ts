/** A step that uses another pipeline: a run of its own, whose end is the step's. */
import {
  beginsWithWhatItNeeds,
  limits,
  newId,
  takenOver,
  trustId,
  type JsonValue,
  type PipelineSpec,
  type Rerun,
  type StepRun,
  type StepWork,
} from '@orchion/domain';
import { canonical } from '../canonical.ts';
import type { Draft } from '../draft.ts';
import { insertRun } from './insert-run.ts';
import { changeStep, endStep } from './record-step.ts';
import type { RunEntry } from './run-entry.ts';
import type { ExpressionContext, PipelineLanguage } from './tools.ts';

interface Question {
  readonly work: Extract<StepWork, { readonly kind: 'pipeline' }>;
  readonly context: ExpressionContext;
}

export function startChild(draft: Draft, entry: RunEntry, step: StepRun, { work, context }: Question): void {
  const problem = insertChild(draft, entry, step, { work, context });
  if (problem !== null) {
    endStep(draft, entry, step, { state: 'failed', message: `${work.file}: ${problem}`, isForgiven: step.isForgiven });
  }
}

function insertChild(draft: Draft, entry: RunEntry, step: StepRun, { work, context }: Question): string | null {
  const { run } = entry;
  if (draft.state.runs.size >= limits.liveRunsMax) {
    return `${draft.state.runs.size} runs are alive, at most ${limits.liveRunsMax} may be`;
  }
  const given = resolveValues(draft.tools.language, work.inputs, context);
  if ('problem' in given) return given.problem;
  const inputs = draft.tools.language.resolveInputs(work.pipeline, given.values);
  if ('problems' in inputs) return inputs.problems.map(({ input, message }) => `${input}: ${message}`).join('; ');
  const repeated = repeatedChild(draft, entry, step, { pipeline: work.pipeline, inputs: inputs.values });
  const id = newId('run', draft.tools.ids);
  const made = {
    id,
    requestId: trustId('request', `${step.runId}/${step.key}`),
    pipeline: work.pipeline,
    // The text is the parent's, once.
    source: { file: work.file, text: '', used: {} },
    inputs: inputs.values,
    workspaces: run.workspaces,
    principal: run.principal,
    rerunOf: repeated.rerunOf,
    parent: { runId: step.runId, stepKey: step.key },
  };
  const refused = insertRun(draft, made, repeated.steps);
  if (refused !== null) return refused.problem;
  // What the child does comes after this in the list of work, so its end finds the step submitted.
  changeStep(draft, step, { state: 'submitted', childRunId: id, startedAt: draft.now });
  return null;
}

/**
 * In a rerun of what failed, of the run that the step used before also only that, and what was mended since, runs again. Not
 * where something before the step runs again, or where it is given other inputs now: then nothing of it would be the same.
 */
function repeatedChild(
  { tools }: Draft,
  { run }: RunEntry,
  step: StepRun,
  { pipeline, inputs }: { readonly pipeline: PipelineSpec; readonly inputs: Readonly<Record<string, JsonValue>> },
): { readonly rerunOf: Rerun | null; readonly steps: readonly StepRun[] } {
  const anew = { rerunOf: null, steps: [] };
  const before = run.rerunOf?.scope.kind === 'failed' ? tools.endedRun(run.rerunOf.runId) : null;
  const was = before?.steps.find(({ key }) => key === step.key);
  if (before === null || was === undefined || was.childRunId === null) return anew;
  if (beginsWithWhatItNeeds(run.pipeline, { pipeline: before.run.pipeline, steps: before.steps }, step.stepId))
    return anew;
  const child = tools.endedRun(was.childRunId);
  if (child === null || canonical(child.run.inputs) !== canonical(inputs)) return anew;
  const scope = { kind: 'failed' } as const;
  const taken = takenOver(pipeline, { pipeline: child.run.pipeline, steps: child.steps }, scope);
  return 'problem' in taken ? anew : { rerunOf: { runId: child.run.id, scope }, steps: taken.steps };
}

/** Texts among the inputs are templates; anything else is a value. */
export function resolveValues(
  language: PipelineLanguage,
  inputs: Readonly<Record<string, JsonValue>>,
  context: ExpressionContext,
): { readonly values: Readonly<Record<string, JsonValue>> } | { readonly problem: string } {
  const values: [string, JsonValue][] = [];
  for (const [name, value] of Object.entries(inputs)) {
    const answer = typeof value === 'string' ? language.resolveTemplate(value, context) : { value };
    if ('problem' in answer) return { problem: `with.${name}: ${answer.problem}` };
    values.push([name, answer.value]);
  }
  return { values: Object.fromEntries(values) };
}
