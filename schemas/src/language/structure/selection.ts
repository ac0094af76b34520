/** What "expand selection" grows through: a name, its access, the expression, the value, the entry, the block around it. */
import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { expressionsOf } from '../expressions/expressions-of.ts';
import type { Span } from '../line-index.ts';
import type { FileModel } from '../model.ts';
import type { Position, Range } from '../shapes.ts';
import { innerSpan, spanOf } from '../tree.ts';

/** From the innermost out; each holds the one before. */
export function selectionRanges(model: FileModel, position: Position): readonly Range[] {
  const offset = model.lines.offsetAt(position);
  const spans = [...expressionSpans(model, offset), ...nodeSpans(model, offset)];
  const grown: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.end - a.start - (b.end - b.start))) {
    const last = grown.at(-1);
    const isLarger = last === undefined || span.end - span.start > last.end - last.start;
    if (isLarger && (last === undefined || (span.start <= last.start && last.end <= span.end))) grown.push(span);
  }
  return grown.map(model.lines.rangeOf);
}

function expressionSpans(model: FileModel, offset: number): readonly Span[] {
  const holds = ({ start, end }: Span): boolean => start <= offset && offset <= end;
  const expression = expressionsOf(model).find(({ span }) => holds(span));
  if (expression === undefined) return [];
  const { start, end } = expression.span;
  const inner = model.text.slice(start, end);
  const trimmed = { start: start + inner.length - inner.trimStart().length, end: start + inner.trimEnd().length };
  const chain = expression.chains.map(({ segments }) => {
    return { start: segments[0]?.start ?? 0, end: segments.at(-1)?.end ?? 0 };
  });
  const hasBraces = model.text.slice(start - 3, start) === '${{';
  return [
    ...expression.tokens.filter(holds),
    ...chain.filter(holds),
    ...(holds(trimmed) ? [trimmed] : []),
    ...(hasBraces ? [{ start: start - 3, end: model.text.startsWith('}}', end) ? end + 2 : end }] : []),
  ];
}

function nodeSpans({ document, text }: FileModel, offset: number): readonly Span[] {
  const spans: Span[] = [{ start: 0, end: text.length }];
  let node: unknown = document?.contents;
  for (let depth = 0; depth < 64; depth++) {
    const span = trimmedEnd(text, spanOf(node));
    if (span === null) break;
    spans.push(span);
    if (isScalar(node)) {
      const inner = innerSpan(node);
      if (inner !== null) spans.push(inner);
      break;
    }
    if (isMap(node)) {
      const pair = node.items.find(({ key, value }) => {
        const start = spanOf(key)?.start ?? Number.POSITIVE_INFINITY;
        return start <= offset && offset <= Math.max(spanOf(value)?.end ?? 0, spanOf(key)?.end ?? 0);
      });
      const key = spanOf(pair?.key);
      if (pair === undefined || key === null) break;
      spans.push({ start: key.start, end: trimmedEnd(text, spanOf(pair.value))?.end ?? key.end });
      node = offset <= key.end ? pair.key : pair.value;
    } else if (isSeq(node)) {
      node = node.items.find((item): item is Node => {
        const inner = spanOf(item);
        return inner !== null && inner.start <= offset && offset <= inner.end;
      });
    } else break;
  }
  return spans.filter(({ start, end }) => start <= offset && offset <= end);
}

function trimmedEnd(text: string, span: Span | null): Span | null {
  if (span === null) return null;
  return { start: span.start, end: span.start + text.slice(span.start, span.end).trimEnd().length };
}
