/**
 * YAML text to plain values with positions, bounded: size, depth, aliases. YAML 1.2's core schema, so `yes` and `on` are
 * words; no merge keys, no tags, one document. Never throws: whatever the text is, the answer is a value or problems.
 */
import { isAlias, isMap, isScalar, isSeq, LineCounter, visit, type Document } from 'yaml';
import type { FieldPath } from '../words/field-path.ts';
import type { ProblemCode } from '../words/problem-codes.ts';
import type { Position, Problem } from '../problem.ts';
import { depthMax, isTooLarge, yamlBytesMax } from './bounds.ts';
import { composeTokens, deeperThan, tokensOf } from './compose.ts';
import { readSteps } from './read-steps.ts';
import { noTags, sentenceOfYamlError } from './yaml-sentences.ts';

const aliasesMax = 100;
/** An alias may repeat a big block: what the file unfolds to is bounded too. */
const valuesMax = 20_000;

export interface YamlFile {
  readonly name: string;
  /** Without a byte order mark; what offsets count in. */
  readonly source: string;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  /** Maps are plain objects without a prototype's surprises: a key `__proto__` was refused. */
  readonly value: unknown;
}

export type YamlResult =
  | YamlFile
  | {
      readonly problems: readonly Problem[];
      /** As far as it could be understood, for who helps while it is being typed; null: it was not looked at. */
      readonly document: Document.Parsed | null;
    };

/** A stretch of the source, as offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export function readYaml(text: string, name: string): YamlResult {
  // A byte order mark is what some editors begin a file with; it is no part of the text.
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const lines = new LineCounter();
  const problem: Report = (code, message, span = { start: 0, end: 0 }) => {
    const place = placeOf({ lines, source }, span);
    return { file: name, ...place, path: '', code, message, severity: 'error', related: [], fixes: [] };
  };
  const refused = (code: ProblemCode, message: string, span?: Span): YamlResult => {
    return { problems: [problem(code, message, span)], document: null };
  };
  if (isTooLarge(source)) {
    return refused('yaml-bounds', `the file is larger than ${yamlBytesMax / 1024} KiB`);
  }
  const stepped = readSteps(source);
  if (stepped !== null) {
    lines.addNewLine(0);
    for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
    return { name, source, lines, ...stepped };
  }
  const tokens = tokensOf(source, lines.addNewLine);
  // Composing is recursive; the parser's tokens are not, so the depth is measured on them.
  const deep = deeperThan(tokens, depthMax);
  if (deep !== null) {
    return refused('yaml-bounds', `nested more than ${depthMax} levels deep`, { start: deep, end: deep + 1 });
  }
  const [document, second] = composeTokens(tokens, source.length);
  if (document === undefined) return refused('empty-file', 'the file is empty');
  if (second !== undefined) {
    const start = second.contents?.range?.[0] ?? second.range[0];
    const message = 'a second document begins here; a file holds one';
    return { problems: [problem('yaml-unsupported', message, { start, end: start + 1 })], document };
  }
  const found = [...document.errors, ...document.warnings].map((error) => {
    const code = error.code === 'TAG_RESOLVE_FAILED' ? 'yaml-unsupported' : 'yaml-syntax';
    return problem(code, sentenceOfYamlError(error), { start: error.pos[0], end: error.pos[1] });
  });
  found.push(...refusedNodes(document, problem));
  if (document.directives?.yaml.version !== '1.2') {
    found.push(problem('yaml-unsupported', 'only YAML 1.2 is read; drop the %YAML line'));
  }
  if (found.length > 0) return { problems: firstOfEachLine(found), document };
  if (document.contents === null) return refused('empty-file', 'the file is empty');
  return { name, source, document, lines, value: document.toJS({ maxAliasCount: -1 }) };
}

type Report = (code: ProblemCode, message: string, span?: Span) => Problem;

/** Lines and columns of a span. It ends on its first line where it would go on for many: a squiggle is to be seen whole. */
export function placeOf(
  { lines, source }: Pick<YamlFile, 'lines' | 'source'>,
  { start, end }: Span,
): Position & { readonly end: Position } {
  const first = positionAt(lines, start);
  const newline = source.indexOf('\n', start);
  const endOfLine = newline < 0 ? source.length : newline;
  return { ...first, end: positionAt(lines, Math.max(start, Math.min(end, Math.max(endOfLine, start)))) };
}

export function positionAt(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/** Where the text of a field stands: its value, or its key where that is asked for or there is no value. */
export function spanOf(file: YamlFile, path: FieldPath, part: 'key' | 'value'): Span {
  let node: unknown = file.document.contents;
  let span = nodeSpan(node) ?? { start: 0, end: 0 };
  // The file as a whole: its first word says enough.
  if (path.length === 0) return { start: span.start, end: Math.min(span.end, wordEnd(file.source, span.start)) };
  for (const [i, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(file.document);
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === step);
      if (pair === undefined) break;
      const wantsKey = part === 'key' && i === path.length - 1;
      span = (wantsKey ? null : nodeSpan(pair.value)) ?? nodeSpan(pair.key) ?? span;
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number') {
      node = node.items[step];
      span = nodeSpan(node) ?? span;
    } else break;
  }
  return span;
}

function wordEnd(source: string, start: number): number {
  return start + (/^[^\s:]*/.exec(source.slice(start, start + 200))?.[0].length ?? 0);
}

/** The node at a path, aliases followed; undefined where there is none. */
export function nodeAt(file: YamlFile, path: FieldPath): unknown {
  let node: unknown = file.document.contents;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(file.document);
    node = isMap(node) || isSeq(node) ? node.get(step, true) : undefined;
  }
  return isAlias(node) ? node.resolve(file.document) : node;
}

/**
 * A plain scalar's own text: `1.10` stays "1.10" and `0x1F` stays "0x1F", where the value alone would be 1.1 and 31.
 * Null where there is no such scalar.
 */
export function writtenText(file: YamlFile, path: FieldPath): string | null {
  const node = nodeAt(file, path);
  return isScalar(node) && typeof node.source === 'string' ? node.source : null;
}

function nodeSpan(node: unknown): Span | null {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range)) return null;
  const [start, end] = node.range as readonly unknown[];
  // An empty value has a place and no text: its key is easier to see.
  return typeof start === 'number' && typeof end === 'number' && end > start ? { start, end } : null;
}

/** Keys that are a trap, and aliases that unfold to too much. */
function refusedNodes(document: Document.Parsed, problem: Report): Problem[] {
  const found: Problem[] = [];
  let aliases = 0;
  visit(document, {
    // The parser's own look for double keys compares each with each.
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value))
          found.push(problem('yaml-syntax', 'this key is given twice', nodeSpan(key) ?? undefined));
        seen.add(key.value);
      }
    },
    Pair(_, pair) {
      if (!isScalar(pair.key)) return;
      const span = nodeSpan(pair.key) ?? undefined;
      if (pair.key.value === '__proto__')
        found.push(problem('yaml-unsupported', 'the key "__proto__" is refused', span));
      if (pair.key.value === '<<') {
        found.push(problem('yaml-unsupported', 'merge keys (<<) are not supported; write the fields out', span));
      }
    },
    // The parser's own built-in tags (!!binary, !!set ...) would make values that are no plain data.
    Value(_, node) {
      if (node.tag !== undefined) found.push(problem('yaml-unsupported', noTags, nodeSpan(node) ?? undefined));
    },
    Alias(_, alias) {
      aliases += 1;
      if (alias.resolve(document) === undefined) {
        const message = `nothing before this is marked &${alias.source.slice(0, 40)}`;
        found.push(problem('yaml-syntax', message, nodeSpan(alias) ?? undefined));
      }
      if (aliases === aliasesMax + 1) {
        found.push(problem('yaml-bounds', `more than ${aliasesMax} aliases`, nodeSpan(alias) ?? undefined));
        return visit.BREAK;
      }
      return undefined;
    },
  });
  if (found.length === 0 && aliases > 0 && unfolded(document) > valuesMax) {
    found.push(problem('yaml-bounds', `the aliases unfold to more than ${valuesMax} values`));
  }
  return found;
}

/** How many values the document has once every alias is replaced; stops counting past the bound. */
function unfolded(document: Document.Parsed): number {
  let count = 0;
  const pending: { readonly node: unknown; readonly depth: number }[] = [{ node: document.contents, depth: 0 }];
  for (let next = pending.pop(); next !== undefined && count <= valuesMax; next = pending.pop()) {
    count += 1;
    // An alias inside its own anchor never ends.
    if (next.depth > depthMax * 2) return Number.POSITIVE_INFINITY;
    const depth = next.depth + 1;
    if (isAlias(next.node)) pending.push({ node: next.node.resolve(document), depth });
    else if (isMap(next.node)) pending.push(...next.node.items.map(({ value }) => ({ node: value, depth })));
    else if (isSeq(next.node)) pending.push(...next.node.items.map((node) => ({ node, depth })));
  }
  return count;
}

/** One slip makes the parser stumble several times on the same line; only its first complaint is about the slip. */
function firstOfEachLine(problems: readonly Problem[]): readonly Problem[] {
  return problems.filter((problem, i) => problems.findIndex(({ line }) => line === problem.line) === i);
}
