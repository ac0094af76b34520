import { describe, expect, test } from 'vitest';
import { nothingAround, type Surroundings } from './live-values.ts';
import { createModel } from './model.ts';
import { definitionAt, highlightsAt, referencesAt } from './navigate.ts';
import { rename, renameableAt } from './rename.ts';
import { applied, marked } from './test/marked.ts';

const file = `inputs:
  epochs: { type: number }
env:
  SEED: '\${{ inputs.epochs }}'
steps:
  fetch:
    run: x
    outputs: [version]
    artifacts: { leave: { data: out } }
  train:
    needs: [fetch]
    if: needs.fetch.result == 'success' && needs['fetch'].outputs.version != ''
    matrix: { size: [1, 2], include: [{ size: 1, extra: 2 }] }
    env:
      SIZE: \${{ matrix.size }} of \${{ Needs.Fetch.outputs.version }} \${{ env.SEED }}
    artifacts: { fetch: [{ from: fetch, name: data }] }
    run: y
finally:
  tell:
    if: steps.fetch.result == 'failure'
    run: z
`;

const around: Surroundings = {
  ...nothingAround,
  readUsed: (path) => (path === 'lib.orchion.yaml' ? 'inputs:\n  depth: { type: number }\n' : null),
};

/** The file with the cursor at the n-th place of that text. */
function at(needle: string, nth = 0): ReturnType<typeof marked> {
  let offset = -1;
  for (let i = 0; i <= nth; i++) offset = file.indexOf(needle, offset + 1);
  return marked(`${file.slice(0, offset)}|${file.slice(offset)}`);
}

describe('a name leads to where it is declared', () => {
  test.for([
    ['a need', 'fetch]', '5'],
    ['a step in a condition', "fetch.result == 's", '5'],
    ['in brackets', "fetch'].", '5'],
    ['in other letters', 'Fetch.', '5'],
    ['an output', "version != ''", '7'],
    ['an input', 'epochs }}', '1'],
    ['an axis', 'size }}', '12'],
    ['an artifact', 'data }]', '8'],
    ['a step that is fetched from', 'fetch, name', '5'],
    ['a variable', 'SEED }}', '3'],
    ['what is nowhere', 'run: z', ''],
  ])('%s', ([, needle, line]) => {
    const { text, position } = at(needle as string);
    const found = definitionAt(createModel({ fileName: 'a', text }), position, around);
    expect(found.map(({ range }) => String(range.start.line)).join()).toBe(line);
  });

  test.for([
    ['steps:\n  a:\n    uses: ./li|b.orchion.yaml\n', 0],
    ['steps:\n  a:\n    uses: ./lib.orchion.yaml\n    inputs:\n      de|pth: 1\n', 1],
  ])('in the file that a step uses (%#)', ([source, line]) => {
    const { text, position } = marked(source as string);
    const [found] = definitionAt(createModel({ fileName: 'a', text }), position, around);
    expect(found).toMatchObject({ file: './lib.orchion.yaml', range: { start: { line } } });
  });
});

test('everything that uses a step is found, whatever way it is written', () => {
  const { text, position } = at('fetch:\n    run');
  const model = createModel({ fileName: 'a', text });
  const lines = referencesAt(model, position, { withDeclaration: true }).map(({ range }) => range.start.line);
  expect(lines).toEqual([5, 10, 11, 11, 14, 15, 19]);
  expect(referencesAt(model, position, { withDeclaration: false })).toHaveLength(6);
  expect(highlightsAt(model, position).map(({ kind }) => kind)).toEqual([
    'write',
    ...Array.from({ length: 6 }, () => 'read'),
  ]);
});

describe('rename', () => {
  test('changes a step in needs, expressions and fetches', () => {
    const { text, position } = at('fetch]');
    const result = rename(createModel({ fileName: 'a', text }), position, 'get-data');
    if (!('edits' in result)) throw new Error(result.refusal);
    const renamed = applied(text, result.edits);
    expect(renamed).not.toMatch(/fetch(?!: \[)/i);
    expect(renamed).toContain("if: needs.get-data.result == 'success' && needs['get-data'].outputs.version != ''");
    expect(renamed).toContain('artifacts: { fetch: [{ from: get-data, name: data }] }');
  });

  test.for([
    ['an output', 'version]', 'edition', "outputs.edition != ''"],
    ['an input', 'epochs: {', 'rounds', '${{ inputs.rounds }}'],
    ['an axis', 'size: [', 'width', 'matrix: { width: [1, 2], include: [{ width: 1, extra: 2 }] }'],
    ['an artifact', 'data: out', 'files', 'name: files'],
    ['a name that YAML would read as something else', 'fetch]', 'null', "needs: ['null']"],
  ])('%s', ([, needle, name, expected]) => {
    const { text, position } = at(needle as string);
    const result = rename(createModel({ fileName: 'a', text }), position, name as string);
    expect('edits' in result && applied(text, result.edits)).toContain(expected);
  });

  test.for([
    ['a name in use', 'fetch]', 'train', 'already one called train'],
    ['a name that expressions cannot use', 'fetch]', 'get data', 'begins with a letter'],
    ['a variable', 'SEED }}', 'X', 'by the commands themselves'],
    ['what is no name', 'run: z', 'X', 'Only steps'],
  ])('refuses %s', ([, needle, name, refusal]) => {
    const { text, position } = at(needle as string);
    expect(rename(createModel({ fileName: 'a', text }), position, name as string)).toMatchObject({
      refusal: expect.stringContaining(refusal as string) as string,
    });
  });

  test('says what would be renamed', () => {
    const { text, position } = at('Fetch.');
    expect(renameableAt(createModel({ fileName: 'a', text }), position)).toMatchObject({ name: 'fetch' });
  });
});
