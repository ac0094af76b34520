/** What a person or a program gave a run, held against what the pipeline declares: complete and of its types, or why not. */
import type { InputSpec, JsonValue, PipelineSpec } from '@orchion/domain';
import { shown } from '../amounts/parsed.ts';
import { nearest } from '../words/did-you-mean.ts';
import { parseJson } from './parse-json.ts';
import { kindOf } from './values.ts';

export interface InputProblem {
  readonly input: string;
  readonly message: string;
}

export type ResolvedInputs =
  { readonly values: Readonly<Record<string, JsonValue>> } | { readonly problems: readonly InputProblem[] };

/** A command line gives text for every type; an API may give the typed value. */
export function resolveInputs(
  { inputs }: Pick<PipelineSpec, 'inputs'>,
  given: Readonly<Record<string, JsonValue>>,
): ResolvedInputs {
  const problems: InputProblem[] = [];
  for (const input of Object.keys(given)) {
    if (!Object.hasOwn(inputs, input)) problems.push({ input, message: unknownInput(input, Object.keys(inputs)) });
  }
  const values: Record<string, JsonValue> = {};
  for (const [input, spec] of Object.entries(inputs)) {
    const value = Object.hasOwn(given, input) ? given[input] : undefined;
    if (value === undefined && spec.isRequired && spec.default === null) {
      problems.push({ input, message: `must be given: it is ${typeSentence(spec)} and has no default` });
      continue;
    }
    const read = value === undefined ? { value: defaultOf(spec) } : readInput(spec, value);
    if ('problem' in read) problems.push({ input, message: read.problem });
    else values[input] = read.value;
  }
  return problems.length > 0 ? { problems } : { values };
}

/** The value in the type that the input has; text is read as a person would mean it. */
export function readInput(
  spec: Pick<InputSpec, 'type' | 'options'>,
  value: JsonValue,
): { readonly value: JsonValue } | { readonly problem: string } {
  const wrong = (): { readonly problem: string } => {
    const found = typeof value === 'string' ? shown(value) : kindOf(value);
    return { problem: `${found} does not fit; write ${typeSentence(spec)}` };
  };
  switch (spec.type) {
    case 'string':
      if (typeof value === 'string') return { value };
      return typeof value === 'number' || typeof value === 'boolean' ? { value: String(value) } : wrong();
    case 'number': {
      if (typeof value === 'number') return Number.isFinite(value) ? { value } : wrong();
      const number = typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(value.trim());
      return number ? { value: Number(value) } : wrong();
    }
    case 'boolean':
      if (typeof value === 'boolean') return { value };
      return value === 'true' || value === 'false' ? { value: value === 'true' } : wrong();
    case 'choice': {
      if (typeof value !== 'string') return wrong();
      if (spec.options.includes(value)) return { value };
      const meant = nearest(value, spec.options);
      const rest = meant === null ? '' : `; did you mean ${JSON.stringify(meant)}?`;
      return { problem: `${shown(value)} is not one of ${spec.options.join(', ')}${rest}` };
    }
    case 'json': {
      if (typeof value !== 'string') return { value };
      return parseJson(value);
    }
  }
}

/** What an input is where nobody gives it. */
function defaultOf({ type, default: written, options }: InputSpec): JsonValue {
  if (written !== null) return written;
  switch (type) {
    case 'string':
      return '';
    case 'boolean':
      return false;
    case 'choice':
      return options[0] ?? '';
    case 'number':
    case 'json':
      return null;
  }
}

/** "a number", "one of a, b": what to write. */
export function typeSentence({ type, options }: Pick<InputSpec, 'type' | 'options'>): string {
  switch (type) {
    case 'string':
      return 'text';
    case 'number':
      return 'a number such as 3 or 0.5';
    case 'boolean':
      return 'true or false';
    case 'choice':
      return `one of ${options.join(', ')}`;
    case 'json':
      return 'JSON such as ["a", "b"]';
  }
}

function unknownInput(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'is not known: the pipeline has no inputs';
  const meant = nearest(name, known);
  if (meant !== null) return `is not known; did you mean "${meant}"?`;
  return `is not known; the inputs are ${known.join(', ')}`;
}
