/**
 * One line of block style, read without its surroundings: where its dashes, its key and its value begin. Text that is no key
 * (a scalar, half a word) has none; what a block scalar holds is not known here.
 */

export interface LineShape {
  /** Columns of the `- ` that begin list items. */
  readonly dashes: readonly number[];
  /** Where what follows the dashes begins; the line's length where nothing does. */
  readonly contentColumn: number;
  readonly key: { readonly text: string; readonly column: number; readonly end: number } | null;
  /** Where the value begins: after the key's colon and its blanks, or the content itself where there is no key. */
  readonly valueColumn: number;
  /** From there to the line's end, with a comment still in it. */
  readonly value: string;
}

/** Null: blank, or only a comment. */
export function lineShape(line: string): LineShape | null {
  let at = skipBlanks(line, 0);
  if (at >= line.length || line[at] === '#') return null;
  const dashes: number[] = [];
  while (line[at] === '-' && (at + 1 >= line.length || isBlank(line[at + 1]))) {
    dashes.push(at);
    at = skipBlanks(line, at + 1);
  }
  const properties = skipProperties(line, at);
  const key = keyAt(line, properties);
  const valueColumn = key === null ? at : skipBlanks(line, key.end + 1);
  return { dashes, contentColumn: at, key, valueColumn, value: line.slice(valueColumn) };
}

/** The column after `&anchor` and `!tag`. */
export function skipProperties(line: string, from: number): number {
  let at = from;
  while (line[at] === '&' || line[at] === '!') {
    while (at < line.length && !isBlank(line[at])) at++;
    at = skipBlanks(line, at);
  }
  return at;
}

/** The offset of the quote that closes the one at `from`, or -1. */
export function closingQuote(text: string, from: number, end: number): number {
  const quote = text[from];
  for (let at = from + 1; at < end; at++) {
    if (quote === '"' && text[at] === '\\') at++;
    else if (text[at] === quote) {
      if (quote === "'" && text[at + 1] === "'") at++;
      else return at;
    }
  }
  return -1;
}

/** Where a plain value on one line ends: before a comment and trailing blanks. */
export function plainEnd(line: string, from: number): number {
  let end = line.length;
  for (let at = Math.max(from, 1); at < line.length; at++) {
    if (line[at] === '#' && isBlank(line[at - 1])) {
      end = at;
      break;
    }
  }
  while (end > from && isBlank(line[end - 1])) end--;
  return end;
}

export function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\r';
}

function skipBlanks(line: string, from: number): number {
  let at = from;
  while (at < line.length && isBlank(line[at])) at++;
  return at;
}

function keyAt(line: string, from: number): LineShape['key'] {
  const first = line[from];
  if (first === undefined || '#[]{},|>%@`'.includes(first)) return null;
  if (first === '"' || first === "'") {
    const close = closingQuote(line, from, line.length);
    if (close === -1) return null;
    const colon = skipBlanks(line, close + 1);
    return isColon(line, colon) ? { text: line.slice(from + 1, close), column: from, end: colon } : null;
  }
  for (let at = from; at < line.length; at++) {
    if (line[at] === '#' && isBlank(line[at - 1])) return null;
    if (line.startsWith('${{', at)) {
      // A key may hold no expression, and the colons of one are none of ours.
      const close = line.indexOf('}}', at);
      if (close === -1) return null;
      at = close + 1;
    } else if (isColon(line, at)) return { text: line.slice(from, at).trimEnd(), column: from, end: at };
  }
  return null;
}

function isColon(line: string, at: number): boolean {
  return line[at] === ':' && (at + 1 >= line.length || isBlank(line[at + 1]));
}
