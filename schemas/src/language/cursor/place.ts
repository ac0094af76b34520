/**
 * Where the cursor is in terms of the language: in which field of which map, in a key or in a value. Found from the text
 * alone, by indentation and brackets, because the text is broken most of the time that anybody asks: half a word, an open
 * bracket, a quote that is not closed yet. The syntax tree answers for everything that is whole (`tree.ts`).
 */
import type { FieldPath } from '../../words/field-path.ts';
import type { LineIndex, Span } from '../line-index.ts';
import type { Position } from '../shapes.ts';
import { ancestorsOf, siblingKeys, type Level } from './ancestors.ts';
import { scanFlow } from './flow-scan.ts';
import { closingQuote, lineShape, plainEnd, skipProperties } from './line-shape.ts';

export interface Place {
  /** `either`: an item of a list, which may become a map by its first key, or a scalar. `none`: a comment, or behind a value. */
  readonly role: 'key' | 'value' | 'either' | 'none';
  /** Of the map that the key is in, or of the value. */
  readonly path: FieldPath;
  readonly style: 'block' | 'flow';
  readonly scalar: 'plain' | 'single' | 'double' | 'block';
  /** Where the scalar under the cursor begins, after its quote. */
  readonly scalarStart: number;
  /** What completion replaces: the scalar as far as it stands on the cursor's line. */
  readonly word: Span;
  /** Keys of the same map. */
  readonly siblings: readonly string[];
  /** The column of this map's keys or this list's dashes. */
  readonly column: number;
  /** The key is already followed by its colon. */
  readonly hasColon: boolean;
  /** A value right behind its colon, without the blank that must stand there. */
  readonly needsBlank: boolean;
}

export function placeAt(text: string, lines: LineIndex, position: Position): Place {
  const cursor = lines.offsetAt(position);
  const { line } = lines.positionAt(cursor);
  const lineStart = lines.start(line);
  const whole = lines.text(line);
  const column = cursor - lineStart;
  const prefix = whole.slice(0, column);
  const shape = lineShape(prefix);
  const content = shape?.contentColumn ?? column;
  const outer = shape?.dashes[0] ?? content;
  const levels = ancestorsOf(lines, { line, column: outer, isItem: shape !== null && shape.dashes.length > 0 });

  const inside = containerOf(text, lines, levels, cursor);
  if (inside !== null) return inside;

  const path = [...pathOf(levels), ...(shape?.dashes.slice(1) ?? []).map(() => 0)];
  const nothing = { ...plain(cursor), path, column: content };
  if (prefix.trimStart().startsWith('#')) return { ...nothing, role: 'none' };

  if (shape?.key) {
    const valuePath = [...path, shape.key.text];
    const value = valuePlace(text, lines, {
      path: valuePath,
      start: lineStart + shape.valueColumn,
      cursor,
      column: content,
    });
    return { ...value, needsBlank: shape.valueColumn === shape.key.end + 1 };
  }
  const written = whole.slice(content);
  const isItem = shape !== null && shape.dashes.length > 0;
  const siblings = siblingKeys(lines, { line, column: content, isItem });
  const hasColon = lineShape(whole)?.key?.column === content;
  if (/^["'[{|>]/.test(written) && !hasColon) {
    const value = valuePlace(text, lines, { path, start: lineStart + content, cursor, column: content });
    return value.role === 'value' && value.style === 'block' ? { ...value, role: 'either', siblings } : value;
  }
  const keyEnd = hasColon ? (lineShape(whole)?.key?.end ?? column) : plainEnd(whole, content);
  if (plainEnd(prefix, content) < column && keyEnd < column) return { ...nothing, role: 'none' };
  return {
    ...nothing,
    role: isItem ? 'either' : 'key',
    scalarStart: lineStart + content,
    word: { start: lineStart + content, end: lineStart + Math.max(keyEnd, column) },
    siblings,
    hasColon,
  };
}

/** The block scalar, bracket, quote or plain text of many lines that the cursor stands in: what looks like keys there is text. */
function containerOf(text: string, lines: LineIndex, levels: readonly Level[], cursor: number): Place | null {
  for (const [i, level] of levels.entries()) {
    if (level.valueStart >= cursor) break;
    const skipped = skipProperties(level.value, 0);
    const value = level.value.slice(skipped);
    if (value === '' || value.startsWith('#')) continue;
    const path = pathOf(levels.slice(0, i + 1));
    const start = level.valueStart + skipped;
    if (value.startsWith('|') || value.startsWith('>')) {
      const { line } = lines.positionAt(cursor);
      const from = lines.start(line);
      return {
        ...plain(cursor),
        role: 'value',
        path,
        scalar: 'block',
        scalarStart: lines.start(level.line + 1),
        word: { start: from, end: from + lines.text(line).length },
        column: level.column,
      };
    }
    const place = valuePlace(text, lines, { path, start, cursor, column: level.column });
    if (place.role !== 'none') return place;
  }
  return null;
}

/** A value that begins at `start` and holds the cursor, or ended before it. */
function valuePlace(
  text: string,
  lines: LineIndex,
  { path, start: from, cursor, column }: { path: FieldPath; start: number; cursor: number; column: number },
): Place {
  const { line } = lines.positionAt(cursor);
  const lineStart = lines.start(line);
  const lineText = lines.text(line);
  const start = Math.min(from + skipProperties(text.slice(from, cursor), 0), cursor);
  const base = { ...plain(cursor), role: 'value' as const, path, column };
  const none: Place = { ...base, role: 'none' };
  const first = start < cursor ? text[start] : undefined;
  if (first === '[' || first === '{') {
    const flow = scanFlow(text, start, cursor);
    if (flow === null || flow.isComment) return none;
    const tail = /^[^,\]}\n\r:#"']*/.exec(text.slice(cursor, cursor + 200))?.[0].trimEnd() ?? '';
    const wordEnd = cursor + tail.length;
    return {
      ...base,
      role: flow.role,
      path: [...path, ...flow.path],
      style: 'flow',
      scalar: flow.quote === '"' ? 'double' : flow.quote === "'" ? 'single' : 'plain',
      scalarStart: flow.scalarStart,
      word: { start: Math.max(flow.scalarStart, lineStart), end: wordEnd },
      siblings: flow.siblings,
      hasColon: flow.role === 'key' && /^\s*["']?\s*:/.test(text.slice(wordEnd, wordEnd + 20)),
    };
  }
  if (first === '"' || first === "'") {
    const close = closingQuote(text, start, cursor);
    if (close !== -1) return none;
    const lineEnd = lineStart + lineText.length;
    const closesAt = closingQuote(text, start, lineEnd);
    return {
      ...base,
      scalar: first === '"' ? 'double' : 'single',
      scalarStart: start + 1,
      word: { start: Math.max(start + 1, lineStart), end: closesAt === -1 ? cursor : closesAt },
    };
  }
  // Behind the header of a block scalar nothing can stand.
  if (first === '|' || first === '>') return none;
  const isSameLine = start >= lineStart;
  const wordStart = isSameLine ? start : lineStart + (/^\s*/.exec(lineText)?.[0].length ?? 0);
  const end = lineStart + plainEnd(lineText, wordStart - lineStart);
  const isBehindComment = /(?:^|\s)#/.test(text.slice(wordStart, cursor)) && end < cursor;
  if (isBehindComment) return none;
  return { ...base, scalarStart: start, word: { start: Math.min(wordStart, cursor), end: Math.max(end, cursor) } };
}

function pathOf(levels: readonly Level[]): FieldPath {
  return levels.map(({ kind, key, index }) => (kind === 'map' ? key : index));
}

function plain(cursor: number): Omit<Place, 'role' | 'path' | 'column'> {
  return {
    style: 'block',
    scalar: 'plain',
    scalarStart: cursor,
    word: { start: cursor, end: cursor },
    siblings: [],
    hasColon: false,
    needsBlank: false,
  };
}
