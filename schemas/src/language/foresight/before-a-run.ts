/**
 * What a plan is asked with while nobody has said a value: the defaults of the inputs, and where one must be given, something
 * of its type that stands for it. A step whose fate hangs on such a value is told apart, since the plan's word on it is made up.
 * And the devices that each step asks for, which a plan does not repeat.
 */
import type { GpuRequest, InputSpec, JsonValue, MatrixCell, PipelineSpec, StepSpec } from '@orchion/domain';
import type { ExpressionContext } from '../../expression/contexts.ts';
import { resolveInputs } from '../../expression/inputs.ts';
import { expandMatrix } from '../../expression/matrix.ts';
import { resolveStep } from '../../expression/resolve-step.ts';

export interface StandIns {
  /** Inputs that must be given and have no default, each with a value that stands for it. */
  readonly inputs: Readonly<Record<string, JsonValue>>;
  /** Steps that go elsewhere, or not at all, with another value: by id, the inputs that decide. */
  readonly decides: ReadonlyMap<string, readonly string[]>;
}

export function standInsOf({ inputs, steps }: Pick<PipelineSpec, 'inputs' | 'steps'>): StandIns {
  const missing = Object.entries(inputs).filter(
    ([, { isRequired, default: written }]) => isRequired && written === null,
  );
  const decides = new Map<string, readonly string[]>();
  for (const step of missing.length === 0 ? [] : steps) {
    const asked = decidingText(step);
    const names = missing.map(([name]) => name).filter((name) => readsInput(asked, name));
    if (names.length > 0) decides.set(step.id, names);
  }
  return { inputs: Object.fromEntries(missing.map(([name, spec]) => [name, standIn(spec)])), decides };
}

/** By the plan's keys, of the file's own steps: 'train', 'train[3]'. What cannot be known before a run is left out. */
export function gpusAsked(
  pipeline: Pick<PipelineSpec, 'inputs' | 'steps'>,
  given: Readonly<Record<string, JsonValue>>,
): ReadonlyMap<string, GpuRequest> {
  const inputs = resolveInputs(pipeline, given);
  const outer: ExpressionContext = { ...beforeTheRun, inputs: 'values' in inputs ? inputs.values : given };
  const asked = new Map<string, GpuRequest>();
  for (const step of pipeline.steps) {
    if (step.work.kind !== 'job' || step.work.job.resources.gpus === null) continue;
    // Outputs of other steps are not known: where one decides about devices, nothing is said of them.
    const { resources, env } = step.work.job;
    if (/\$\{\{[^}]*\b(?:needs|steps)\b/.test(JSON.stringify([resources, env]))) continue;
    const plain = { ...step.work.job, command: standInCommand, workingDirectory: null, labels: {}, node: null };
    for (const { key, cell } of cellsOf(step, outer)) {
      const resolved = resolveStep(plain, { ...outer, matrix: cell ?? {} });
      if ('spec' in resolved && resolved.spec.resources.gpus !== null) asked.set(key, resolved.spec.resources.gpus);
    }
  }
  return asked;
}

const standInCommand = { kind: 'argv', argv: ['true'] } as const;

function cellsOf(
  step: StepSpec,
  context: ExpressionContext,
): readonly { readonly key: string; readonly cell: MatrixCell | null }[] {
  if (step.matrix === null) return [{ key: step.id, cell: null }];
  const expansion = expandMatrix(step.matrix, context);
  return 'problem' in expansion ? [] : expansion.cells.map((cell, place) => ({ key: `${step.id}[${place}]`, cell }));
}

/** All of a step that decides whether, how often and where it runs. */
function decidingText({ condition, matrix, work }: StepSpec): string {
  const parts: unknown[] = [condition === null ? null : `\${{ ${condition} }}`, matrix];
  if (work.kind === 'pipeline') parts.push(work.inputs);
  else {
    const { resources, labels, node, env } = work.job;
    const placing = JSON.stringify([resources, labels, node]);
    parts.push(placing, /\benv\b/.test(placing) ? env : null);
  }
  return JSON.stringify(parts);
}

function readsInput(text: string, name: string): boolean {
  return new RegExp(`\\binputs\\s*(?:\\.\\s*${name}(?![\\w-])|\\[)`).test(text);
}

function standIn({ type, options }: InputSpec): JsonValue {
  switch (type) {
    case 'string':
      return '';
    case 'number':
      return 1;
    case 'boolean':
      return false;
    case 'choice':
      return options[0] ?? '';
    case 'json':
      return null;
  }
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
