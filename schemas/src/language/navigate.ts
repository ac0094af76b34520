/** From a name to where it is declared and to everything that uses it, in this file and in the pipelines that it uses. */
import { isScalar } from 'yaml';
import type { Surroundings } from './live-values.ts';
import type { FileModel } from './model.ts';
import { namesOf, usedFile } from './names/pipeline-names.ts';
import { isSame, referenceAt, referencesOf, type Reference } from './names/references.ts';
import type { DocumentHighlight, Location, Position, Range } from './shapes.ts';
import { innerSpan } from './tree.ts';
import { usedModel } from './used-model.ts';

export function definitionAt(model: FileModel, position: Position, around: Surroundings): readonly Location[] {
  const offset = model.lines.offsetAt(position);
  const elsewhere = definitionInUsed(model, offset, around);
  if (elsewhere !== null) return [elsewhere];
  const reference = referenceAt(model, offset);
  if (reference === null) return [];
  return sameAs(model, reference)
    .filter(({ isDeclaration }) => isDeclaration)
    .map((one) => ({ file: null, range: model.lines.rangeOf(one) }));
}

export function referencesAt(
  model: FileModel,
  position: Position,
  { withDeclaration }: { readonly withDeclaration: boolean },
): readonly Location[] {
  const reference = referenceAt(model, model.lines.offsetAt(position));
  if (reference === null) return [];
  return sameAs(model, reference)
    .filter(({ isDeclaration }) => withDeclaration || !isDeclaration)
    .map((one) => ({ file: null, range: model.lines.rangeOf(one) }));
}

export function highlightsAt(model: FileModel, position: Position): readonly DocumentHighlight[] {
  const reference = referenceAt(model, model.lines.offsetAt(position));
  if (reference === null) return [];
  return sameAs(model, reference).map((one) => ({
    range: model.lines.rangeOf(one),
    kind: one.isDeclaration ? 'write' : 'read',
  }));
}

function sameAs(model: FileModel, { target }: Reference): readonly Reference[] {
  return referencesOf(model).filter((one) => isSame(one.target, target));
}

const top: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** `uses: ./x` leads to that file, a key of the step's `inputs` to the input that it fills. */
function definitionInUsed(model: FileModel, offset: number, around: Surroundings): Location | null {
  for (const step of namesOf(model).steps) {
    const path = usedFile(step);
    if (path === null) continue;
    const { value } = step.work ?? {};
    const span = isScalar(value) ? innerSpan(value) : null;
    if (span !== null && span.start <= offset && offset <= span.end) return { file: path, range: top };
    const given = step.given.find(({ start, end }) => start <= offset && offset <= end);
    if (given === undefined) continue;
    const used = usedModel(path, around);
    const input = used === null ? undefined : namesOf(used).inputs.find(({ name }) => name === given.name);
    return used === null || input === undefined ? null : { file: path, range: used.lines.rangeOf(input) };
  }
  return null;
}
