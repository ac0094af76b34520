/**
 * YAML text to plain values with positions, bounded: size, depth, aliases. YAML 1.2's core schema, so `yes` and `on` are
 * words; no merge keys, no tags, one document. Never throws: whatever the text is, the answer is a value or problems.
 */
import { Composer, isAlias, isMap, isScalar, isSeq, LineCounter, Parser, visit, type CST, type Document } from 'yaml';
import type { Problem } from '../problem.ts';
import { noTags, sentenceOfYamlError } from './yaml-sentences.ts';

const yamlBytesMax = 256 * 1024;
const depthMax = 32;
const aliasesMax = 100;
/** An alias may repeat a big block: what the file unfolds to is bounded too. */
const valuesMax = 20_000;

export type FieldPath = readonly (string | number)[];

export interface YamlFile {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  /** Maps are plain objects without a prototype's surprises: a key `__proto__` was refused. */
  readonly value: unknown;
}

export type YamlResult = YamlFile | { readonly problems: readonly Problem[] };

export function readYaml(text: string): YamlResult {
  // A byte order mark is what some editors begin a file with; it is no part of the text.
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  // Every UTF-16 unit is at least one byte, so this never lets a larger file through, and needs no encoder.
  if (source.length > yamlBytesMax || utf8Length(source) > yamlBytesMax) {
    return refused(`the file is larger than ${yamlBytesMax / 1024} KiB`);
  }
  const lines = new LineCounter();
  const problem = (offset: number, message: string): Problem => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col), path: '', message, severity: 'error' };
  };
  const tokens = [...new Parser(lines.addNewLine).parse(source)];
  // Composing is recursive; the parser's tokens are not, so the depth is measured on them.
  const deep = deeperThan(tokens, depthMax);
  if (deep !== null) return { problems: [problem(deep, `nested more than ${depthMax} levels deep`)] };

  const documents = [
    ...new Composer({ merge: false, stringKeys: true, prettyErrors: false, uniqueKeys: true }).compose(
      tokens,
      true,
      source.length,
    ),
  ];
  const [document, second] = documents;
  if (document === undefined) return refused('the file is empty');
  if (second !== undefined) {
    const start = second.contents?.range?.[0] ?? second.range[0];
    return { problems: [problem(start, 'a second document begins here; a file holds one')] };
  }
  const errors = [...document.errors, ...document.warnings];
  const found = errors.map((error) => problem(error.pos[0], sentenceOfYamlError(error)));
  found.push(...refusedNodes(document, problem));
  if (document.directives?.yaml.version !== '1.2') found.push(problem(0, 'only YAML 1.2 is read; drop the %YAML line'));
  if (found.length > 0) return { problems: firstOfEachLine(found) };
  if (document.contents === null) return refused('the file is empty');
  return { document, lines, value: document.toJS({ maxAliasCount: -1 }) };
}

/** Where the text of a field begins: its value, or its key where that is asked for or there is no value. */
export function positionOf(
  file: YamlFile,
  path: FieldPath,
  part: 'key' | 'value',
): { readonly line: number; readonly column: number } {
  let node: unknown = file.document.contents;
  let offset = rangeStart(node) ?? 0;
  for (const [i, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(file.document);
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === step);
      if (pair === undefined) break;
      const wantsKey = part === 'key' && i === path.length - 1;
      offset = (wantsKey ? null : rangeStart(pair.value)) ?? rangeStart(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number') {
      node = node.items[step];
      offset = rangeStart(node) ?? offset;
    } else break;
  }
  const { line, col } = file.lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/**
 * A plain scalar's own text: `1.10` stays "1.10" and `0x1F` stays "0x1F", where the value alone would be 1.1 and 31.
 * Null where there is no such scalar.
 */
export function writtenText(file: YamlFile, path: FieldPath): string | null {
  let node: unknown = file.document.contents;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(file.document);
    node = isMap(node) || isSeq(node) ? node.get(step, true) : undefined;
  }
  if (isAlias(node)) node = node.resolve(file.document);
  return isScalar(node) && typeof node.source === 'string' ? node.source : null;
}

function rangeStart(node: unknown): number | null {
  if (typeof node !== 'object' || node === null || !('range' in node)) return null;
  return Array.isArray(node.range) && typeof node.range[0] === 'number' ? node.range[0] : null;
}

/** Keys that are a trap, and aliases that unfold to too much. */
function refusedNodes(document: Document.Parsed, problem: (offset: number, message: string) => Problem): Problem[] {
  const found: Problem[] = [];
  let aliases = 0;
  visit(document, {
    Pair(_, pair) {
      if (!isScalar(pair.key)) return;
      const at = rangeStart(pair.key) ?? 0;
      if (pair.key.value === '__proto__') found.push(problem(at, 'the key "__proto__" is refused'));
      if (pair.key.value === '<<') found.push(problem(at, 'merge keys (<<) are not supported; write the fields out'));
    },
    // The parser's own built-in tags (!!binary, !!set ...) would make values that are no plain data.
    Value(_, node) {
      if (node.tag !== undefined) found.push(problem(rangeStart(node) ?? 0, noTags));
    },
    Alias(_, alias) {
      aliases += 1;
      if (alias.resolve(document) === undefined) {
        found.push(problem(rangeStart(alias) ?? 0, `nothing before this is marked &${alias.source.slice(0, 40)}`));
      }
      if (aliases === aliasesMax + 1) {
        found.push(problem(rangeStart(alias) ?? 0, `more than ${aliasesMax} aliases`));
        return visit.BREAK;
      }
      return undefined;
    },
  });
  if (found.length === 0 && aliases > 0 && unfolded(document) > valuesMax) {
    found.push(problem(0, `the aliases unfold to more than ${valuesMax} values`));
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

/** Where the tokens first go deeper than that, or null. */
function deeperThan(tokens: readonly CST.Token[], max: number): number | null {
  let level: CST.Token[] = tokens.flatMap((token) => (token.type === 'document' && token.value ? [token.value] : []));
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > max) return level[0]?.offset ?? 0;
    level = level.flatMap((token) => {
      if (!('items' in token)) return [];
      return token.items.flatMap((item) =>
        [item.key, item.value].filter((part) => part !== undefined && part !== null),
      );
    });
  }
  return null;
}

/** One slip makes the parser stumble several times on the same line; only its first complaint is about the slip. */
function firstOfEachLine(problems: readonly Problem[]): readonly Problem[] {
  return problems.filter((problem, i) => problems.findIndex(({ line }) => line === problem.line) === i);
}

function refused(message: string): { readonly problems: readonly Problem[] } {
  return { problems: [{ line: 1, column: 1, path: '', message, severity: 'error' }] };
}

/** Without a TextEncoder: this package has no ambient types of Node or the browser. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code <= 0x7f ? 1 : code <= 0x7ff ? 2 : code <= 0xffff ? 3 : 4;
  }
  return bytes;
}
