/** What may be written at a position: field names, values, and what the file and the cluster have names for. */
import { placeAt, type Place } from '../cursor/place.ts';
import type { Surroundings } from '../live-values.ts';
import type { FileModel } from '../model.ts';
import { isOfType, schemaAt } from '../schema-view.ts';
import type { CompletionItem, Position } from '../shapes.ts';
import { expressionDrafts, openExpression, placeKnown } from './expressions.ts';
import { completionItems, type Draft } from './items.ts';
import { keyDrafts } from './keys.ts';
import { liveKeyDrafts, liveValueDrafts } from './live.ts';
import { nameDrafts, nameKeyDrafts } from './names.ts';
import { skeletonDrafts } from './skeletons.ts';
import { mapBelowDrafts, valueDrafts } from './values.ts';

export function complete(model: FileModel, position: Position, around: Surroundings): readonly CompletionItem[] {
  const place = placeAt(model.text, model.lines, position);
  if (place.role === 'none') return [];
  const open = openExpression(model, place, model.lines.offsetAt(position));
  if (open !== null) {
    return expressionDrafts(model, place, open).flatMap(({ word, ...draft }) =>
      completionItems(model.lines, { ...place, word, needsBlank: false }, [draft]),
    );
  }
  if (place.scalar === 'block') return [];
  return completionItems(model.lines, place, [
    ...(place.role === 'value' ? [] : keysAt(model, place, around)),
    ...(place.role === 'key' ? itemsBelow(model, place, around) : valuesAt(model, place, around)),
  ]);
}

function keysAt(model: FileModel, place: Place, around: Surroundings): readonly Draft[] {
  const schema = schemaAt(model.language, place.path);
  if (schema === null) return [];
  const isEmpty = place.path.length === 0 && place.siblings.length === 0;
  return [
    ...nameKeyDrafts(model, place, around),
    ...(around.live === null ? [] : liveKeyDrafts(place, around.live)),
    ...keyDrafts(model.language, place, schema),
    ...skeletonDrafts(model.language, place, isEmpty),
  ];
}

function valuesAt(model: FileModel, place: Place, around: Surroundings): readonly Draft[] {
  const schema = schemaAt(model.language, place.path);
  if (schema === null) return [];
  const known = [
    ...nameDrafts(model, place, around),
    ...(around.live === null ? [] : liveValueDrafts(place, around.live)),
  ];
  const named = new Set(known.map(({ label }) => label));
  // An example beside real names would be one more name, and a wrong one.
  const values = valueDrafts(place, schema).filter(
    ({ label, detail }) => !named.has(label) && !(known.length > 0 && detail === 'for example'),
  );
  return [
    ...known,
    ...values,
    ...(place.role === 'value' ? mapBelowDrafts(model.language, model.lines, place, schema) : []),
    ...(placeKnown(schema.place) === null || place.word.start !== place.word.end ? [] : [braces(place)]),
  ];
}

/** On a line of its own below a key that takes a list: its items, with their dash. */
function itemsBelow(model: FileModel, place: Place, around: Surroundings): readonly Draft[] {
  const schema = schemaAt(model.language, place.path);
  if (schema?.ways.some((way) => isOfType(way, 'array')) !== true) return [];
  const item: Place = { ...place, role: 'value', path: [...place.path, 0] };
  return valuesAt(model, item, around).map((draft) => ({ ...draft, text: `- ${draft.text ?? draft.label}` }));
}

function braces({ style, scalar }: Place): Draft {
  // In brackets an expression's own braces would be read as a map.
  const quote = style === 'flow' && scalar === 'plain' ? "'" : '';
  return {
    label: '${{ }}',
    kind: 'snippet',
    text: `${quote}\\\${{ $0 \\}\\}${quote}`,
    detail: 'expression',
    isSnippet: true,
    asksAgain: true,
    group: 7,
  };
}
