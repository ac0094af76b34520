/** Matrices that make no cell, too many, or one twice. One with an expression in it is judged when it is known. */
import { nothingKnown } from '../expression/contexts.ts';
import { expandMatrix } from '../expression/matrix.ts';
import type { FieldPath } from '../words/field-path.ts';
import type { Finding } from '../finding.ts';
import { matrixFrom } from './lower-matrix.ts';
import { namePattern } from './name-pattern.ts';
import { fieldsOf, listOf, type StepOutline } from './step-outline.ts';

export function matrixFindings({ path, fields }: StepOutline): readonly Finding[] {
  const { matrix } = fields;
  if (matrix === undefined || typeof matrix === 'string') return [];
  const at: FieldPath = [...path, 'matrix'];
  const written = fieldsOf(matrix);
  const found: Finding[] = [];
  const axes: Record<string, readonly unknown[]> = {};
  let isKnown = !holdsExpression(written.include) && !holdsExpression(written.exclude);
  for (const [name, values] of Object.entries(written)) {
    if (['include', 'exclude', 'fail-fast', 'max-parallel'].includes(name)) continue;
    if (!new RegExp(namePattern).test(name)) {
      const message = `${JSON.stringify(name.slice(0, 40))} is no name for an axis: a letter or _ first, then letters, digits, - and _`;
      found.push({ path: [...at, name], code: 'wrong-name', message, at: 'key' });
    }
    if (!Array.isArray(values) || holdsExpression(values)) {
      isKnown = false;
      continue;
    }
    axes[name] = listOf(values);
    if (values.length === 0) {
      found.push({ path: [...at, name], code: 'empty-matrix', message: 'the axis has no values', at: 'key' });
    }
    found.push(...repeated(listOf(values), [...at, name], 'value of this axis'));
  }
  found.push(...repeated(listOf(written.include), [...at, 'include'], 'entry'));
  const hasAxes = Object.keys(written).some(
    (name) => !['include', 'exclude', 'fail-fast', 'max-parallel'].includes(name),
  );
  if (!hasAxes && written.include === undefined) {
    found.push({ path: at, code: 'empty-matrix', message: 'the matrix has no axis, so it makes no cell', at: 'key' });
  }
  if (found.length > 0 || !isKnown) return found;
  return [...cellFindings(written, at), ...unusedExcludes(written, axes, at)];
}

function cellFindings(written: Readonly<Record<string, unknown>>, at: FieldPath): readonly Finding[] {
  const spec = matrixFrom(written);
  if (spec === null) return [];
  const expanded = expandMatrix({ ...spec, failFast: true, maxParallel: null }, nothingKnown);
  if ('problem' in expanded) {
    const isMany = expanded.problem.includes('at most');
    return [{ path: at, code: isMany ? 'too-many-cells' : 'wrong-type', message: expanded.problem, at: 'key' }];
  }
  if (expanded.cells.length > 0) return [];
  const message = `no cell is left: "exclude" takes all of them away`;
  return [{ path: at, code: 'empty-matrix', message, at: 'key' }];
}

function holdsExpression(value: unknown): boolean {
  return value !== undefined && JSON.stringify(value).includes('${{');
}

function repeated(values: readonly unknown[], path: FieldPath, what: string): readonly Finding[] {
  const seen = new Map<string, number>();
  return values.flatMap((value, i): readonly Finding[] => {
    const key = JSON.stringify(value);
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, i);
      return [];
    }
    const related = [{ path: [...path, first], at: 'value' as const, message: 'the first one' }];
    const message = `the same ${what} is there already, so the cell would run twice`;
    return [{ path: [...path, i], code: 'duplicate-cell', message, at: 'value', related }];
  });
}

function unusedExcludes(
  written: Readonly<Record<string, unknown>>,
  axes: Readonly<Record<string, readonly unknown[]>>,
  at: FieldPath,
): readonly Finding[] {
  const known = new Map(
    Object.entries(axes).map(([name, values]) => [name, new Set(values.map((value) => JSON.stringify(value)))]),
  );
  return listOf(written.exclude).flatMap((entry, i): readonly Finding[] => {
    const wrong = Object.entries(fieldsOf(entry)).find(
      ([name, value]) => known.get(name)?.has(JSON.stringify(value)) !== true,
    );
    if (wrong === undefined) return [];
    const [name, value] = wrong;
    const message = !known.has(name)
      ? `there is no axis "${name}", so this takes nothing away`
      : `${JSON.stringify(value)} is not among the values of ${name}, so this takes nothing away`;
    return [{ path: [...at, 'exclude', i], code: 'unused-exclude', message, at: 'value', severity: 'warning' }];
  });
}
