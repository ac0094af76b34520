/** Reading step by step gives what reading the whole gives: the same tree at the same places, the same values. */
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isMap, isPair, isScalar, isSeq, visit, type Document } from 'yaml';
import { composeTokens, tokensOf } from './compose.ts';
import { readAroundSlips, readSteps } from './read-steps.ts';
import { splitSteps } from './step-blocks.ts';

const root = join(import.meta.dirname, '../../..');
const files = ['examples', 'schemas/corpus/pipeline/valid', 'schemas/corpus/pipeline/invalid'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.orchion.yaml'))
    .map((name) => ({ name, text: readFileSync(join(root, folder, name), 'utf8') })),
);

/** Each node: what it is, where it begins and where its value ends; white space at its end is nobody's. */
function treeOf(document: Document.Parsed, text: string): readonly string[] {
  const lines: string[] = [];
  visit(document, (key, node, path) => {
    if (isPair(node)) return;
    const kind = isScalar(node) ? `${node.type ?? ''} ${JSON.stringify(node.value)} ${node.source ?? ''}` : '';
    const flow = isMap(node) || isSeq(node) ? `${isMap(node) ? 'map' : 'seq'} ${String(node.flow)}` : '';
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return;
    const [start = 0, end = 0] = node.range ?? [];
    const trimmed = Math.max(start, text.slice(0, end).trimEnd().length);
    lines.push(`${path.length} ${String(key)} ${kind}${flow} ${start}-${trimmed}`);
  });
  return lines;
}

/** Whether it was read step by step at all. */
function compare(text: string): boolean {
  const stepped = readSteps(text);
  if (stepped === null) return false;
  const [document, second] = composeTokens(tokensOf(text), text.length);
  if (document === undefined) throw new Error('no document');
  expect(second).toBeUndefined();
  expect([...document.errors, ...document.warnings]).toEqual([]);
  expect(treeOf(stepped.document, text)).toEqual(treeOf(document, text));
  expect(stepped.value).toEqual(document.toJS({ maxAliasCount: -1 }));
  return true;
}

test('the files of the corpus and the examples are the same, and most are read step by step', () => {
  expect(files.length).toBeGreaterThan(80);
  const stepped = files.filter(({ text }) => compare(text));
  expect(stepped.length).toBeGreaterThan(files.length * 0.7);
});

test('so are their beginnings', { timeout: 120_000 }, () => {
  for (const { text } of files) for (let length = 0; length < text.length; length += 7) compare(text.slice(0, length));
});

test('and what comes of lines that are left out, doubled or put elsewhere', { timeout: 120_000 }, () => {
  const lines = files.flatMap(({ text }) => text.split('\n'));
  const odd = [
    '',
    '# a',
    '  # b',
    '  x:',
    '  "q": 1',
    '\tx: 1',
    '---',
    'finally:',
    '  - a',
    '    "',
    "    'a",
    '  y: [',
    '\r',
  ];
  const line = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...lines) },
    { weight: 2, arbitrary: fc.constantFrom(...odd) },
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), (parts) => {
      compare(`apiVersion: orchion/v1\nsteps:\n  a:\n    run: x\n${parts.join('\n')}`);
    }),
    { numRuns: 3000 },
  );
});

test('after an edit the steps stand where they are now, and the version before is as it was', () => {
  const step = (name: string, run: string): string => `  ${name}:\n    run: ${run}\n    env: { A: [1, "two"] }\n`;
  const fileOf = (...steps: readonly string[]): string => `apiVersion: orchion/v1\nsteps:\n${steps.join('')}`;
  const text = fileOf(step('a', 'x'), step('b', 'y'));
  const before = readSteps(text)?.document as Document.Parsed;
  const tree = treeOf(before, text);
  expect(compare(fileOf(step('a', 'much longer'), step('c', 'z'), step('b', 'y')))).toBe(true);
  expect(treeOf(before, text)).toEqual(tree);
});

describe('around slips', () => {
  const around = (text: string): unknown => readAroundSlips(text)?.toJS();

  test('a step that is half written takes no other with it', () => {
    const text =
      'steps:\n  a:\n    run: x\n  b:\n    run: "unclosed\n    node: n\n  c:\n    run: [y\n  d:\n    run: z\n';
    expect(readSteps(text)).toBeNull();
    expect(around(text)).toEqual({ steps: { a: { run: 'x' }, b: { node: 'n' }, c: null, d: { run: 'z' } } });
  });

  test('nor does a word between two of them', () => {
    expect(around('steps:\n  a:\n    run: x\n  half\n  b:\n    run: y\n')).toEqual({
      steps: { a: { run: 'x' }, b: { run: 'y' } },
    });
  });

  test('where every step is sound there is nothing to do', () => {
    expect(readAroundSlips('steps:\n  a:\n    run: x\n')).toBeNull();
    expect(readAroundSlips('steps:\n  a: *b\n  b:\n    run: [\n')).toBeNull();
  });
});

describe('where steps end is plain to see, or the file is read as a whole', () => {
  test.for<[string, string, readonly string[] | null]>([
    [
      'steps and finally steps',
      'steps:\n  a:\n    run: x\n\n  b: { run: y }\nfinally:\n    c:\n      run: z\n',
      ['a', 'b', 'c'],
    ],
    ['comments between them', 'steps: # these\n  # of a\n  a:\n    run: x\n# none\n  b:\n    run: y\n', ['a', 'b']],
    ['steps in braces', 'steps: { a: { run: x } }\n', null],
    ['a name in quotes first', 'steps:\n  "a":\n    run: x\n', null],
    ['a tab', 'steps:\n  a:\n\trun: x\n', null],
    ['another document', 'steps:\n  a:\n    run: x\n---\nb: 1\n', null],
    ['a line further out', 'steps:\n    a:\n      run: x\n  b:\n    run: y\n', null],
  ])('%s', ([, text, names]) => {
    const split = splitSteps(text);
    expect(split?.blocks.map(({ name, end }) => text.slice(name, end).split(':')[0]) ?? null).toEqual(names);
    if (split !== null) expect(split.frame.length).toBe(text.length);
  });
});
