/** A matrix as written to its spec. */
import type { JsonValue, MatrixCell, MatrixSpec, Template } from '@orchion/domain';

/** Null where it is no matrix that could be made: the validator has said so already. */
export function matrixFrom(written: unknown): MatrixSpec | null {
  if (typeof written === 'string') {
    return { axes: written, include: [], exclude: [], failFast: true, maxParallel: null };
  }
  if (typeof written !== 'object' || written === null) return null;
  const { include = [], exclude = [], 'fail-fast': failFast = true, 'max-parallel': maxParallel = null, ...axes } =
    // YAML's maps are plain objects with text as keys.
    written as Readonly<Record<string, unknown>>;
  if (!Object.values(axes).every(isListOrText) || !isListOrText(include) || !isListOrText(exclude)) return null;
  return {
    // What YAML makes of a list is what JSON can say.
    axes: axes as Readonly<Record<string, readonly JsonValue[] | Template>>,
    include: include as readonly MatrixCell[] | Template,
    exclude: exclude as readonly MatrixCell[] | Template,
    failFast: typeof failFast === 'boolean' || typeof failFast === 'string' ? failFast : true,
    maxParallel: typeof maxParallel === 'number' || typeof maxParallel === 'string' ? maxParallel : null,
  };
}

function isListOrText(value: unknown): boolean {
  return Array.isArray(value) || typeof value === 'string';
}
