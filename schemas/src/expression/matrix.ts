/**
 * A matrix to its cells, by GitHub's rules: every combination of the axes, without those that an `exclude` matches in all
 * that it names, and then each `include`: it extends every combination whose axes it does not contradict, or else it is a
 * cell of its own.
 */
import type { JsonValue, MatrixCell, MatrixSpec } from '@orchion/domain';
import type { ExpressionContext } from './contexts.ts';
import type { Evaluated } from './evaluate.ts';
import { resolveTemplate } from './template.ts';
import { isList, isMap, kindOf } from './values.ts';

export const cellsMax = 256;

export interface ExpandedMatrix {
  /** Empty where a list that is made by another step is empty: there is nothing to do. */
  readonly cells: readonly MatrixCell[];
  readonly maxParallel: number | null;
  readonly failFast: boolean;
}

export function expandMatrix(matrix: MatrixSpec, context: ExpressionContext): ExpandedMatrix | { problem: string } {
  try {
    const parts = partsOfMatrix(matrix, context);
    return {
      cells: cellsOf(parts),
      maxParallel: maxParallelOf(matrix.maxParallel, context),
      failFast: failFastOf(matrix.failFast, context),
    };
  } catch (error) {
    if (error instanceof MatrixFault) return { problem: error.message };
    throw error;
  }
}

/** Carries one sentence out of the middle of the work; never leaves this file. */
class MatrixFault extends Error {}

interface MatrixParts {
  readonly axes: ReadonlyMap<string, readonly JsonValue[]>;
  readonly include: readonly MatrixCell[];
  readonly exclude: readonly MatrixCell[];
}

function partsOfMatrix({ axes, include, exclude }: MatrixSpec, context: ExpressionContext): MatrixParts {
  if (typeof axes !== 'string') {
    const named = Object.entries(axes).map(
      ([name, values]) => [name, listOf(`the axis ${name}`, resolved(values, context))] as const,
    );
    return {
      axes: new Map(named),
      include: mapsOf('include', resolved(include, context)),
      exclude: mapsOf('exclude', resolved(exclude, context)),
    };
  }
  const whole = resolved(axes, context);
  if (!isMap(whole)) throw new MatrixFault(`the matrix is ${kindOf(whole)}; it must be a map of lists`);
  const { include: more = [], exclude: less = [], ...named } = whole;
  return {
    axes: new Map(Object.entries(named).map(([name, values]) => [name, listOf(`the axis ${name}`, values)])),
    include: mapsOf('include', more),
    exclude: mapsOf('exclude', less),
  };
}

function resolved(value: JsonValue, context: ExpressionContext): JsonValue {
  if (typeof value === 'string') return valueOf(resolveTemplate(value, context));
  return isList(value) ? value.map((item) => resolved(item, context)) : resolvedMap(value, context);
}

function resolvedMap(value: JsonValue, context: ExpressionContext): JsonValue {
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolved(item, context)]));
}

function valueOf<T>(result: Evaluated<T>): T {
  if ('problem' in result) throw new MatrixFault(result.problem);
  return result.value;
}

function listOf(what: string, value: JsonValue): readonly JsonValue[] {
  if (!isList(value)) throw new MatrixFault(`${what} is ${kindOf(value)}; it must be a list`);
  return value;
}

function mapsOf(what: string, value: JsonValue): readonly MatrixCell[] {
  const entries = listOf(what, value);
  if (entries.length > cellsMax) throw new MatrixFault(`${what} has ${entries.length} entries, at most ${cellsMax}`);
  return entries.map((entry) => {
    if (!isMap(entry)) throw new MatrixFault(`an entry of ${what} is ${kindOf(entry)}; it must be a map of values`);
    return entry;
  });
}

function cellsOf({ axes, include, exclude }: MatrixParts): readonly MatrixCell[] {
  const originals = axes.size === 0 ? [] : combinations(axes).filter((cell) => !exclude.some(isPartOf(cell)));
  const extended = originals.map((cell) => ({ ...cell }));
  const added: MatrixCell[] = [];
  for (const entry of include) {
    const fits = extended.filter((_, i) => {
      const original = originals[i] ?? {};
      return Object.entries(entry).every(
        ([key, value]) => !Object.hasOwn(original, key) || isSame(original[key], value),
      );
    });
    for (const cell of fits) Object.assign(cell, entry);
    // Where the entry names no axis at all it fits everywhere; without any combination it stands alone.
    if (fits.length === 0) added.push(entry);
  }
  const cells = [...extended, ...added];
  if (cells.length > cellsMax) throw new MatrixFault(`the matrix has ${cells.length} cells, at most ${cellsMax}`);
  return cells;
}

function combinations(axes: ReadonlyMap<string, readonly JsonValue[]>): readonly MatrixCell[] {
  const count = [...axes.values()].reduce((product, values) => product * values.length, 1);
  // What `exclude` takes away counts too: nobody waits for a million combinations to be looked at.
  if (count > cellsMax * 4) throw new MatrixFault(`the axes have ${count} combinations, at most ${cellsMax} cells`);
  let cells: readonly MatrixCell[] = [{}];
  for (const [name, values] of axes)
    cells = cells.flatMap((cell) => values.map((value) => ({ ...cell, [name]: value })));
  return cells;
}

function isPartOf(cell: MatrixCell): (entry: MatrixCell) => boolean {
  return (entry) => {
    const named = Object.entries(entry);
    return named.length > 0 && named.every(([key, value]) => Object.hasOwn(cell, key) && isSame(cell[key], value));
  };
}

/** The same value, whatever the order of a map's names. */
function isSame(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a === null || b === null) return false;
  if (isList(a)) return isList(b) && a.length === b.length && a.every((item, i) => isSame(item, b[i]));
  if (!isMap(a) || !isMap(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]));
}

function maxParallelOf(written: MatrixSpec['maxParallel'], context: ExpressionContext): number | null {
  if (written === null) return null;
  const value = typeof written === 'number' ? written : Number(valueOf(resolveTemplate(written, context)));
  if (Number.isInteger(value) && value >= 1) return value;
  throw new MatrixFault('max-parallel must be a whole number from 1');
}

function failFastOf(written: MatrixSpec['failFast'], context: ExpressionContext): boolean {
  if (typeof written === 'boolean') return written;
  const value = valueOf(resolveTemplate(written, context));
  if (typeof value === 'boolean') return value;
  throw new MatrixFault(`fail-fast is ${kindOf(value)}; it must be true or false`);
}
