/** Offsets to positions and back, for one text. Every offset and every position has an answer: what is outside is clamped. */
import type { Position, Range } from './shapes.ts';

export interface LineIndex {
  readonly count: number;
  /** The line's text without its end. '' past the last line. */
  readonly text: (line: number) => string;
  /** Where the line begins; the text's end past the last line. */
  readonly start: (line: number) => number;
  readonly positionAt: (offset: number) => Position;
  readonly offsetAt: (position: Position) => number;
  readonly rangeOf: (span: Span) => Range;
}

/** Offsets: from the first unit to the one after the last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export function createLineIndex(text: string): LineIndex {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const start = (line: number): number => (line < 0 ? 0 : (starts[line] ?? text.length));
  const endOf = (line: number): number => {
    if (line + 1 >= starts.length) return text.length;
    const end = start(line + 1) - 1;
    return text[end - 1] === '\r' && end - 1 >= start(line) ? end - 1 : end;
  };
  const positionAt = (offset: number): Position => {
    const at = Math.min(Math.max(0, offset), text.length);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (start(middle) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: at - start(low) };
  };
  return {
    count: starts.length,
    text: (line) => text.slice(start(line), line < starts.length ? endOf(line) : text.length),
    start,
    positionAt,
    offsetAt: ({ line, character }) =>
      Math.min(start(line) + Math.max(0, character), Math.max(start(line), endOf(line))),
    rangeOf: (span) => ({ start: positionAt(span.start), end: positionAt(span.end) }),
  };
}
