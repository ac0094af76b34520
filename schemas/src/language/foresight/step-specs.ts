/**
 * The job that each step would be, as far as it is known before anything runs: with the inputs' defaults, and the first cell
 * of a matrix standing for all. What only other steps can tell makes a step's fate unknown, and it is said why.
 */
import type { GpuRequest, JobSpec, JsonValue, PipelineSpec, StepSpec } from '@orchion/domain';
import type { ExpressionContext } from '../../expression/contexts.ts';
import { resolveInputs } from '../../expression/inputs.ts';
import { expandMatrix } from '../../expression/matrix.ts';
import { resolveStep } from '../../expression/resolve-step.ts';

export interface StepGuess {
  readonly stepId: string;
  /** What a preview of its placement can be asked for; null: not known, see `message`. */
  readonly spec: JobSpec | null;
  readonly gpus: GpuRequest | null;
  /** Null: not known. */
  readonly cells: number | null;
  readonly message: string;
}

export function guessSteps(pipeline: PipelineSpec): readonly StepGuess[] {
  const context: ExpressionContext = { ...beforeTheRun, inputs: knownInputs(pipeline) };
  return pipeline.steps.map((step) => guess(step, context, pipeline));
}

function guess(step: StepSpec, outer: ExpressionContext, { steps }: PipelineSpec): StepGuess {
  const unknown = (message: string, cells: number | null = null): StepGuess => {
    return { stepId: step.id, spec: null, gpus: null, cells, message };
  };
  if (step.work.kind === 'pipeline') return unknown(`runs ${step.work.file}`, 1);
  const matrix = step.matrix === null ? null : expandMatrix(step.matrix, outer);
  if (matrix !== null && ('problem' in matrix || readsSteps(JSON.stringify(step.matrix)))) {
    return unknown(`its matrix comes from ${step.needs.join(', ') || 'other steps'}`);
  }
  const [cell] = matrix?.cells ?? [];
  const cells = matrix?.cells.length ?? 1;
  if (cells === 0) return unknown('its matrix is empty', 0);
  const { resources, labels, node } = step.work.job;
  if (readsSteps(JSON.stringify({ resources, labels, node }))) {
    return unknown(`what it needs is told by ${step.needs.join(', ') || 'other steps'}`, cells);
  }
  // Outputs of other steps in the command or its variables do not decide where it goes: an empty text stands for them.
  const needs = Object.fromEntries(steps.map(({ id }) => [id, { result: 'success', outputs: {} }]));
  const resolved = resolveStep(step.work.job, { ...outer, matrix: cell ?? {}, needs, steps: needs });
  if ('problem' in resolved) return unknown(resolved.problem, cells);
  const spec = { ...resolved.spec, name: step.id };
  return { stepId: step.id, spec, gpus: spec.resources.gpus, cells, message: '' };
}

function readsSteps(text: string): boolean {
  return /\$\{\{[^}]*\b(?:needs|steps)\b/.test(text);
}

/** Defaults; where a value must be given, an empty one of its type. */
function knownInputs(pipeline: PipelineSpec): Readonly<Record<string, JsonValue>> {
  const given = Object.fromEntries(
    Object.entries(pipeline.inputs).flatMap(([name, { type, isRequired, default: written, options }]) => {
      if (!isRequired || written !== null) return [];
      const stand: JsonValue =
        type === 'number' ? 1 : type === 'boolean' ? false : type === 'choice' ? (options[0] ?? '') : '';
      return [[name, type === 'json' ? null : stand]];
    }),
  );
  const resolved = resolveInputs(pipeline, given);
  return 'values' in resolved ? resolved.values : given;
}

const beforeTheRun: ExpressionContext = {
  inputs: {},
  env: {},
  needs: {},
  steps: {},
  matrix: {},
  run: { id: '', number: 0, pipeline: '', file: '', principal: '' },
  status: { success: true, failure: false, cancelled: false },
};
