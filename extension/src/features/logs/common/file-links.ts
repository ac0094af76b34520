/**
 * Places in files that a line of output names, as compilers and stack traces write them: `src/a.ts:12:5`, `a.py:3`,
 * `File "a.py", line 3`, `a.c(12,5)`, `at f (/x/a.js:1:2)`.
 */
export interface FileLink {
  /** Where the text of the link stands in the line. */
  readonly start: number;
  readonly length: number;
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1; 1 where it is not said. */
  readonly column: number;
}

/** A line that is longer names no file that anybody would look for, and reading it would take long. */
const lineLengthMax = 4000;

/** Of a path, and the characters that it is made of where nothing quotes it. */
const pathLengthMax = 400;
const pathCharacter = /[\w@+.\\/~-]/;

const python = /File "(?<path>[^"\r\n]{1,400})", line (?<line>\d{1,7})/g;
/** What follows a path: `:12`, `:12:5`, `(12)`, `(12,5)`. */
const place = /:(?<line>\d{1,7})(?::(?<column>\d{1,5}))?|\((?<lineIn>\d{1,7})(?:,(?<columnIn>\d{1,5}))?\)/g;

export function fileLinksIn(text: string): readonly FileLink[] {
  if (text.length > lineLengthMax) return [];
  const found: FileLink[] = [];
  for (const match of text.matchAll(python)) {
    const { path = '', line = '' } = match.groups ?? {};
    found.push({ start: match.index, length: match[0].length, path, line: Number(line), column: 1 });
  }
  for (const match of text.matchAll(place)) {
    const { line, column, lineIn, columnIn } = match.groups ?? {};
    const start = startOfPath(text, match.index);
    const path = text.slice(start, match.index);
    const number = Number(line ?? lineIn);
    if (!isFileName(path) || number === 0) continue;
    const end = match.index + match[0].length;
    found.push({
      start,
      length: end - start,
      path,
      line: number,
      column: Math.max(1, Number(column ?? columnIn ?? 1)),
    });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Goes backwards character by character: an expression for "a path and then a place" takes minutes on a hostile line. */
function startOfPath(text: string, end: number): number {
  let start = end;
  while (start > 0 && end - start < pathLengthMax && pathCharacter.test(text.charAt(start - 1))) start -= 1;
  const isDrive =
    /^[\\/]/.test(text.slice(start, end)) && /(^|[^\w])[A-Za-z]:$/.test(text.slice(Math.max(0, start - 3), start));
  return isDrive ? start - 2 : start;
}

/** With an ending, so that times and ports are none; what follows `http:` is an address. */
function isFileName(path: string): boolean {
  return !path.startsWith('//') && /[\w@+-]\.[A-Za-z]\w{0,9}$/.test(path);
}
