/** What each context holds for a step, as far as the file tells. */
import type { OutputSpec, PipelineSpec } from '@orchion/domain';
import { nearest } from '../words/did-you-mean.ts';
import { places, runProperties, type ContextName, type PlaceName } from '../expression/contexts.ts';
import type { Scope } from '../expression/check.ts';
import {
  anyType,
  commonType,
  mapType,
  textType,
  typeOfJson,
  type MapType,
  type ValueType,
} from '../expression/types.ts';
import type { JsonValue } from '@orchion/domain';
import { fieldsOf, listOf, upstreamOf, type Outline, type StepOutline } from './step-outline.ts';

export interface PipelineScopes {
  /** `step` is null outside of steps. */
  scopeOf(place: PlaceName, step: StepOutline | null): Scope;
}

export interface ScopeSources {
  readonly file: unknown;
  readonly outline: Outline;
  /** The pipelines that steps use, by step; without those that could not be read. */
  readonly used: ReadonlyMap<string, PipelineSpec>;
}

export function scopesOf({ file, outline, used }: ScopeSources): PipelineScopes {
  const inputs = inputsType(fieldsOf(file).inputs);
  const run = mapType(
    Object.entries(runProperties).map(([name, kind]) => [name, { kind }]),
    (name) => unknown(`the run has no "${name}"`, name, Object.keys(runProperties)),
  );
  const results = new Map([...outline.values()].map((step) => [step.id, resultType(step, used.get(step.id))]));
  const outside = madeWhenAsked({
    inputs: () => inputs,
    run: () => run,
    steps: () => mapType(results, (name) => unknown(`there is no step "${name}"`, name, [...outline.keys()])),
    env: () => envType(file, null),
  });
  const ofStep = new Map<string, Scope['contexts']>();
  const contextsOf = (step: StepOutline): Scope['contexts'] => {
    const known = ofStep.get(step.id);
    if (known !== undefined) return known;
    const contexts = madeWhenAsked({
      inputs: () => inputs,
      run: () => run,
      needs: () => needsType(step, outline, results),
      steps: () => stepsType(step, outline, results),
      matrix: () => matrixType(step),
      env: () => envType(file, step),
    });
    ofStep.set(step.id, contexts);
    return contexts;
  };
  return {
    scopeOf(place, step) {
      return { place: places[place], contexts: step === null ? outside : contextsOf(step) };
    },
  };
}

/** Most expressions ask for one context; what all upstream steps give would cost as much as they are many. */
function madeWhenAsked(makers: Readonly<Partial<Record<ContextName, () => ValueType>>>): Scope['contexts'] {
  const made = new Map<ContextName, ValueType>();
  return {
    get(name) {
      const known = made.get(name) ?? makers[name]?.();
      if (known !== undefined) made.set(name, known);
      return known;
    },
  };
}

function unknown(
  sentence: string,
  name: string,
  known: readonly string[],
): ReturnType<NonNullable<MapType['missing']>> {
  const meant = nearest(name, known);
  if (meant !== null) return { message: `${sentence}; did you mean "${meant}"?`, meant };
  const shown = known.slice(0, 20).join(', ');
  return {
    message: known.length === 0 ? sentence : `${sentence}; there are ${shown}${known.length > 20 ? ' ...' : ''}`,
  };
}

function inputsType(written: unknown): ValueType {
  const inputs = Object.entries(fieldsOf(written));
  const names = inputs.map(([name]) => name);
  return mapType(
    inputs.map(([name, spec]) => [name, inputType(fieldsOf(spec).type)]),
    (name) =>
      names.length === 0
        ? { message: `the pipeline has no input "${name}"; declare it under "inputs"` }
        : unknown(`the pipeline has no input "${name}"`, name, names),
  );
}

function inputType(type: unknown): ValueType {
  if (type === 'number' || type === 'boolean') return { kind: type };
  return type === 'json' ? anyType : textType;
}

function resultType(step: StepOutline, used: PipelineSpec | undefined): ValueType {
  return mapType(
    [
      ['result', textType],
      ['outputs', outputsType(step, used)],
    ],
    (name) => unknown(`a step has no "${name}"`, name, ['result', 'outputs']),
  );
}

function outputsType(step: StepOutline, used: PipelineSpec | undefined): ValueType {
  const { id, outputs, fields } = step;
  const hasMatrix = fields.matrix !== undefined;
  const ofCell = (type: ValueType): ValueType => (hasMatrix ? { kind: 'list', of: type } : type);
  if (outputs === null) {
    if (used === undefined) return anyType;
    const names = Object.keys(used.outputs);
    return mapType(
      names.map((name) => [name, ofCell(textType)]),
      (name) => unknown(`${id} has no output "${name}": its pipeline does not give it`, name, names),
    );
  }
  const names = [...outputs.keys()];
  return mapType(
    [...outputs].map(([name, type]) => [name, ofCell(outputType(type))]),
    (name) => {
      const said = unknown(`${id} has no output "${name}"`, name, names);
      return names.length > 0 ? said : { message: `${said.message}; declare it there: outputs: [${name}]` };
    },
  );
}

function outputType(type: OutputSpec['type']): ValueType {
  return type === 'json' ? anyType : { kind: type };
}

type Results = ReadonlyMap<string, ValueType>;

function needsType(step: StepOutline, outline: Outline, results: Results): ValueType {
  const ids = step.needs.map(({ id }) => id);
  return mapType(pick(results, ids), (name) => {
    if (name === step.id) return { message: 'a step cannot read its own result' };
    if (!outline.has(name)) return unknown(`there is no step "${name}" among the needs`, name, ids);
    if (step.isFinally && outline.get(name)?.isFinally === false) {
      return { message: `a finally step reads other steps as steps.${name}` };
    }
    return { message: `"${name}" is not among the needs of this step; add it to "needs"`, need: name };
  });
}

function stepsType(step: StepOutline, outline: Outline, results: Results): ValueType {
  const upstream = upstreamOf(outline, step.id);
  const ids = [...outline.values()]
    .filter(({ id, isFinally }) => upstream.has(id) || (step.isFinally && !isFinally))
    .map(({ id }) => id);
  return mapType(pick(results, ids), (name) => {
    if (!outline.has(name)) return unknown(`there is no step "${name}"`, name, ids);
    if (name === step.id) return { message: 'a step cannot read its own result' };
    return { message: `this step may begin before "${name}" has ended; add it to "needs"`, need: name };
  });
}

function pick(results: Results, ids: readonly string[]): readonly (readonly [string, ValueType])[] {
  return ids.flatMap((id) => {
    const type = results.get(id);
    return type === undefined ? [] : [[id, type] as const];
  });
}

const matrixSettings = ['include', 'exclude', 'fail-fast', 'max-parallel'];

function matrixType({ fields: { matrix } }: StepOutline): ValueType {
  if (matrix === undefined) {
    return mapType([], (name) => ({ message: `the step has no matrix, so there is no "${name}"` }));
  }
  const written = fieldsOf(matrix);
  // What an expression makes of it is known when the step begins.
  if (typeof matrix === 'string' || typeof written.include === 'string') return anyType;
  const values = new Map<string, unknown[]>();
  const add = (name: string, value: readonly unknown[]): void => {
    const known = values.get(name) ?? [];
    for (const each of value) known.push(each);
    values.set(name, known);
  };
  let isOpen = false;
  for (const [axis, list] of Object.entries(written)) {
    if (matrixSettings.includes(axis)) continue;
    if (!Array.isArray(list)) isOpen = isOpen || typeof list !== 'string';
    add(axis, Array.isArray(list) ? list : ['${{']);
  }
  const axes = [...values.keys()];
  for (const entry of listOf(written.include)) {
    // A name that only some entries have is nothing in the other cells.
    for (const [name, value] of Object.entries(fieldsOf(entry))) add(name, axes.includes(name) ? [value] : ['${{']);
  }
  const names = [...values.keys()];
  return mapType(
    // The values come from YAML, which makes nothing that JSON could not say.
    [...values].map(([name, list]) => [name, commonType(list.map((value) => typeOfJson(value as JsonValue)))]),
    isOpen ? null : (name) => unknown(`the matrix has no "${name}"`, name, names),
  );
}

function envType(file: unknown, step: StepOutline | null): ValueType {
  const top = fieldsOf(file);
  const layers = [top.env, fieldsOf(top.defaults).env, step?.fields.env];
  const names = layers.flatMap((layer) => Object.keys(fieldsOf(layer)));
  return mapType(
    names.map((name) => [name, textType]),
    (name) => ({
      ...unknown(`"${name}" is set under no "env" of this file`, name, names),
      // What a node sets by itself is seen by the command, never by an expression.
      severity: 'warning',
    }),
  );
}
