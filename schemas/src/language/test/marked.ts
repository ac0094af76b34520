/** A text with `|` where the cursor is. A bar that is meant is written as `¦`. */
import { createLineIndex } from '../line-index.ts';
import type { Position, TextEdit } from '../shapes.ts';

export function marked(source: string): {
  readonly text: string;
  readonly position: Position;
  readonly offset: number;
} {
  const offset = source.indexOf('|');
  if (offset === -1 || source.indexOf('|', offset + 1) !== -1) throw new Error('one cursor mark is needed');
  const text = bars(source.replace('|', ''));
  return { text, offset, position: createLineIndex(text).positionAt(offset) };
}

export function bars(text: string): string {
  return text.replaceAll('¦', '|');
}

/** The text after the edits, which may stand in any order but not overlap. */
export function applied(text: string, edits: readonly TextEdit[]): string {
  const lines = createLineIndex(text);
  const spans = edits.map(({ range, newText }) => ({
    start: lines.offsetAt(range.start),
    end: lines.offsetAt(range.end),
    newText,
  }));
  let result = text;
  let before = Number.POSITIVE_INFINITY;
  for (const { start, end, newText } of spans.toSorted((a, b) => b.start - a.start)) {
    if (end > before) throw new Error('the edits overlap');
    before = start;
    result = result.slice(0, start) + newText + result.slice(end);
  }
  return result;
}
