/** Whatever a text is, every request has an answer: a text that is being typed is wrong most of the time. */
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nothingAround, type Surroundings } from './live-values.ts';
import { createModel, type FileModel } from './model.ts';
import { requests } from './test/ask-everything.ts';

const corpus = join(import.meta.dirname, '../../corpus');
const examples = join(import.meta.dirname, '../../../examples');
const files = [corpus, examples].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') })),
);

const busy = `apiVersion: orchion/v1
inputs: { epochs: { type: number, default: 3 } }
env: &env
  A: "\${{ inputs.epochs }}"
steps:
  fetch:
    env: *env
    run: |
      echo "\${{ env.A }}"
    outputs: [version]
    artifacts: { leave: { data: out/ } }
  train:
    needs: ['fetch']
    if: needs['fetch'].outputs.version != '' && contains(steps.fetch.outputs.*, 1)
    matrix:
      size: [1, 2]
      include:
        - size: 1
          extra: \${{ fromJSON('[1]') }}
    uses: ./lib.orchion.yaml
    inputs: { depth: 3 }
finally:
  tell: { run: 'echo ''\${{ steps.train.result }}''' }
`;

const around: Surroundings = {
  live: {
    nodes: [{ name: 'tower', summary: 's', labels: { zone: 'lab' }, gpus: [], custom: ['matlab'] }],
    images: ['a'],
    models: ['b'],
  },
  pipelineFiles: ['./lib.orchion.yaml'],
  readUsed: () => 'inputs: { depth: { type: number } }\nsteps: { a: ',
};

function askAll(text: string, offset: number, surroundings: Surroundings): void {
  askOf(createModel({ fileName: 'a.orchion.yaml', text }), offset, surroundings);
}

function askOf(model: FileModel, offset: number, surroundings: Surroundings): void {
  const position = model.lines.positionAt(offset);
  for (const [name, ask] of Object.entries(requests)) {
    try {
      ask(model, position, surroundings);
    } catch (error) {
      throw new Error(`${name} at ${offset} of ${JSON.stringify(model.text.slice(-200))}`, { cause: error });
    }
  }
}

describe('every beginning of a file, with the cursor at its end', { timeout: 120_000 }, () => {
  // Beyond some hundred characters a few ends stand for the others: what is before them is read alike each time.
  test.for(files.filter(({ text }) => text.length < 20_000))('$name', ({ text }) => {
    for (let end = 0; end <= text.length; end += end < 300 ? 1 : 23) askAll(text.slice(0, end), end, nothingAround);
  });

  test('of a pipeline with everything in it', () => {
    for (let end = 0; end <= busy.length; end++) askAll(busy.slice(0, end), end, around);
  });
});

test('every position of a whole pipeline', { timeout: 120_000 }, () => {
  const model = createModel({ fileName: 'a.orchion.yaml', text: busy });
  for (let at = 0; at <= busy.length; at++) askOf(model, at, around);
});

test('a pipeline with a piece cut out, or with something put in', { timeout: 120_000 }, () => {
  const piece = fc.constantFrom(
    '',
    '\n',
    ' ',
    ':',
    '- ',
    '{',
    '[',
    '}',
    ']',
    '"',
    "'",
    '|',
    '&a ',
    '*a',
    '${{',
    '}}',
    '#',
    '\t',
    '? ',
    '\r\n',
    '..',
    'needs.',
  );
  const at = fc.nat(busy.length);
  fc.assert(
    fc.property(at, fc.nat(30), piece, (start, length, put) => {
      askAll(busy.slice(0, start) + put + busy.slice(start + length), start + put.length, around);
    }),
    { numRuns: 200 },
  );
});

test('text of any kind', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.nat(200), (text, at) => askAll(text, at, around)),
    { numRuns: 200 },
  );
});

describe('texts that are made to stall', { timeout: 120_000 }, () => {
  test.for([
    ['deep brackets', `a: ${'['.repeat(50_000)}`],
    ['one long line', `a: ${'b '.repeat(100_000)}`],
    ['blanks without end', `a:${' '.repeat(200_000)}b`],
    ['many aliases', `a: &a 1\nb: [${'*a, '.repeat(40_000)}]`],
    ['a bomb', `a: &a [1,1]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: &d [*c,*c]\ne: &e [*d,*d]\nf: [*e,*e]\n`],
    ['an alias in its own anchor', 'steps: &a\n  b: *a\n'],
    ['many openings', `a: ${'${{ '.repeat(20_000)}`],
    ['quotes', `a: ${"'".repeat(100_000)}`],
    ['more than is read', 'a: 1\n'.repeat(100_000)],
    ['dashes', '- '.repeat(50_000)],
    ['colons', 'a: '.repeat(50_000)],
    [
      'many steps that need each other',
      `steps:\n${Array.from({ length: 1000 }, (_, i) => `  s${i}:\n    needs: [s${(i + 1) % 1000}, s${(i + 7) % 1000}]\n    if: steps.s1.result == 'success'\n`).join('')}`,
    ],
  ])('%s', ([, text]) => {
    const source = text as string;
    askAll(source, source.length, around);
    askAll(source, Math.floor(source.length / 2), around);
    expect(createModel({ fileName: 'a', text: source }).text).toBe(source);
  });
});
