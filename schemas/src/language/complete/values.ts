/** Values that the schema knows: choices, true and false, examples and the default. */
import type { Place } from '../cursor/place.ts';
import { inline } from '../field-docs.ts';
import type { LineIndex } from '../line-index.ts';
import type { Language } from '../model.ts';
import { isOfType, type SchemaPlace } from '../schema-view.ts';
import { writtenValue, type Draft } from './items.ts';
import { keyDrafts } from './keys.ts';

export function valueDrafts(place: Place, { field, ways }: SchemaPlace): readonly Draft[] {
  const drafts: Draft[] = [];
  const add = (value: unknown, detail: string, group: number): void => {
    const isMany = typeof value === 'object' && value !== null;
    // A list or map in the midst of a quoted text is none.
    if (isMany && place.scalar !== 'plain') return;
    const text = isMany ? inline(value) : writtenValue(value, place);
    if (!drafts.some((draft) => draft.text === text))
      drafts.push({ label: inline(value), kind: 'value', text, detail, group });
  };
  // Where any text will do, `true` is a word like any other.
  const takesAnyText = ways.some(
    (way) => isOfType(way, 'string') && way.pattern === undefined && way.enum === undefined,
  );
  for (const way of ways) {
    for (const choice of way.enum ?? []) add(choice, choice === field.default ? 'default' : '', 1);
    if (way.const !== undefined) add(way.const, '', 1);
    if (isOfType(way, 'boolean') && place.scalar === 'plain' && !takesAnyText) {
      for (const choice of [true, false]) add(choice, choice === field.default ? 'default' : '', 1);
    }
  }
  if (drafts.length > 0) return drafts;
  if (field.default !== undefined) add(field.default, 'default', 3);
  for (const example of field.examples ?? []) add(example, 'for example', 4);
  return drafts;
}

/** Behind `gpus: `, where a map may stand too: its fields, each on a line of its own below. */
export function mapBelowDrafts(
  language: Language,
  lines: LineIndex,
  place: Place,
  schema: SchemaPlace,
): readonly Draft[] {
  if (place.style === 'flow' || place.scalar !== 'plain' || place.word.start !== place.word.end) return [];
  const { line, character } = lines.positionAt(place.word.start);
  const behindColon = lines.text(line).slice(0, character).trimEnd().length;
  const range = { start: { line, character: behindColon }, end: { line, character } };
  const below = { ...place, column: place.column + 2, siblings: [], hasColon: false };
  const indent = `\n${' '.repeat(below.column)}`;
  return keyDrafts(language, below, schema).map((draft) => ({
    ...draft,
    text: indent + (draft.text ?? draft.label),
    detail: draft.detail === '' || draft.detail === undefined ? 'below' : `below · ${draft.detail}`,
    group: 6,
    range,
  }));
}
