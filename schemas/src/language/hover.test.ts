import { describe, expect, test } from 'vitest';
import { hover } from './hover.ts';
import type { Surroundings } from './live-values.ts';
import { createModel } from './model.ts';
import { marked } from './test/marked.ts';

const file = (rest: string): string => `inputs:
  epochs: { type: number, default: 3, description: How often. }
  place: { type: string }
env:
  ROUNDS: \${{ inputs.epochs }}
steps:
  fetch:
    name: Get it
    run: ./fetch.sh
    outputs: { version: { type: string, description: Of the data. } }
${rest}`;

const around: Surroundings = {
  live: {
    nodes: [{ name: 'tower', summary: 'linux · 1 × RTX 4090', labels: {}, gpus: [], custom: [] }],
    images: [],
    models: [],
  },
  pipelineFiles: [],
  readUsed: (path) => (path === 'lib.orchion.yaml' ? 'inputs: { depth: { type: number } }\nsteps: { a: {} }\n' : null),
};

function shown(source: string): string {
  const { text, position } = marked(source);
  return hover(createModel({ fileName: 'a.yaml', text }), position, around)?.contents ?? '';
}

describe('a hover', () => {
  test.for([
    ['a field', file('  a:\n    tim|eout: 5m\n'), 'How long one attempt may run'],
    ['its default', file('  a:\n    idem|potent: true\n'), 'Default: `false`'],
    ['its value', file('  a:\n    on-lost: ho|ld\n'), 'One of `hold`, `retry`, `fail`'],
    ['a job’s field', 'kind: Job\ncom|mand: [a]\n', 'without a shell'],
    ['a step', file('  a:\n    needs: [fet|ch]\n'), '**fetch** · step · Get it'],
    ['what a step runs', file('  a:\n    needs: [fet|ch]\n'), 'run: ./fetch.sh'],
    ['an input', file('  a:\n    if: inputs.epo|chs > 2\n'), '**epochs** · input, number'],
    ['an output', file('  a:\n    if: needs.fetch.outputs.vers|ion\n'), 'Of the data.'],
    ['a context', file('  a:\n    if: ne|eds.fetch.outputs.version\n'), '**needs** · context'],
    ['a function', file('  a:\n    if: cont|ains(inputs.place, 1)\n'), '`contains(search, item)`'],
    ['what an expression comes to', file('  a:\n    if: inputs.epochs >| 2\n'), 'With the defaults: `true`'],
    ['what a variable comes to', file('  a:\n    env: { A: "${{ env.ROU|NDS }}" }\n'), 'With the defaults: `3`'],
    ['a node', file('  a:\n    node: tow|er\n'), '**tower** · linux'],
    ['a used pipeline', file('  a:\n    uses: ./li|b.orchion.yaml\n'), '- `depth`: number'],
  ])('tells of %s', ([, source, expected]) => {
    expect(shown(source as string)).toContain(expected);
  });

  test.for([
    ['nothing stands', file('  a:\n    run: x\n|')],
    ['a word is not known', file('  a:\n    who|: x\n')],
  ])('is none where %s', ([, source]) => {
    expect(shown(source as string)).toBe('');
  });

  test('foretells nothing that a run decides', () => {
    expect(shown(file('  a:\n    if: needs.fetch.result =|= inputs.place\n'))).not.toContain('With the defaults');
    expect(shown(file('  a:\n    if: inputs.pla|ce\n'))).not.toContain('With the defaults');
  });
});
