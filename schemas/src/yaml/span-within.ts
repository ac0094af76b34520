/**
 * Where a part of a value's text stands in the source. A value is not what is written: quotes, escapes, indentation and
 * folded lines come between. Both are walked side by side, white space against white space; what has no counterpart in the
 * value is stepped over.
 */
import { isScalar } from 'yaml';
import type { FieldPath } from '../words/field-path.ts';
import { nodeAt, spanOf, type Span, type YamlFile } from './read-yaml.ts';

export function spanWithin(file: YamlFile, path: FieldPath, part: Span): Span {
  const whole = spanOf(file, path, 'value');
  const node = nodeAt(file, path);
  // Behind an alias the text stands elsewhere; the alias itself is the better place to point at.
  if (!isScalar(node) || typeof node.value !== 'string' || node.range?.[0] !== whole.start) return whole;
  const { value, type } = node;
  const isQuoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE';
  const isBlock = type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED';
  const header = isBlock ? file.source.indexOf('\n', whole.start) + 1 : 0;
  const from = isBlock ? header : whole.start + (isQuoted ? 1 : 0);
  const start = alignedOffset(file.source, from, whole.end, value, part.start);
  const last = alignedOffset(
    file.source,
    start.source,
    whole.end,
    value,
    Math.max(part.start, part.end - 1),
    start.value,
  );
  return { start: start.source, end: Math.max(last.source, start.source) + 1 };
}

interface Alignment {
  readonly source: number;
  readonly value: number;
}

/** The offset in the source of `value[target]`. */
function alignedOffset(
  source: string,
  from: number,
  end: number,
  value: string,
  target: number,
  fromValue = 0,
): Alignment {
  let at = from;
  let i = fromValue;
  for (; i < target && at < end; i++) {
    const character = value.charAt(i);
    if (isSpace(character)) {
      if (isSpace(source.charAt(at))) at += 1;
      // In double quotes a line's end may be written as an escape.
      else if (source.charAt(at) === '\\') at += 2;
      continue;
    }
    const next = nextOf(source, at, end, character);
    if (next === null) return { source: at, value: i };
    at = next + 1;
  }
  // The part begins at its first character, not in the indentation before it.
  const character = value.charAt(target);
  const next = character === '' || isSpace(character) ? null : nextOf(source, at, end, character);
  return { source: i === target ? (next ?? at) : at, value: i };
}

/** Where the character comes next: behind white space, an escape or a doubled quote, and no further. */
function nextOf(source: string, at: number, end: number, character: string): number | null {
  for (let i = at; i < end; i++) {
    const found = source.charAt(i);
    if (found === character) return i;
    if (!isSpace(found) && found !== '\\' && found !== "'") return null;
  }
  return null;
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\n' || character === '\r' || character === '\t';
}
