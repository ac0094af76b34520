/** Every file of the corpus: both validators agree on it, and what a person is told about it is checked in for review. */
import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import validate from '../../generated/validate-pipeline.js';
import { formatProblem, type Problem } from '../problem.ts';
import { problemCodes } from '../words/problem-codes.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { parsePipelineFile, type PipelineFileResult } from './parse-pipeline-file.ts';
import { pipelineFileSchema } from './schema.ts';

const corpus = join(import.meta.dirname, '../../corpus/pipeline');

interface CorpusFile {
  readonly name: string;
  readonly folder: string;
  readonly text: string;
}

function filesOf(kind: 'valid' | 'invalid'): readonly CorpusFile[] {
  const folder = join(corpus, kind);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({ name, folder, text: readFileSync(join(folder, name), 'utf8') }));
}

function parse({ name, folder, text }: CorpusFile): PipelineFileResult {
  const readUsed = (path: string): string | null => {
    return existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : null;
  };
  return parsePipelineFile({ text, fileName: name, readUsed });
}

const valid = filesOf('valid');
const invalid = filesOf('invalid');

test('the corpus is large enough to mean something', () => {
  expect(valid.length).toBeGreaterThanOrEqual(15);
  expect(invalid.length).toBeGreaterThanOrEqual(60);
});

describe('the Zod source and the generated validator agree', () => {
  test.for([...valid, ...invalid])('on $name', ({ name, text }) => {
    const yaml = readYaml(text, name);
    if ('problems' in yaml) return;
    expect(validate(yaml.value)).toBe(pipelineFileSchema.safeParse(yaml.value).success);
  });

  test('on mutations of valid files', () => {
    const values = valid.flatMap(({ name, text }): { steps: Record<string, object> }[] => {
      const yaml = readYaml(text, name);
      // Valid files have steps.
      return 'problems' in yaml ? [] : [yaml.value as { steps: Record<string, object> }];
    });
    const odd = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(
        ...[-1, 0, 1, 0.5, 1e21, '2GiB', '10m', '500m', '', '${{ x }}', 'a ${{ x }}', [], {}, true, null],
        ...[{ count: 1 }, { a: [1] }, [{ a: 1 }], { include: [] }, { leave: { x: 'y' } }, { fetch: ['a'] }],
        ...[{ key: 'x' }, { group: 'x' }, { paths: 'x' }, { type: 'number' }, { value: '${{ x }}' }],
      ),
    );
    const topField = fc.constantFrom(...Object.keys(pipelineFileSchema.shape));
    const stepField = fc.constantFrom(
      ...['needs', 'if', 'matrix', 'run', 'command', 'uses', 'inputs', 'outputs', 'artifacts', 'cache', 'env'],
      ...['resources', 'retries', 'timeout', 'priority', 'workspace', 'continue-on-error', 'on-lost', 'labels', 'oops'],
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...values),
        topField,
        stepField,
        odd,
        fc.boolean(),
        (value, top, field, put, inStep) => {
          const [id = 'a', step = {}] = Object.entries(value.steps)[0] ?? [];
          const mutated = inStep
            ? { ...value, steps: { ...value.steps, [id]: { ...step, [field]: put } } }
            : { ...value, [top]: put };
          expect(validate(mutated)).toBe(pipelineFileSchema.safeParse(mutated).success);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

test.for(valid)('a valid file gives a pipeline: $name', (file) => {
  const { pipeline, problems } = parse(file);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(pipeline).not.toBeNull();
});

const shown = (problem: Problem): string => {
  const fixes = problem.fixes.map(({ title }) => ` (fix: ${title})`).join('');
  return `${formatProblem(problem.file, problem)} [${problem.code}]${fixes}`;
};

test('every file is told everything that is wrong, where, and what would be right', async () => {
  const said = [...invalid, ...valid].flatMap((file) => {
    const { pipeline, problems } = parse(file);
    if (file.folder.endsWith('invalid')) expect([file.name, pipeline === null]).toEqual([file.name, true]);
    return problems.length === 0 ? [] : [problems.map(shown).join('\n')];
  });
  await expect(`${said.join('\n\n')}\n`).toMatchFileSnapshot('../../corpus/pipeline/problems.txt');
});

test('every kind of problem is met in the corpus', () => {
  const many = `apiVersion: orchion/v1\nsteps:\n${Array.from({ length: 1001 }, (_, i) => `  s${i}: { run: x }\n`).join('')}`;
  const files = [...invalid, ...valid, { name: 'many.yaml', folder: corpus, text: many }];
  const met = new Set(files.flatMap((file) => parse(file).problems.map(({ code }) => code)));
  expect(Object.keys(problemCodes).filter((code) => !met.has(code as keyof typeof problemCodes))).toEqual([]);
});

test('every problem, and every place and edit that goes with it, lies in the text', () => {
  for (const file of [...invalid, ...valid]) {
    const lines = file.text.split('\n');
    for (const { file: name, line, column, end, related, fixes } of parse(file).problems) {
      if (name !== file.name) continue;
      for (const place of [
        { line, column, end },
        ...related,
        ...fixes.flatMap((fix) => fix.edits.map(({ start, end }) => ({ ...start, end }))),
      ]) {
        const width = (lines[place.line - 1] ?? '').length + 1;
        expect(place.line).toBeLessThanOrEqual(lines.length);
        expect(place.column).toBeLessThanOrEqual(width);
        expect(place.end.line * 1e6 + place.end.column).toBeGreaterThanOrEqual(place.line * 1e6 + place.column);
      }
    }
  }
});
