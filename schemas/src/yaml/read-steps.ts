/**
 * A pipeline file read step by step. What was read of a step is kept by its text: after an edit the one step that changed is
 * read again, and the nodes of the others move by as much as the text before them has grown. Sound only: where anything is
 * wrong, or a step refers to another part of the file, the file is read as a whole, and problems are told from that.
 */
import { isAlias, isMap, isPair, isScalar, isSeq, Pair, Scalar, visit, YAMLMap, YAMLSeq, type Document } from 'yaml';
import { depthMax, yamlBytesMax } from './bounds.ts';
import { composeTokens, deeperThan, tokensOf } from './compose.ts';
import { mended } from './repair.ts';
import { splitSteps, type SplitSteps } from './step-blocks.ts';

interface SteppedFile {
  readonly document: Document.Parsed;
  /** The steps' values are shared with other versions of the file: never changed. */
  readonly value: unknown;
}

/** Null: the file has to be read as a whole. */
export function readSteps(text: string): SteppedFile | null {
  const split = splitSteps(text);
  if (split === null) return null;
  const steps: ReadStep[] = [];
  for (const { start, end } of split.blocks) {
    const step = keptStep(text.slice(start, end));
    if (step === null) return null;
    steps.push(step);
  }
  const [document, second] = composeTokens(tokensOf(split.frame), split.frame.length);
  if (document === undefined || second !== undefined || !isSound(document)) return null;
  // Made before the steps are put in: of what is put in, plain values are known already.
  const value: unknown = document.toJS({ maxAliasCount: -1 });
  const isWhole = putStepsInto(document, split, steps, value);
  return isWhole ? { document, value } : null;
}

/**
 * The tree of a file in which some steps are broken: the lines that break one are left out, and the other steps are as they
 * are. Null: nothing is wrong with any step, or the file has to be read as a whole.
 */
export function readAroundSlips(text: string): Document.Parsed | null {
  const split = splitSteps(text);
  if (split === null) return null;
  let slips = 0;
  const steps: ReadStep[] = [];
  for (const { start, name, end } of split.blocks) {
    const block = text.slice(start, end);
    const sound = keptStep(block);
    if (sound === null) slips += 1;
    const step = sound ?? mendedStep(block, name - start);
    if (step === null) return null;
    steps.push(step);
  }
  if (slips === 0) return null;
  const document = mended(split.frame);
  return document !== null && putStepsInto(document, split, steps, null) ? document : null;
}

interface ReadStep {
  /** As if the block were all there is. */
  readonly node: unknown;
  readonly value: unknown;
  /** Of the block, the comments behind its value included. */
  readonly end: number;
  /** Where it stood last, and its nodes there. */
  placed: { readonly start: number; readonly node: unknown };
}

/**
 * Kept in two generations: what the younger one lacks is looked for in the older one, which is dropped when the younger one
 * is full. So what is in use stays, and all of it together stays small. Null: not to be read on its own.
 */
let young = new Map<string, ReadStep | null>();
let old = new Map<string, ReadStep | null>();
let youngLength = 0;
/** Of each generation, in characters: the largest file fits. */
const keptMax = yamlBytesMax;

function keptStep(text: string): ReadStep | null {
  const known = young.get(text);
  if (known !== undefined) return known;
  const found = old.get(text);
  const step = found === undefined ? readStep(text) : found;
  if (youngLength + text.length > keptMax) {
    old = young;
    young = new Map();
    youngLength = 0;
  }
  young.set(text, step);
  youngLength += text.length;
  return step;
}

function readStep(text: string): ReadStep | null {
  const tokens = tokensOf(text);
  // In the file it lies one level deeper.
  if (deeperThan(tokens, depthMax - 1) !== null) return null;
  const [document, second] = composeTokens(tokens, text.length);
  if (document === undefined || second !== undefined || !isSound(document)) return null;
  const { contents } = document;
  const [pair, another] = isMap(contents) ? contents.items : [];
  if (pair === undefined || another !== undefined || !isScalar(pair.key)) return null;
  const values = document.toJS() as Readonly<Record<string, unknown>>;
  const node: unknown = pair.value;
  const end = contents?.range[2] ?? 0;
  return { node, value: values[String(pair.key.value)], end, placed: { start: 0, node } };
}

function mendedStep(text: string, name: number): ReadStep | null {
  if (deeperThan(tokensOf(text), depthMax - 1) !== null) return null;
  const document = mended(text);
  if (document === null || !isPlain(document)) return null;
  const { contents } = document;
  const pair = isMap(contents) ? contents.items.find(({ key }) => isScalar(key) && key.range?.[0] === name) : undefined;
  // The line with its name is the broken one: nothing is known of the step.
  const node: unknown = pair?.value ?? null;
  return { node, value: null, end: contents?.range[2] ?? 0, placed: { start: 0, node } };
}

/** Nothing to complain about, and nothing that looks beyond it. */
function isSound(document: Document.Parsed): boolean {
  if (document.errors.length + document.warnings.length > 0) return false;
  return document.directives?.yaml.explicit !== true && isPlain(document);
}

/** No part of it refers to another one, and none would be refused. */
function isPlain(document: Document.Parsed): boolean {
  let isFine = true;
  visit(document, (_, node) => {
    const isOdd =
      isAlias(node) ||
      (isPair(node) && isScalar(node.key) && oddKeys.has(node.key.value)) ||
      ((isScalar(node) || isMap(node) || isSeq(node)) && (node.anchor !== undefined || node.tag !== undefined)) ||
      (isMap(node) && hasDoubleKey(node));
    if (!isOdd) return undefined;
    isFine = false;
    return visit.BREAK;
  });
  return isFine;
}

const oddKeys: ReadonlySet<unknown> = new Set(['__proto__', '<<']);

function hasDoubleKey(map: YAMLMap): boolean {
  const keys = map.items.map(({ key }) => (isScalar(key) ? key.value : key));
  return new Set(keys).size !== keys.length;
}

/** Into the tree, and into the plain `value` where there is one. False: the frame has not the shape that the split promised. */
function putStepsInto(
  document: Document.Parsed,
  { blocks }: SplitSteps,
  steps: readonly ReadStep[],
  value: unknown,
): boolean {
  const places = new Map(blocks.map(({ name }, i) => [name, i]));
  const { contents } = document;
  if (!isMap(contents)) return false;
  let put = 0;
  for (const section of contents.items) {
    if (!isMap(section.value)) continue;
    // Both are maps with texts as keys: they are what the tree just looked at says.
    const values = (value as Record<string, Record<string, unknown>> | null)?.[String(section.key)];
    let end = 0;
    for (const pair of section.value.items) {
      const place = isScalar(pair.key) && pair.key.range ? places.get(pair.key.range[0]) : undefined;
      const [step, block] = [steps[place ?? -1], blocks[place ?? -1]];
      if (step === undefined || block === undefined) continue;
      if (step.placed.start !== block.start) {
        step.placed = { start: block.start, node: moved(step.node, block.start) };
      }
      pair.value = step.placed.node as typeof pair.value;
      if (values !== undefined) values[String(pair.key)] = step.value;
      end = block.start + step.end;
      put += 1;
    }
    stretch(section.value, end);
  }
  stretch(contents, 0);
  return put === blocks.length;
}

/** A map reaches to the end of its last value; comments behind that still belong to it. */
function stretch(map: YAMLMap, commentEnd: number): void {
  const last: unknown = map.items.at(-1)?.value;
  const end = isRanged(last) ? last.range[2] : 0;
  const [start, valueEnd, nodeEnd] = map.range ?? [0, 0, 0];
  map.range = [start, Math.max(valueEnd, end), Math.max(nodeEnd, end, commentEnd)];
}

function isRanged(node: unknown): node is { readonly range: readonly [number, number, number] } {
  return (isScalar(node) || isMap(node) || isSeq(node)) && Array.isArray(node.range);
}

/** A copy that stands elsewhere; the original is part of other versions of the file. */
function moved(node: unknown, by: number): unknown {
  if (isScalar(node)) {
    const copy = new Scalar(node.value);
    if (node.type !== undefined) copy.type = node.type;
    if (node.source !== undefined) copy.source = node.source;
    return at(copy, node, by);
  }
  if (isMap(node)) {
    const copy = new YAMLMap();
    if (node.flow !== undefined) copy.flow = node.flow;
    for (const { key, value } of node.items) copy.items.push(new Pair(moved(key, by), moved(value, by)));
    return at(copy, node, by);
  }
  if (isSeq(node)) {
    const copy = new YAMLSeq();
    if (node.flow !== undefined) copy.flow = node.flow;
    for (const item of node.items) copy.items.push(moved(item, by));
    return at(copy, node, by);
  }
  return node;
}

function at<N extends Scalar | YAMLMap | YAMLSeq>(copy: N, { range }: Pick<N, 'range'>, by: number): N {
  if (range) copy.range = [range[0] + by, range[1] + by, range[2] + by];
  return copy;
}
