/** Colours that only the meaning gives: the pieces of expressions, and the names of steps. */
import { functionTable } from '../../expression/functions.ts';
import { expressionsOf } from '../expressions/expressions-of.ts';
import type { Token } from '../expressions/tokens.ts';
import type { FileModel } from '../model.ts';
import { referencesOf } from '../names/references.ts';
import type { Range } from '../shapes.ts';

/** Standard types of editors; the order is the legend. */
export const semanticTokenTypes = [
  'variable',
  'property',
  'function',
  'string',
  'number',
  'operator',
  'keyword',
  'class',
] as const;
type SemanticTokenType = (typeof semanticTokenTypes)[number];

export interface SemanticToken {
  /** On one line. */
  readonly range: Range;
  readonly type: SemanticTokenType;
  readonly isDeclaration: boolean;
}

/** In the order of the text, none overlapping. */
export function semanticTokens(model: FileModel): readonly SemanticToken[] {
  const found = new Map<number, SemanticToken>();
  const add = (start: number, end: number, type: SemanticTokenType, isDeclaration = false): void => {
    const range = model.lines.rangeOf({ start, end });
    if (range.start.line === range.end.line && end > start && !found.has(start))
      found.set(start, { range, type, isDeclaration });
  };
  for (const { target, start, end, isDeclaration } of referencesOf(model)) {
    if (target.kind === 'step') add(start, end, 'class', isDeclaration);
  }
  for (const { tokens } of expressionsOf(model)) {
    for (const [i, token] of tokens.entries()) {
      const type = typeOf(token, tokens[i - 1], tokens[i + 1]);
      // A step's name in brackets is within the string that is coloured as one.
      if (type !== null && !(token.kind === 'string' && found.has(token.start + 1))) add(token.start, token.end, type);
    }
  }
  return [...found].toSorted(([a], [b]) => a - b).map(([, token]) => token);
}

function typeOf(token: Token, before: Token | undefined, after: Token | undefined): SemanticTokenType | null {
  switch (token.kind) {
    case 'name':
      if (after?.text === '(') return functionTable.has(token.text.toLowerCase()) ? 'function' : null;
      return before?.text === '.' ? 'property' : 'variable';
    case 'constant':
      return 'keyword';
    case 'string':
    case 'number':
    case 'operator':
      return token.kind;
    case 'unknown':
      return null;
  }
}
