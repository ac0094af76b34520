/** Questions to the syntax tree: what stands at an offset, and where does a path stand. */
import { isAlias, isMap, isPair, isScalar, isSeq, visit, type Document, type Node, type Pair, type Scalar } from 'yaml';
import type { FieldPath } from '../words/field-path.ts';
import type { Span } from './line-index.ts';

export interface Found {
  /** Of the entry whose key, or of the value, that stands there. */
  readonly path: FieldPath;
  readonly part: 'key' | 'value';
  readonly node: Node;
}

/** The innermost key or value that holds the offset; its end counts as inside. */
export function foundAt(document: Document.Parsed | null, offset: number): Found | null {
  let node: unknown = document?.contents;
  const path: (string | number)[] = [];
  while (isNode(node)) {
    if (isMap(node)) {
      const pair = pairAt(node.items, offset);
      if (pair === null) return null;
      path.push(keyText(pair));
      if (isNode(pair.key) && holds(pair.key, offset)) return { path, part: 'key', node: pair.key };
      node = pair.value;
    } else if (isSeq(node)) {
      const index = node.items.findIndex((item) => isNode(item) && holds(item, offset));
      if (index === -1) return null;
      path.push(index);
      node = node.items[index];
    } else return holds(node, offset) ? { path, part: 'value', node } : null;
  }
  return null;
}

/** The value at a path, through aliases. */
export function nodeAt(document: Document.Parsed | null, path: FieldPath): Node | null {
  let node: unknown = document?.contents;
  for (const step of path) {
    const target = resolved(document, node);
    if (isMap(target)) node = target.items.find((pair) => keyText(pair) === step)?.value;
    else if (isSeq(target) && typeof step === 'number') node = target.items[step];
    else return null;
  }
  const target = resolved(document, node);
  return isNode(target) ? target : null;
}

export interface Entry {
  readonly name: string;
  readonly key: Span;
  /** Null: nothing stands behind the colon. */
  readonly value: Node | null;
  /** From the key's first character to the value's last. */
  readonly span: Span;
}

/** The entries of a map, in order; none where it is no map. */
export function entriesOf(document: Document.Parsed | null, node: Node | null): readonly Entry[] {
  const target = resolved(document, node);
  if (!isMap(target)) return [];
  return target.items.flatMap((pair): Entry[] => {
    const key = isScalar(pair.key) ? spanOf(pair.key) : null;
    if (key === null) return [];
    const value = resolved(document, pair.value);
    const end = isNode(pair.value) ? (spanOf(pair.value)?.end ?? key.end) : key.end;
    return [
      {
        name: keyText(pair),
        key,
        value: isNode(value) ? value : null,
        span: { start: key.start, end: Math.max(end, key.end) },
      },
    ];
  });
}

export function entryOf(document: Document.Parsed | null, node: Node | null, name: string): Entry | null {
  return entriesOf(document, node).find((entry) => entry.name === name) ?? null;
}

/** The items of a list; a lone scalar counts as a list of one where `orScalar`. */
export function itemsOf(document: Document.Parsed | null, node: Node | null): readonly Node[] {
  const target = resolved(document, node);
  return isSeq(target) ? target.items.filter(isNode) : [];
}

/** A scalar's text; null where it is none. */
export function textOf(node: Node | null): string | null {
  if (!isScalar(node)) return null;
  const value: unknown = node.value;
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? (node.source ?? String(value)) : null;
}

export function spanOf(node: unknown): Span | null {
  const range = isNode(node) ? node.range : undefined;
  return range === undefined || range === null ? null : { start: range[0], end: range[1] };
}

/** The text within a scalar's quotes, or all of it. */
export function innerSpan(node: Scalar): Span | null {
  const span = spanOf(node);
  if (span === null) return null;
  const isQuoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
  return isQuoted && span.end - span.start >= 2 ? { start: span.start + 1, end: span.end - 1 } : span;
}

function pairAt(pairs: readonly Pair[], offset: number): Pair | null {
  for (const pair of pairs) {
    const start = spanOf(pair.key)?.start;
    const end = Math.max(spanOf(pair.value)?.end ?? 0, spanOf(pair.key)?.end ?? 0);
    if (start !== undefined && start <= offset && offset <= end) return pair;
  }
  return null;
}

function holds(node: Node, offset: number): boolean {
  const span = spanOf(node);
  return span !== null && span.start <= offset && offset <= span.end;
}

function keyText(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : '';
}

function resolved(document: Document.Parsed | null, node: unknown): unknown {
  return isAlias(node) && document !== null ? anchorsOf(document).get(node.source) : node;
}

/** The library looks through the whole document at each alias; a file full of them would take minutes. */
const anchors = new WeakMap<Document.Parsed, ReadonlyMap<string, Node>>();

function anchorsOf(document: Document.Parsed): ReadonlyMap<string, Node> {
  const known = anchors.get(document);
  if (known !== undefined) return known;
  const found = new Map<string, Node>();
  visit(document, {
    Node(_, node) {
      if (!isAlias(node) && node.anchor !== undefined) found.set(node.anchor, node);
    },
  });
  anchors.set(document, found);
  return found;
}

function isNode(node: unknown): node is Node {
  return typeof node === 'object' && node !== null && 'range' in node && !isPair(node);
}
