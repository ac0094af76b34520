/** Text with `${{ }}` in it: where they are, and what the whole gives. */
import type { JsonValue, Template } from '@orchion/domain';
import type { ExpressionContext } from './contexts.ts';
import { evaluateExpression, type Evaluated } from './evaluate.ts';
import { textLengthMax } from './functions.ts';
import { isList, isMap, textOf } from './values.ts';

export interface TemplatePart {
  readonly kind: 'text' | 'expression' | 'open';
  /** Of an expression: without the `${{ }}`. `open`: a `${{` that nothing closes. */
  readonly text: string;
  /** Offsets of `text` in the template. */
  readonly start: number;
  readonly end: number;
}

/** Its parts in order; one that is open is the last. A `}}` inside a string of the expression does not close it. */
export function partsOf(template: Template): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  const add = (kind: TemplatePart['kind'], start: number, end: number): void => {
    if (kind !== 'text' || end > start) parts.push({ kind, text: template.slice(start, end), start, end });
  };
  let offset = 0;
  for (;;) {
    const open = template.indexOf('${{', offset);
    if (open < 0) break;
    add('text', offset, open);
    const close = closeAfter(template, open + 3);
    if (close === null) {
      add('open', open + 3, template.length);
      return parts;
    }
    add('expression', open + 3, close);
    offset = close + 2;
  }
  add('text', offset, template.length);
  return parts;
}

function closeAfter(template: string, from: number): number | null {
  let isInString = false;
  for (let i = from; i < template.length; i++) {
    if (template[i] === "'") isInString = !isInString;
    else if (!isInString && template[i] === '}' && template[i + 1] === '}') return i;
  }
  return null;
}

export function hasExpression(template: string): boolean {
  return template.includes('${{');
}

/** The expression of a template that is one and nothing else, or null. White space around it does not count. */
export function soleExpression(template: Template): TemplatePart | null {
  const parts = partsOf(template).filter(({ kind, text }) => kind !== 'text' || text.trim() !== '');
  const [only] = parts;
  return parts.length === 1 && only?.kind === 'expression' ? only : null;
}

/** A single expression keeps its value's type; everything else becomes text. */
export function resolveTemplate(template: Template, context: ExpressionContext): Evaluated<JsonValue> {
  if (!hasExpression(template)) return { value: template };
  const sole = soleExpression(template);
  if (sole !== null) return evaluateExpression(sole.text, context);
  const pieces: string[] = [];
  let length = 0;
  for (const part of partsOf(template)) {
    if (part.kind === 'open') return { problem: 'a ${{ has no closing }}' };
    const piece = part.kind === 'text' ? { value: part.text } : asText(evaluateExpression(part.text, context));
    if ('problem' in piece) return piece;
    length += piece.value.length;
    if (length > textLengthMax) return { problem: `the text grows beyond ${textLengthMax} characters` };
    pieces.push(piece.value);
  }
  return { value: pieces.join('') };
}

/** The template as text: a list or a map has no such form, and nothing is made up. */
export function resolveText(template: Template, context: ExpressionContext): Evaluated<string> {
  return asText(resolveTemplate(template, context));
}

function asText(result: Evaluated<JsonValue>): Evaluated<string> {
  if ('problem' in result) return result;
  const { value } = result;
  if (isList(value)) return { problem: 'a list is no text; write join(…) or toJSON(…)' };
  if (isMap(value)) return { problem: 'a map is no text; write toJSON(…)' };
  return { value: textOf(value) };
}
