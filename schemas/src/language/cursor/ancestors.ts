/**
 * The entries that a line stands in, found by walking up through lines of lesser indentation. It needs no whole document, so
 * it works while one is being typed; what a line above means (a key, or text of a block scalar) is for the caller to judge.
 */
import type { LineIndex } from '../line-index.ts';
import { lineShape, type LineShape } from './line-shape.ts';

export interface Level {
  readonly kind: 'map' | 'list';
  readonly line: number;
  readonly column: number;
  /** Of a map's entry. */
  readonly key: string;
  /** Of a list's item. */
  index: number;
  /** Where what stands behind the key or dash begins, as an offset, and its text to the line's end. */
  readonly valueStart: number;
  readonly value: string;
}

/**
 * The levels that hold what begins at `column` of `line`, outermost first. `isItem`: a dash stands there, and a list may stand
 * in its key's own column.
 */
export function ancestorsOf(
  lines: LineIndex,
  { line, column, isItem }: { readonly line: number; readonly column: number; readonly isItem: boolean },
): readonly Level[] {
  const inward: Level[] = [];
  let limit = column;
  let mayShareColumn = isItem;
  let items: Level | null = isItem ? levelOf(lines, line, column, { dashes: [column] }) : null;
  if (items !== null) inward.push(items);
  for (let above = line - 1; above >= 0 && (limit > 0 || mayShareColumn); above--) {
    const shape = lineShape(lines.text(above));
    if (shape === null) continue;
    if (items?.column === limit && shape.dashes.includes(limit)) items.index++;
    const { key } = shape;
    if (key !== null && (key.column < limit || (mayShareColumn && key.column === limit))) {
      inward.push(levelOf(lines, above, key.column, shape));
      limit = key.column;
      mayShareColumn = false;
      items = null;
    }
    for (const dash of shape.dashes.toReversed()) {
      if (dash >= limit) continue;
      items = levelOf(lines, above, dash, shape);
      inward.push(items);
      limit = dash;
      mayShareColumn = true;
    }
  }
  return inward.reverse();
}

/** The keys in that column of the map that the line is in, not its own: below, and above unless the line begins a list item. */
export function siblingKeys(
  lines: LineIndex,
  { line, column, isItem }: { readonly line: number; readonly column: number; readonly isItem: boolean },
): readonly string[] {
  const keys: string[] = [];
  for (const step of isItem ? [1] : [-1, 1]) {
    for (let at = line + step; at >= 0 && at < lines.count; at += step) {
      const shape = lineShape(lines.text(at));
      if (shape === null) continue;
      const first = shape.dashes[0] ?? shape.contentColumn;
      // `- key:` begins an item: its key is one of ours when met from below, and the list's next item when met from above.
      if (shape.key?.column === column && (first === column || step === -1)) keys.push(shape.key.text);
      if (first < column) break;
    }
  }
  return keys;
}

function levelOf(lines: LineIndex, line: number, column: number, shape: Partial<LineShape>): Level {
  const isMap = shape.key?.column === column;
  const text = lines.text(line);
  // Behind a dash that is followed by a key or a dash stands no value of its own.
  const isInner = !isMap && (shape.key !== null || shape.dashes?.at(-1) !== column);
  const valueColumn = isInner ? text.length : (shape.valueColumn ?? text.length);
  return {
    kind: isMap ? 'map' : 'list',
    line,
    column,
    key: isMap ? shape.key.text : '',
    index: 0,
    valueStart: lines.start(line) + valueColumn,
    value: text.slice(valueColumn),
  };
}
