/**
 * Every place that names something which this file declares: one list, made once for a version. Definition, references,
 * rename and highlights are all questions to it, so they cannot disagree.
 */
import type { Chain, Segment } from '../expressions/tokens.ts';
import { expressionsOf, type ExpressionAt } from '../expressions/expressions-of.ts';
import type { Span } from '../line-index.ts';
import type { FileModel } from '../model.ts';
import type { Position } from '../shapes.ts';
import { envLayers } from './context-entries.ts';
import { namesOf, stepNamed, type NameAt, type PipelineNames, type StepNames } from './pipeline-names.ts';

export type Target =
  | { readonly kind: 'input'; readonly owner: ''; readonly name: string }
  | { readonly kind: 'step'; readonly owner: ''; readonly name: string }
  /** Of a step: `owner` is its id. */
  | { readonly kind: 'output' | 'axis' | 'artifact'; readonly owner: string; readonly name: string }
  /** `owner` is the layer: 'pipeline', 'defaults' or a step's id. */
  | { readonly kind: 'variable'; readonly owner: string; readonly name: string };

export interface Reference extends Span {
  readonly target: Target;
  /** It declares the name, rather than using it. */
  readonly isDeclaration: boolean;
  /** A name in a string of an expression, `needs['train']`. */
  readonly isQuoted: boolean;
}

const key = Symbol('references');

export function referencesOf(model: FileModel): readonly Reference[] {
  return model.memo(key, () => read(model));
}

export function referenceAt(model: FileModel, offset: number): Reference | null {
  return referencesOf(model).find(({ start, end }) => start <= offset && offset <= end) ?? null;
}

/** The step whose name stands there: its own, or one in `needs` or an expression. */
export function stepNameAt(model: FileModel, position: Position): string | null {
  const target = referenceAt(model, model.lines.offsetAt(position))?.target;
  return target?.kind === 'step' ? target.name : null;
}

export function isSame(a: Target, b: Target): boolean {
  return a.kind === b.kind && a.owner === b.owner && a.name === b.name;
}

function read(model: FileModel): readonly Reference[] {
  const names = namesOf(model);
  const found: Reference[] = [];
  const declare = (target: Target, { start, end }: Span): void => {
    found.push({ target, start, end, isDeclaration: true, isQuoted: false });
  };
  const use = (target: Target, { start, end }: Span, isQuoted = false): void => {
    found.push({ target, start, end, isDeclaration: false, isQuoted });
  };
  for (const input of names.inputs) declare({ kind: 'input', owner: '', name: input.name }, input);
  for (const one of names.env) declare({ kind: 'variable', owner: 'pipeline', name: one.name }, one);
  for (const one of names.defaultsEnv) declare({ kind: 'variable', owner: 'defaults', name: one.name }, one);
  for (const step of names.steps) {
    const owner = step.name;
    declare({ kind: 'step', owner: '', name: step.name }, step);
    for (const one of step.outputs) declare({ kind: 'output', owner, name: one.name }, one);
    for (const one of step.axes) declare({ kind: 'axis', owner, name: one.name }, one);
    for (const one of step.leaves) declare({ kind: 'artifact', owner, name: one.name }, one);
    for (const one of step.env) declare({ kind: 'variable', owner, name: one.name }, one);
    for (const one of step.axisUses) addAxisUse(step, one);
    for (const need of step.needs) use({ kind: 'step', owner: '', name: need.name }, need);
    for (const { from, name } of step.fetches) {
      use({ kind: 'step', owner: '', name: from.name }, from);
      if (name !== null) use({ kind: 'artifact', owner: from.name, name: name.name }, name);
    }
  }
  for (const expression of expressionsOf(model)) {
    for (const chain of expression.chains) {
      for (const { target, segment } of targetsOf(names, expression, chain)) use(target, segment, segment.isQuoted);
    }
  }
  return found.toSorted((a, b) => a.start - b.start);

  function addAxisUse(step: StepNames, one: NameAt): void {
    const target: Target = { kind: 'axis', owner: step.name, name: one.name };
    // An axis that only `include` has is declared where it first stands.
    const isAxis = step.axes.some(({ name }) => name === one.name);
    if (isAxis || step.axisUses.find(({ name }) => name === one.name) !== one) use(target, one);
    else declare(target, one);
  }
}

function targetsOf(
  names: PipelineNames,
  expression: ExpressionAt,
  { segments }: Chain,
): readonly { readonly target: Target; readonly segment: Segment }[] {
  const [context, first, part, last] = segments;
  if (context === undefined || first === undefined) return [];
  const step = stepNamed(names, expression.stepId);
  switch (context.name.toLowerCase()) {
    case 'inputs':
      return [{ target: { kind: 'input', owner: '', name: nameIn(names.inputs, first) }, segment: first }];
    case 'matrix': {
      if (step === null) return [];
      const name = nameIn([...step.axes, ...step.axisUses], first);
      return [{ target: { kind: 'axis', owner: step.name, name }, segment: first }];
    }
    case 'env': {
      const layers = envLayers(names, step, expression).toReversed();
      const layer = layers.find(({ variables }) => variables.some(({ name }) => name === first.name));
      if (layer === undefined) return [];
      return [{ target: { kind: 'variable', owner: layer.layer, name: first.name }, segment: first }];
    }
    case 'needs':
    case 'steps': {
      const owner = names.stepById.has(first.name) ? first.name : nameIn(names.steps, first);
      const found: { target: Target; segment: Segment }[] = [
        { target: { kind: 'step', owner: '', name: owner }, segment: first },
      ];
      if (part?.name.toLowerCase() === 'outputs' && last !== undefined && last.name !== '*') {
        const name = nameIn(stepNamed(names, owner)?.outputs ?? [], last);
        found.push({ target: { kind: 'output', owner, name }, segment: last });
      }
      return found;
    }
    default:
      return [];
  }
}

/** The declared name that the expression means: names match whatever their case, the exact one first. */
function nameIn(declared: readonly { readonly name: string }[], { name }: Segment): string {
  if (declared.some((one) => one.name === name)) return name;
  return declared.find((one) => one.name.toLowerCase() === name.toLowerCase())?.name ?? name;
}
