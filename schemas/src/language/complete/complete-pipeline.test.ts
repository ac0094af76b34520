import { describe, expect, test } from 'vitest';
import { nothingAround, type Surroundings } from '../live-values.ts';
import { createModel } from '../model.ts';
import { applied, marked } from '../test/marked.ts';
import { createWriter } from '../test/writer.ts';
import { complete } from './complete.ts';

const base = `apiVersion: orchion/v1
inputs:
  epochs: { type: number, default: 3 }
  size:
    type: choice
    options: [small, large]
    description: How much.
env:
  SEED: '7'
steps:
  fetch:
    run: ./fetch.sh
    outputs: [version]
    artifacts:
      leave:
        data: out/
  prepare:
    needs: fetch
    run: ./prepare.sh
  train:
    needs: [prepare]
    matrix:
      model: [a, b]
      include:
        - extra: 1
    env:
      LR: 0.1
    run: ./train.sh
    outputs:
      score: number
`;

const around: Surroundings = {
  ...nothingAround,
  pipelineFiles: ['./lib.orchion.yaml'],
  readUsed: (path) => (path === 'lib.orchion.yaml' ? 'inputs:\n  depth: { type: number }\nsteps: {}\n' : null),
};

function offered(source: string): readonly string[] {
  const { text, position } = marked(source);
  const items = complete(createModel({ fileName: 'a.orchion.yaml', text }), position, around);
  return items.toSorted((a, b) => (a.sortText < b.sortText ? -1 : 1)).map(({ label }) => label);
}

function taken(source: string, label: string): string {
  const { text, position } = marked(source);
  const items = complete(createModel({ fileName: 'a.orchion.yaml', text }), position, around);
  const item = items.find((one) => one.label === label);
  if (item === undefined) throw new Error(`${label} is not offered, but ${items.map((one) => one.label).join(', ')}`);
  return applied(text, [item.edit]).split('\n').at(-1) ?? '';
}

describe('names of the file', () => {
  test.for([
    ['steps that may be needed, without a circle', 'eval:\n    needs: [|]', ['fetch', 'prepare', 'train']],
    ['the ones already there are left out', 'eval:\n    needs: [fetch, |]', ['prepare', 'train']],
    ['the one under the cursor stays', 'eval:\n    needs: [fetch, prep|]', ['prepare', 'train']],
    ['as a list below', 'eval:\n    needs:\n      - train\n      - |', ['fetch', 'prepare']],
    ['as one word', 'eval:\n    needs: |', ['fetch', 'prepare', 'train']],
    [
      'artifacts come from steps upstream that leave some',
      'eval:\n    needs: train\n    artifacts:\n      fetch:\n        - from: |',
      ['fetch'],
    ],
    [
      'artifacts of that step',
      'eval:\n    needs: train\n    artifacts:\n      fetch:\n        - from: fetch\n          name: |',
      ['data'],
    ],
    ['pipeline files', 'eval:\n    uses: |', ['./lib.orchion.yaml']],
    ['inputs of the used pipeline', 'eval:\n    uses: ./lib.orchion.yaml\n    inputs:\n      |', ['depth']],
    ['axes in include', 'eval:\n    matrix:\n      os: [linux]\n      include:\n        - o|', ['os']],
  ])('%s', ([, source, expected]) => {
    expect(offered(`${base}  ${source as string}`)).toEqual(expected);
  });

  test('a step that another needs in turn cannot be needed', () => {
    expect(offered(base.replace('  fetch:\n', '  fetch:\n    needs: [|]\n'))).toEqual([]);
  });
});

describe('expressions', () => {
  test.for([
    [
      'contexts and functions of a place',
      'e:\n    env:\n      A: ${{ | }}',
      ['inputs', 'needs', 'steps', 'run', 'matrix', 'env', 'contains'],
    ],
    [
      'status functions in a condition',
      'e:\n    if: |',
      ['inputs', 'needs', 'steps', 'run', 'success', 'failure', 'always', 'cancelled', 'contains'],
    ],
    ['inputs', 'e:\n    env:\n      A: ${{ inputs.| }}', ['epochs', 'size']],
    ['half a name', 'e:\n    env:\n      A: ${{ inputs.ep| }}', ['epochs', 'size']],
    ['needs are the step’s own', 'e:\n    needs: [prepare]\n    if: needs.|', ['prepare']],
    ['steps are all upstream', 'e:\n    needs: [prepare]\n    if: steps.|', ['fetch', 'prepare']],
    ['of a step', 'e:\n    needs: [fetch]\n    if: needs.fetch.|', ['outputs', 'result']],
    ['of a step with a matrix', 'e:\n    needs: [train]\n    if: needs.train.|', ['outputs', 'result', 'cells']],
    ['outputs', 'e:\n    needs: [fetch]\n    if: needs.fetch.outputs.|', ['version']],
    ['in brackets', "e:\n    needs: [fetch]\n    if: needs['|", ['fetch']],
    ['behind brackets', "e:\n    needs: [fetch]\n    if: needs['fetch'].outputs.|", ['version']],
    ['variables of outer layers', 'e:\n    env:\n      B: 1\n      A: ${{ env.| }}', ['SEED']],
    ['variables of the step elsewhere', 'e:\n    env:\n      B: 1\n    run: echo ${{ env.| }}', ['SEED', 'B']],
    ['after an operator', 'e:\n    if: success() && inputs.|', ['epochs', 'size']],
    ['in a shell text of many lines', 'e:\n    run: ¦\n      echo a\n      echo ${{ inputs.|', ['epochs', 'size']],
    ['nothing behind an operand', 'e:\n    if: inputs.epochs |', []],
    ['nothing in text', "e:\n    if: inputs.size == 'sm|", []],
    ['nothing where none are read', 'e:\n    name: x\n    description: ${{ inputs.|', []],
  ])('%s', ([, source, expected]) => {
    expect(offered(`${base}  ${source as string}`).slice(0, (expected as string[]).length || undefined)).toEqual(
      expected,
    );
  });

  test('axes of the step’s own matrix, with what include adds', () => {
    expect(offered(base.replace('run: ./train.sh', 'run: echo ${{ matrix.| }}'))).toEqual(['model', 'extra']);
  });

  test('outputs of the pipeline see all steps', () => {
    expect(offered(`${base}outputs:\n  best: \${{ steps.|`)).toEqual(['fetch', 'prepare', 'train']);
  });

  test.for([
    ['a context', 'e:\n    if: ne|', 'needs', '    if: needs.'],
    ['a function', 'e:\n    if: con|', 'contains', '    if: contains($0)'],
    ['one without arguments', 'e:\n    if: fai|', 'failure', '    if: failure()'],
    [
      'what is not closed is closed',
      'e:\n    env:\n      A: ${{ inputs.ep|',
      'epochs',
      '      A: ${{ inputs.epochs }}',
    ],
    ['what is closed stays', 'e:\n    env:\n      A: ${{ inputs.ep| }}', 'epochs', '      A: ${{ inputs.epochs }}'],
    ['braces', 'e:\n    timeout: |', '${{ }}', '    timeout: \\${{ $0 \\}\\}'],
    ['braces in a map', 'e:\n    env: { A: | }', '${{ }}', "    env: { A: '\\${{ $0 \\}\\}' }"],
  ])('%s', ([, source, label, expected]) => {
    expect(taken(`${base}  ${source as string}`, label as string)).toBe(expected);
  });
});

test('from an empty file on, completion alone writes a pipeline', () => {
  const person = createWriter(around);
  person.take('pipeline');
  person.tab();
  person.tab();
  person.enter();
  person.take('outputs');
  person.take('[version]');
  person.enter(1);
  person.take('step: after others');
  person.tab();
  person.take('greet');
  person.tab();
  person.enter();
  person.take('if');
  person.take('needs');
  person.take('greet');
  person.take('outputs');
  person.take('version');
  person.enter();
  person.take('resources');
  person.take('gpus');
  person.take('vendor');
  person.take('nvidia');
  person.enter();
  person.take('vram');
  person.take('24GB');
  person.enter(4);
  person.take('inputs');
  person.take('input: number');
  expect(person.text).toMatchInlineSnapshot(`
    "apiVersion: orchion/v1
    kind: Pipeline
    name: hello

    steps:
      greet:
        run: echo hello
        outputs: [version]
      name:
        needs: [greet]
        run: echo hello
        if: needs.greet.outputs.version
        resources:
          gpus:
            vendor: nvidia
            vram: 24GB
    inputs:
      name:
        type: number
        default: 3"
  `);
});
