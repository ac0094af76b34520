/** What a context has at a place: the inputs of the file, the steps that have ended by then, the axes of this step's matrix. */
import { isMap, isSeq, type Node } from 'yaml';
import { runProperties, type ContextName } from '../../expression/contexts.ts';
import type { FieldPath } from '../../words/field-path.ts';
import type { FileModel } from '../model.ts';
import type { CompletionKind } from '../shapes.ts';
import { entryOf, itemsOf, textOf } from '../tree.ts';
import { namesOf, stepNamed, type Declared, type PipelineNames, type StepNames } from './pipeline-names.ts';
import { upstreamOf } from './upstream.ts';

export interface ContextEntry {
  readonly name: string;
  readonly kind: CompletionKind;
  readonly detail: string;
  readonly documentation: string;
  /** A dot may follow it. */
  readonly hasMore: boolean;
}

export interface Whence {
  readonly stepId: string | null;
  /** The field that the expression stands in. */
  readonly path: FieldPath;
}

/** `inner`: the names behind the context's own, so far. */
export function contextEntries(
  model: FileModel,
  context: ContextName,
  inner: readonly string[],
  whence: Whence,
): readonly ContextEntry[] {
  const names = namesOf(model);
  const step = stepNamed(names, whence.stepId);
  switch (context) {
    case 'inputs':
      return inner.length > 0 ? [] : names.inputs.map((input) => inputEntry(model, input));
    case 'env':
      return inner.length > 0 ? [] : envEntries(names, step, whence);
    case 'matrix':
      return step === null || inner.length > 0 ? [] : axisEntries(model, step);
    case 'run':
      return inner.length > 0
        ? []
        : Object.entries(runProperties).map(([name, detail]) => entry(name, 'value', detail, runWords[name] ?? ''));
    case 'needs':
    case 'steps':
      return stepEntries(model, stepsSeen(names, step, context), inner);
    case 'node':
    case 'secrets':
      return [];
  }
}

/** Null `step`: an expression of the pipeline itself, which is looked at when all steps have ended. */
function stepsSeen(names: PipelineNames, step: StepNames | null, context: 'needs' | 'steps'): readonly StepNames[] {
  if (step === null) return context === 'steps' ? names.steps : [];
  if (context === 'steps') return upstreamOf(names, step);
  return step.needs.flatMap(({ name }) => stepNamed(names, name) ?? []);
}

/** What an input or output is declared as; 'string' where nothing is said. */
export function typeOf({ document }: FileModel, { value }: Declared): string {
  const written = isMap(value) ? textOf(entryOf(document, value, 'type')?.value ?? null) : textOf(value);
  return written ?? 'string';
}

/** The layers whose variables an expression in this field can read, outermost first. */
export function envLayers(
  names: PipelineNames,
  step: StepNames | null,
  { path }: Whence,
): readonly { readonly layer: string; readonly variables: readonly Declared[] }[] {
  const isIn = (...field: readonly string[]): boolean => field.every((part, i) => path[i] === part);
  const layers = [{ layer: 'pipeline', variables: names.env }];
  if (isIn('env')) return [];
  if (isIn('defaults', 'env')) return layers;
  layers.push({ layer: 'defaults', variables: names.defaultsEnv });
  // A step's variables do not see each other, but everything else of the step sees them.
  if (step !== null && path[2] !== 'env') layers.push({ layer: step.name, variables: step.env });
  return layers;
}

function envEntries(names: PipelineNames, step: StepNames | null, whence: Whence): readonly ContextEntry[] {
  const found = new Map<string, ContextEntry>();
  for (const { layer, variables } of envLayers(names, step, whence)) {
    for (const { name, value } of variables) {
      const of = layer === 'pipeline' || layer === 'defaults' ? `of the ${layer}` : 'of this step';
      found.set(name, entry(name, 'variable', of, textOf(value) ?? ''));
    }
  }
  return [...found.values()];
}

function stepEntries(
  model: FileModel,
  seen: readonly StepNames[],
  [id, part, ...rest]: readonly string[],
): readonly ContextEntry[] {
  if (id === undefined) {
    return seen.map((step) => ({ ...entry(step.name, 'step', step.work?.name ?? '', ''), hasMore: true }));
  }
  const step = seen.find(({ name }) => name.toLowerCase() === id.toLowerCase());
  if (step === undefined || rest.length > 0) return [];
  if (part === undefined) {
    const cells = step.axes.length > 0 ? [entry('cells', 'value', 'list', 'What each cell of its matrix gave.')] : [];
    return [
      {
        ...entry('outputs', 'value', `${step.outputs.length} outputs`, 'What the step wrote to $ORCHION_OUTPUT.'),
        hasMore: true,
      },
      entry('result', 'value', 'text', 'How it ended: `success`, `failure`, `cancelled` or `skipped`.'),
      ...cells,
    ];
  }
  if (part !== 'outputs') return [];
  const list = step.axes.length > 0 ? 'list of ' : '';
  return step.outputs.map((output) =>
    entry(output.name, 'output', list + typeOf(model, output), describedAs(model, output)),
  );
}

function inputEntry(model: FileModel, input: Declared): ContextEntry {
  const fallback = textOf(entryOf(model.document, input.value, 'default')?.value ?? null);
  const described = describedAs(model, input);
  const documentation = fallback === null ? described : `${described}\n\nDefault: \`${fallback}\``.trim();
  return { ...entry(input.name, 'input', typeOf(model, input), documentation), hasMore: false };
}

function axisEntries(model: FileModel, { axes, axisUses }: StepNames): readonly ContextEntry[] {
  const entries = axes.map(({ name, value }) => entry(name, 'axis', shownValues(model, value), ''));
  const added = [...new Set(axisUses.map(({ name }) => name))].filter(
    (name) => !axes.some((axis) => axis.name === name),
  );
  return [...entries, ...added.map((name) => entry(name, 'axis', 'of include', ''))];
}

function shownValues({ document, text }: FileModel, value: Node | null): string {
  if (!isSeq(value)) return textOf(value) ?? '';
  const items = itemsOf(document, value).map((item) => textOf(item) ?? text.slice(...(item.range ?? [0, 0])).trim());
  const shown = items.slice(0, 5).join(', ');
  return items.length > 5 ? `${shown} …` : shown;
}

function describedAs({ document }: FileModel, { value }: Declared): string {
  return textOf(entryOf(document, value, 'description')?.value ?? null) ?? '';
}

function entry(name: string, kind: CompletionKind, detail: string, documentation: string): ContextEntry {
  return { name, kind, detail, documentation, hasMore: false };
}

const runWords: Readonly<Record<string, string>> = {
  id: 'The run’s id.',
  number: 'Its place in the order of starts: 1, 2, 3 ...',
  pipeline: 'The pipeline’s name.',
  file: 'The pipeline’s file.',
  principal: 'Who started it.',
};
