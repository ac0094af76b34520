/**
 * What the checks need to know of each step, read from the file as it is: a mistake elsewhere in a step must not keep the
 * others from being told.
 */
import type { OutputSpec } from '@orchion/domain';
import type { FieldPath } from '../words/field-path.ts';

export interface StepOutline {
  readonly id: string;
  readonly isFinally: boolean;
  readonly path: FieldPath;
  readonly needs: readonly { readonly id: string; readonly path: FieldPath }[];
  readonly fields: Readonly<Record<string, unknown>>;
  /** Null: the step does not say, or not in a way that can be read. */
  readonly outputs: ReadonlyMap<string, OutputSpec['type']> | null;
  readonly artifacts: readonly string[];
}

/** Steps in the file's order, the finally steps last; of two with one name, the first. */
export type Outline = ReadonlyMap<string, StepOutline>;

export function outlineOf(file: unknown): Outline {
  const steps = new Map<string, StepOutline>();
  for (const section of ['steps', 'finally'] as const) {
    for (const [id, value] of Object.entries(fieldsOf(fieldsOf(file)[section]))) {
      if (!steps.has(id)) steps.set(id, stepOf(id, section, fieldsOf(value)));
    }
  }
  return steps;
}

function stepOf(id: string, section: 'steps' | 'finally', fields: Readonly<Record<string, unknown>>): StepOutline {
  const path: FieldPath = [section, id];
  const { needs } = fields;
  const named =
    typeof needs === 'string'
      ? [{ id: needs, path: [...path, 'needs'] }]
      : listOf(needs).flatMap((need, i) =>
          typeof need === 'string' ? [{ id: need, path: [...path, 'needs', i] as FieldPath }] : [],
        );
  return {
    id,
    isFinally: section === 'finally',
    path,
    needs: named,
    fields,
    outputs: fields.uses === undefined ? outputsOf(fields.outputs) : null,
    artifacts: Object.keys(fieldsOf(fieldsOf(fields.artifacts).leave)),
  };
}

const outputTypes: readonly OutputSpec['type'][] = ['string', 'number', 'boolean', 'json'];

function outputsOf(written: unknown): ReadonlyMap<string, OutputSpec['type']> {
  if (Array.isArray(written)) {
    return new Map(listOf(written).flatMap((name) => (typeof name === 'string' ? [[name, 'string'] as const] : [])));
  }
  return new Map(
    Object.entries(fieldsOf(written)).map(([name, spec]) => {
      const type = typeof spec === 'string' ? spec : fieldsOf(spec).type;
      return [name, outputTypes.find((known) => known === type) ?? 'string'];
    }),
  );
}

/** The entries of a map, or none where it is no map. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  // YAML's maps are plain objects with text as keys.
  return value as Readonly<Record<string, unknown>>;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The step and everything that must have ended before it. Cycles do no harm. */
export function upstreamOf(outline: Outline, id: string): ReadonlySet<string> {
  const found = new Set<string>();
  const pending = outline.get(id)?.needs.map((need) => need.id) ?? [];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const step = outline.get(next);
    if (step === undefined || found.has(next)) continue;
    found.add(next);
    pending.push(...step.needs.map((need) => need.id));
  }
  return found;
}
