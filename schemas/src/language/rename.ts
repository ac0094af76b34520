/** Gives a step, an input, an output, an axis or an artifact another name, everywhere in the file at once. */
import { scalarText } from './field-docs.ts';
import type { FileModel } from './model.ts';
import { isSame, referenceAt, referencesOf, type Reference } from './names/references.ts';
import type { Position, Range, TextEdit } from './shapes.ts';

export type Renaming = { readonly range: Range; readonly name: string } | { readonly refusal: string };

/** What would be renamed there, and its name so far. */
export function renameableAt(model: FileModel, position: Position): Renaming {
  const reference = referenceAt(model, model.lines.offsetAt(position));
  if (reference === null)
    return { refusal: 'Only steps, inputs, outputs, artifacts and axes of a matrix can be renamed.' };
  if (reference.target.kind === 'variable') {
    return { refusal: 'A variable may be used by the commands themselves ($NAME), which cannot be looked through.' };
  }
  if (!sameTarget(model, reference).some(({ isDeclaration }) => isDeclaration)) {
    return { refusal: `${reference.target.name} is not declared in this file.` };
  }
  return { range: model.lines.rangeOf(reference), name: reference.target.name };
}

export function rename(
  model: FileModel,
  position: Position,
  newName: string,
): { readonly edits: readonly TextEdit[] } | { readonly refusal: string } {
  const asked = renameableAt(model, position);
  if ('refusal' in asked) return asked;
  const reference = referenceAt(model, model.lines.offsetAt(position));
  if (reference === null) return { edits: [] };
  if (!/^[A-Za-z_][A-Za-z0-9_-]{0,99}$/.test(newName)) {
    return { refusal: 'A name begins with a letter or _; letters, digits, - and _ follow, 100 at most.' };
  }
  const taken = referencesOf(model).find(
    ({ target, isDeclaration }) => isDeclaration && isSame(target, { ...reference.target, name: newName }),
  );
  if (taken !== undefined && newName !== asked.name) return { refusal: `There is already one called ${newName}.` };
  const edits = sameTarget(model, reference).map((one) => ({
    range: model.lines.rangeOf(one),
    newText: written(model, one, newName),
  }));
  return { edits };
}

function sameTarget(model: FileModel, { target }: Reference): readonly Reference[] {
  return referencesOf(model).filter((one) => isSame(one.target, target));
}

/** A name such as `true` or `null` needs quotes where YAML reads it, and none in an expression. */
function written({ text }: FileModel, { start, isQuoted }: Reference, name: string): string {
  const isInQuotes = isQuoted || text[start - 1] === '"' || text[start - 1] === "'";
  const isInExpression = text[start - 1] === '.';
  return isInQuotes || isInExpression ? name : scalarText(name);
}
