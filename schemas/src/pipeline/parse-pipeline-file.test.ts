import { describe, expect, test } from 'vitest';
import type { Problem } from '../problem.ts';
import { parsePipelineFile } from './parse-pipeline-file.ts';

const head = 'apiVersion: orchion/v1\n';

function parse(text: string, used: Readonly<Record<string, string>> = {}): ReturnType<typeof parsePipelineFile> {
  return parsePipelineFile({
    text: head + text,
    fileName: 'ci/main.orchion.yaml',
    readUsed: (path) => used[path] ?? null,
  });
}

function messagesOf(text: string, used: Readonly<Record<string, string>> = {}): readonly string[] {
  return parse(text, used).problems.map(({ code, message }) => `${code}: ${message}`);
}

/** The text after a fix is applied. */
function fixed(text: string, problem: Problem | undefined): string {
  const lines = (head + text).split('\n');
  const offset = ({ line, column }: { line: number; column: number }): number =>
    lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  let result = head + text;
  const edits = (problem?.fixes[0]?.edits ?? []).toSorted((a, b) => offset(b.start) - offset(a.start));
  for (const { start, end, newText } of edits)
    result = result.slice(0, offset(start)) + newText + result.slice(offset(end));
  return result.slice(head.length);
}

test('a minimal file is a pipeline', () => {
  expect(parse('steps:\n  hello:\n    run: echo hello\n')).toMatchObject({
    pipeline: { name: 'main', steps: [{ id: 'hello', needs: [], condition: null, work: { kind: 'job' } }] },
    problems: [],
  });
});

test('defaults fill in what a step does not say', () => {
  const { pipeline } = parse(
    'env: { A: 1 }\ndefaults: { env: { B: 1.10 }, timeout: 10m, resources: { cpu: 2, memory: 1GiB }, labels: { zone: lab } }\n' +
      'steps:\n  a:\n    run: x\n    env: { C: 3 }\n    resources: { cpu: 1 }\n',
  );
  expect(pipeline?.steps[0]?.work).toMatchObject({
    job: {
      env: [{ A: '1' }, { B: '1.10' }, { C: '3' }],
      timeout: '10m',
      resources: { cpu: '1', memory: '1GiB' },
      labels: { zone: 'lab' },
    },
  });
});

test('finally steps come last and run whatever happened, unless their condition asks', () => {
  const { pipeline } = parse(
    'finally:\n  a: { run: x }\n  b: { run: x, if: inputs.c }\n  d: { run: x, if: failure() }\ninputs: { c: {} }\nsteps:\n  z: { run: x }\n',
  );
  expect(pipeline?.steps.map(({ id, isFinally, condition }) => [id, isFinally, condition])).toEqual([
    ['z', false, null],
    ['a', true, 'always()'],
    ['b', true, 'always() && (inputs.c)'],
    ['d', true, 'failure()'],
  ]);
});

describe('a pipeline that uses another', () => {
  const child = `${head}inputs: { n: { type: number, required: true } }\noutputs: { r: '\${{ steps.a.outputs.x }}' }\nsteps:\n  a: { run: x, outputs: [x] }\n`;

  test('holds its spec, and knows its outputs and inputs', () => {
    const text = (inputs: string, output: string): string =>
      `steps:\n  one: { uses: ./lib/child.yaml, inputs: ${inputs} }\n  two: { needs: one, run: x, env: { R: '\${{ needs.one.outputs.${output} }}' } }\n`;
    const used = { 'lib/child.yaml': child };
    expect(parse(text('{ n: 3 }', 'r'), used)).toMatchObject({
      pipeline: { steps: [{ work: { kind: 'pipeline', file: './lib/child.yaml', inputs: { n: 3 } } }, {}] },
      problems: [],
    });
    expect(messagesOf(text('{ m: 3 }', 's'), used)).toEqual([
      'used-inputs: the pipeline must be given its input "n", a number such as 3 or 0.5',
      'used-inputs: the pipeline has no input "m"; its inputs are n',
      'unknown-property: one has no output "s": its pipeline does not give it; there are r',
    ]);
  });

  test('is told the problems of the used file under its own name', () => {
    const { pipeline, problems } = parse('steps:\n  one: { uses: ./bad.yaml }\n', { 'bad.yaml': `${head}steps: {}\n` });
    expect(pipeline).toBeNull();
    expect(problems.map(({ file, message }) => [file, message])).toEqual([['ci/bad.yaml', 'must not be empty']]);
  });

  test('must not use itself through others, nor be nested without end', () => {
    const uses = (target: string): string => `${head}steps:\n  s: { uses: ./${target}.yaml }\n`;
    expect(messagesOf('steps:\n  s: { uses: ./a.yaml }\n', { 'a.yaml': uses('b'), 'b.yaml': uses('a') })).toEqual([
      'used-file: the pipelines use each other in a circle: a.yaml uses b.yaml uses a.yaml',
    ]);
    const chain = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`c${i}.yaml`, uses(`c${i + 1}`)]));
    expect(messagesOf('steps:\n  s: { uses: ./c0.yaml }\n', chain)[0]).toContain('nested more than 4 deep');
    expect(messagesOf('steps:\n  s: { uses: ./none.yaml }\n')).toEqual(['used-file: there is no file none.yaml']);
  });

  test('counts all steps once for each use', () => {
    const many = `${head}steps:\n${Array.from({ length: 400 }, (_, i) => `  s${i}: { run: x }`).join('\n')}\n`;
    const text = 'steps:\n  a: { uses: ./m.yaml }\n  b: { uses: ./m.yaml }\n  c: { uses: ./m.yaml }\n';
    expect(messagesOf(text, { 'm.yaml': many })).toEqual([
      'too-many-steps: there are 1203 steps, those of the used pipelines counted; at most 1000',
    ]);
  });
});

describe('a fix', () => {
  test('corrects a name', () => {
    const text = 'steps:\n  prepare: { run: x }\n  b: { run: y, needs: pepare }\n';
    expect(fixed(text, parse(text).problems[0])).toBe(text.replace('pepare', 'prepare'));
  });

  test.for<[string, string, string]>([
    ['without needs', '    run: x\n', '    needs: a\n    run: x\n'],
    ['with one need', '    needs: c\n    run: x\n', '    needs: [c, a]\n    run: x\n'],
    ['with needs in brackets', '    needs: [c]\n    run: x\n', '    needs: [c, a]\n    run: x\n'],
    ['with needs in lines', '    needs:\n      - c\n    run: x\n', '    needs:\n      - c\n      - a\n    run: x\n'],
  ])('adds a missing need to a step %s', ([, before, after]) => {
    const rest = "    env: { R: '${{ needs.a.result }}' }\n";
    const start = 'steps:\n  a: { run: x }\n  c: { run: x }\n  b:\n';
    const text = start + before + rest;
    const problem = parse(text).problems.find(({ code }) => code === 'not-upstream');
    expect(fixed(text, problem)).toBe(start + after + rest);
    expect(messagesOf(fixed(text, problem))).toEqual([]);
  });

  test.for<[string, string, string]>([
    ['a plain line', '    run: echo ${{ inputs.n }}\n', '    env:\n      N: ${{ inputs.n }}\n    run: echo "${N}"\n'],
    ['quotes', '    run: echo "a ${{ inputs.n }}"\n', '    env:\n      N: ${{ inputs.n }}\n    run: echo "a ${N}"\n'],
    [
      'single quotes',
      "    run: echo 'a ${{ inputs.n }}'\n",
      "    env:\n      N: ${{ inputs.n }}\n    run: echo 'a '\"${N}\"''\n",
    ],
    [
      'a block',
      '    run: |\n      one\n      two ${{ inputs.n }}\n',
      '    env:\n      N: ${{ inputs.n }}\n    run: |\n      one\n      two "${N}"\n',
    ],
    [
      'an env in lines',
      '    env:\n      A: 1\n    run: ${{ inputs.n }}\n',
      '    env:\n      N: ${{ inputs.n }}\n      A: 1\n    run: "${N}"\n',
    ],
    [
      'an env in braces',
      '    env: { A: 1 }\n    run: ${{ inputs.n }}\n',
      '    env: { N: "${{ inputs.n }}", A: 1 }\n    run: "${N}"\n',
    ],
    [
      'a value that is there',
      "    env: { A: '${{ inputs.n }}' }\n    run: x ${{ inputs.n }}\n",
      '    env: { A: \'${{ inputs.n }}\' }\n    run: x "${A}"\n',
    ],
  ])('hands a pasted value over in %s', ([, before, after]) => {
    const start = 'inputs: { n: {} }\nsteps:\n  a:\n';
    const text = start + before;
    const [problem] = parse(text).problems;
    expect(problem?.code).toBe('expression-in-run');
    expect(fixed(text, problem)).toBe(start + after);
  });
});

test.for<[string, string, string]>([
  ['a plain value', 'name: x ${{ inputs.q }}', 'q'],
  ['single quotes', "name: 'it''s ${{ inputs.q }}'", 'q'],
  ['double quotes', 'name: "a\\n\\"${{ inputs.q }}"', 'q'],
  ['a folded value', 'name: >-\n      one\n      ${{ contains(inputs.q,\n      1) }}', 'q'],
  ['several lines', 'name: one\n      two ${{ inputs.q }}', 'q'],
])('a problem inside %s points at its very characters', ([, field, part]) => {
  const text = `inputs: { n: {} }\nsteps:\n  a:\n    run: x\n    ${field}\n`;
  const [problem] = parse(text).problems;
  const line = (head + text).split('\n')[(problem?.line ?? 0) - 1] ?? '';
  expect(line.slice((problem?.column ?? 0) - 1, (problem?.end.column ?? 0) - 1)).toBe(part);
});
