/**
 * A file while it is being written, and files that are made to be slow: whatever the text, the answer comes, after an
 * amount of work that grows with the text. Work is counted in calls, which the engine counts for us: time would depend on
 * the machine.
 */
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parsePipelineFile } from './parse-pipeline-file.ts';

const root = join(import.meta.dirname, '../../..');

function textsOf(folder: string): readonly { readonly name: string; readonly text: string }[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.orchion.yaml'))
    .map((name) => ({ name, text: readFileSync(join(root, folder, name), 'utf8') }));
}

const corpus = [...textsOf('schemas/corpus/pipeline/valid'), ...textsOf('schemas/corpus/pipeline/invalid')];

function parse(text: string): ReturnType<typeof parsePipelineFile> {
  return parsePipelineFile({ text, fileName: 'x.orchion.yaml', readUsed: () => null });
}

function expectAnswers(text: string, stride: number): void {
  for (let length = 0; length <= text.length; length += stride) {
    const { pipeline, problems } = parse(text.slice(0, length));
    if (pipeline === null) expect(problems.length).toBeGreaterThan(0);
  }
}

// Small files that are all about one slip: every fifth beginning of each is many of every kind.
test('beginnings of the corpus are answered', { timeout: 180_000 }, () => {
  for (const { text } of corpus) expectAnswers(text, 5);
});

test.for(textsOf('examples'))('every beginning of the example $name is answered', { timeout: 180_000 }, ({ text }) => {
  expectAnswers(text, 1);
});

test('whatever stands between the lines, the answer is a pipeline or problems', () => {
  const lines = corpus.flatMap(({ text }) => text.split('\n'));
  const line = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...lines) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme' }) },
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 25 }), (parts) => {
      const { pipeline, problems } = parse(`apiVersion: orchion/v1\n${parts.join('\n')}`);
      if (pipeline === null) expect(problems.some(({ severity }) => severity === 'error')).toBe(true);
    }),
    { numRuns: 1500 },
  );
});

/** How many calls of our own and of the YAML reader's functions the work takes. */
async function callsOf(work: () => void): Promise<number> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  try {
    work();
    const { result } = await session.post('Profiler.takePreciseCoverage');
    return result
      .filter(({ url }) => /\/schemas\/|\/yaml\/|@actions\/expressions/.test(url))
      .flatMap(({ functions }) => functions.map(({ ranges }) => ranges[0]?.count ?? 0))
      .reduce((sum, count) => sum + count, 0);
  } finally {
    await session.post('Profiler.stopPreciseCoverage');
    session.disconnect();
  }
}

function longFile(steps: number): string {
  const step = (i: number): string =>
    [
      `  step${i}:`,
      i === 0 ? '    name: first' : `    needs: [step${i - 1}]`,
      '    matrix: { size: [small, large] }',
      '    run: echo "$SIZE"',
      '    outputs: [score]',
      '    env:',
      '      SIZE: ${{ matrix.size }}',
      `      BEFORE: \${{ ${i === 0 ? 'inputs.n' : `join(needs.step${i - 1}.outputs.score)`} }}`,
      '    resources: { cpu: 2, memory: 1GiB }',
      '    timeout: 10m',
    ].join('\n');
  return `apiVersion: orchion/v1\ninputs: { n: {} }\nsteps:\n${Array.from({ length: steps }, (_, i) => step(i)).join('\n')}\n`;
}

describe('the work grows with the text and no faster', { timeout: 180_000 }, () => {
  const perCharacter = 400;

  test('a beginning of a file of 350 lines is cheap', async () => {
    const text = longFile(35);
    expect(text.split('\n').length).toBeGreaterThan(350);
    expect(parse(text).problems).toEqual([]);
    parse(text);
    for (let length = 500; length < text.length; length += 997) {
      const calls = await callsOf(() => parse(text.slice(0, length)));
      expect(calls).toBeGreaterThan(0);
      expect(calls).toBeLessThan(length * perCharacter);
    }
  });

  test.for<[string, () => string]>([
    ['nearly a thousand steps in a chain', () => longFile(980)],
    ['steps that all need each other', () => manySteps(140, (i) => `needs: [${names(140, i).join(', ')}]`)],
    ['thousands of unknown needs', () => manySteps(1000, (i) => `needs: [x${i}a, x${i}b, x${i}c, x${i}d, x${i}e]`)],
    [
      'thousands of unknown properties',
      () => manySteps(1000, () => "name: '${{ inputs.a }} ${{ needs.b.c }} ${{ matrix.d }}'"),
    ],
    ['a chain of steps that never run', () => manySteps(1000, (i) => (i === 999 ? 'if: false' : `needs: s${i + 1}`))],
    [
      'a large matrix with as many excludes',
      () =>
        `${head}  s:\n    run: x\n    matrix:\n      a: ${numbers}\n      b: ${numbers}\n      exclude: [${Array.from({ length: 250 }, (_, i) => `{ a: ${i}, b: x }`).join(', ')}]\n`,
    ],
    [
      'ten thousand broken fields',
      () => `${head}${Array.from({ length: 10_000 }, (_, i) => `  s${i}: ${i}\n`).join('')}`,
    ],
    [
      'one map of many keys',
      () => `apiVersion: orchion/v1\nenv:\n${Array.from({ length: 10_000 }, (_, i) => `  V${i}: x\n`).join('')}`,
    ],
    ['one line of expressions', () => `${head}  s:\n    run: "${'${{ inputs.a }} '.repeat(8000)}"\n`],
    ['an expression that never ends', () => `${head}  s:\n    run: x\n    if: ${'('.repeat(20_000)}\n`],
  ])('%s', async ([, make]) => {
    const text = make();
    expect(text.length).toBeLessThan(256 * 1024);
    const calls = await callsOf(() => parse(text));
    expect(calls).toBeLessThan(text.length * perCharacter);
  });
});

const head = 'apiVersion: orchion/v1\nsteps:\n';
const numbers = `[${Array.from({ length: 30 }, (_, i) => i).join(', ')}]`;

function names(count: number, without: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `s${i}`).filter((_, i) => i !== without);
}

function manySteps(count: number, field: (i: number) => string): string {
  return `${head}${Array.from({ length: count }, (_, i) => `  s${i}:\n    run: x\n    ${field(i)}\n`).join('')}`;
}

test('what unfolds to too much, is nested too deep or too large is refused', () => {
  const problemsOf = (text: string): readonly string[] => parse(text).problems.map(({ code }) => code);
  expect(problemsOf(`${head}  a: ${'['.repeat(200)}\n`)).toEqual(['yaml-bounds']);
  expect(problemsOf(`${head}  a: { run: "${'x'.repeat(256 * 1024)}" }\n`)).toEqual(['yaml-bounds']);
  expect(problemsOf(`a: &a [*a]\n`)).toEqual(['yaml-bounds']);
  expect(problemsOf(manySteps(1001, () => 'name: x'))).toEqual(['too-many-steps']);
  expect(parse(manySteps(1000, () => 'name: x')).problems).toEqual([]);
});
