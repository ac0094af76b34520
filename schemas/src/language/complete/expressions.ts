/** Inside `${{ }}` and `if`: contexts and functions that are known at this place, and what each context has. */
import {
  contextInfo,
  places,
  type ContextName,
  type Place as Known,
  type PlaceName,
} from '../../expression/contexts.ts';
import { functionTable } from '../../expression/functions.ts';
import type { Place } from '../cursor/place.ts';
import { isCondition, stepOf } from '../expressions/expressions-of.ts';
import { tokensOf, type Token } from '../expressions/tokens.ts';
import type { Span } from '../line-index.ts';
import type { FileModel } from '../model.ts';
import { contextEntries } from '../names/context-entries.ts';
import { schemaAt } from '../schema-view.ts';
import type { Draft } from './items.ts';

export interface OpenExpression {
  /** From its first character to the cursor. */
  readonly text: string;
  readonly start: number;
  /** It has no closing braces yet. */
  readonly isUnclosed: boolean;
}

/** The expression that the cursor stands in; null: in none. */
export function openExpression(model: FileModel, place: Place, cursor: number): OpenExpression | null {
  if (model.language !== 'pipeline' || place.role !== 'value') return null;
  const before = model.text.slice(place.scalarStart, cursor);
  const open = before.lastIndexOf('${{');
  if (open !== -1 && !before.includes('}}', open)) {
    const start = place.scalarStart + open + 3;
    const lineEnd = model.text.indexOf('\n', cursor);
    const rest = model.text.slice(cursor, lineEnd === -1 ? undefined : lineEnd);
    const close = rest.indexOf('}}');
    const another = rest.indexOf('${{');
    return {
      text: model.text.slice(start, cursor),
      start,
      isUnclosed: close === -1 || (another !== -1 && another < close),
    };
  }
  if (!isCondition(place.path) || open !== -1) return null;
  return { text: before, start: place.scalarStart, isUnclosed: false };
}

export function expressionDrafts(
  model: FileModel,
  place: Place,
  { text, start, isUnclosed }: OpenExpression,
): readonly DraftAt[] {
  const known = placeKnown(schemaAt(model.language, place.path)?.place ?? null);
  if (known === null) return [];
  const cursor = start + text.length;
  const asked = askedAt(tokensOf(text, start), cursor);
  if (asked === null) return [];
  const ending = isUnclosed ? ' }}' : '';
  const [context, ...inner] = asked.path;
  const drafts =
    context === undefined
      ? [...contextDrafts(known), ...functionDrafts(known)]
      : known.contexts.some((name) => name === context)
        ? contextEntries(model, context as ContextName, inner, { stepId: stepOf(place.path), path: place.path }).map(
            ({ name, detail, documentation, kind, hasMore }): Draft => ({
              label: name,
              kind,
              text: asked.isQuoted ? name.replaceAll("'", "''") : dotted(name) + (hasMore ? '.' : ''),
              detail,
              documentation,
              asksAgain: hasMore,
            }),
          )
        : [];
  return drafts.map((draft) => ({
    ...draft,
    word: wordOf(asked, draft),
    text: (draft.text ?? draft.label) + closing(draft, ending),
  }));
}

export interface DraftAt extends Draft {
  readonly word: Span;
}

/** Which contexts and functions a place of the schema has; null: no expressions are read there. */
export function placeKnown(place: string | null): Known | null {
  return place !== null && Object.hasOwn(places, place) ? places[place as PlaceName] : null;
}

interface Asked {
  /** The names before the one that is being written. */
  readonly path: readonly string[];
  readonly word: Span;
  readonly isQuoted: boolean;
  /** Where the dot before the word is; a name that cannot follow a dot takes its place. */
  readonly dot: number | null;
}

/** What is being written at the end of these pieces; null: nothing that has names (a number, a text). */
function askedAt(tokens: readonly Token[], cursor: number): Asked | null {
  const last = tokens.at(-1);
  const isTouching = last?.end === cursor;
  if (last?.kind === 'string') {
    const isOpen = last.text.length === 1 || !last.text.endsWith("'");
    if (!isOpen || tokens.at(-2)?.text !== '[') return null;
    const path = pathBefore(tokens.slice(0, -2));
    return path === null ? null : { path, word: { start: last.start + 1, end: cursor }, isQuoted: true, dot: null };
  }
  const isWord = isTouching && (last.kind === 'name' || last.kind === 'constant');
  const before = isWord ? tokens.slice(0, -1) : tokens;
  const word = { start: isWord ? last.start : cursor, end: cursor };
  const previous = before.at(-1);
  if (previous?.text === '.') {
    const path = pathBefore(before.slice(0, -1));
    return path === null ? null : { path, word, isQuoted: false, dot: previous.start };
  }
  // Behind a whole operand comes an operator, not a name.
  const endsOperand =
    previous !== undefined && (previous.kind !== 'operator' || previous.text === ')' || previous.text === ']');
  if (endsOperand || (isTouching && last.kind === 'number')) return null;
  return { path: [], word, isQuoted: false, dot: null };
}

/** The names of the access that ends the pieces: `needs . train` gives [needs, train]. */
function pathBefore(tokens: readonly Token[]): readonly string[] | null {
  const path: string[] = [];
  for (let i = tokens.length - 1; i >= 0;) {
    const token = tokens[i];
    if (token?.kind === 'name' || token?.kind === 'constant' || token?.text === '*') {
      path.unshift(token.text);
      if (tokens[i - 1]?.text !== '.') return path;
      i -= 2;
    } else if (token?.text === ']' && tokens[i - 1]?.kind === 'string' && tokens[i - 2]?.text === '[') {
      path.unshift((tokens[i - 1]?.text ?? '').slice(1, -1));
      i -= 3;
    } else return null;
  }
  return null;
}

function contextDrafts({ contexts }: Known): readonly Draft[] {
  return contexts.map((name) => ({
    label: name,
    kind: 'context',
    text: `${name}.`,
    detail: 'context',
    documentation: contextInfo[name],
    asksAgain: true,
    group: 1,
  }));
}

function functionDrafts({ hasStatus }: Known): readonly Draft[] {
  return [...functionTable.values()]
    .filter(({ isStatus }) => hasStatus || !isStatus)
    .map(({ name, signature, about, minArgs, isStatus }) => ({
      label: name,
      kind: 'function',
      text: minArgs === 0 ? `${name}()` : `${name}($0)`,
      isSnippet: minArgs > 0,
      detail: signature,
      documentation: about,
      group: isStatus ? 2 : 3,
    }));
}

function wordOf({ word, dot, isQuoted }: Asked, { text }: Draft): Span {
  // needs['my step']: such a name cannot stand behind a dot.
  return !isQuoted && dot !== null && text?.startsWith('[') === true ? { start: dot, end: word.end } : word;
}

function dotted(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(name) ? name : `['${name.replaceAll("'", "''")}']`;
}

function closing({ asksAgain, isSnippet }: Draft, ending: string): string {
  return asksAgain === true || isSnippet === true ? '' : ending;
}
