/** Field names: those of the schema that are not there yet, each written with what comes behind its colon. */
import type { Place } from '../cursor/place.ts';
import { fieldDocs, inline } from '../field-docs.ts';
import type { Language } from '../model.ts';
import { fieldsOf, isOfType, waysOfField, type KnownField, type SchemaPlace } from '../schema-view.ts';
import { snippetText, type Draft } from './items.ts';

export function keyDrafts(language: Language, place: Place, schema: SchemaPlace): readonly Draft[] {
  return fieldsOf(language, schema)
    .filter(({ name }) => !place.siblings.includes(name))
    .map((known) => {
      const { name, field, isRequired } = known;
      const behind = place.hasColon ? null : valueSnippet(language, place, known);
      return {
        label: name,
        kind: 'field',
        detail: isRequired ? 'required' : field.default === undefined ? '' : `default ${inline(field.default)}`,
        documentation: fieldDocs(field),
        text: behind === null ? name : name + behind.text,
        isSnippet: behind !== null,
        asksAgain: behind?.asksAgain ?? false,
        group: isRequired ? 1 : 2,
      };
    });
}

/** What stands behind the key once it is taken, with the tab stop where its value goes. */
function valueSnippet(
  language: Language,
  place: Place,
  { field }: KnownField,
): { readonly text: string; readonly asksAgain: boolean } {
  const ways = waysOfField(language, field);
  const [only] = ways;
  if (ways.length === 1 && only?.const !== undefined) {
    return { text: `: ${snippetText(inline(only.const))}`, asksAgain: false };
  }
  const isEach = (type: string): boolean => ways.length > 0 && ways.every((way) => isOfType(way, type));
  const deeper = `\n${' '.repeat(place.column + 2)}`;
  if (isEach('object')) {
    return { text: place.style === 'flow' ? ': { $0 }' : `:${deeper}$0`, asksAgain: true };
  }
  if (ways.some((way) => isOfType(way, 'array')) && !ways.some((way) => isOfType(way, 'object'))) {
    const item = ways.find((way) => isOfType(way, 'array'))?.items;
    const holdsMaps = typeof item === 'object' && waysOfField(language, item).some((way) => isOfType(way, 'object'));
    if (holdsMaps && place.style === 'block') return { text: `:${deeper}- $0`, asksAgain: true };
    return { text: ': [$0]', asksAgain: true };
  }
  return { text: ': $0', asksAgain: true };
}
