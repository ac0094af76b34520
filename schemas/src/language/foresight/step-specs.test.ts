import { expect, test } from 'vitest';
import { parsePipelineFile } from '../../pipeline/parse-pipeline-file.ts';
import { guessSteps, type StepGuess } from './step-specs.ts';

function guessed(steps: string, top = ''): StepGuess | undefined {
  const text = `apiVersion: orchion/v1\n${top}steps:\n  a:\n    run: echo\n    outputs: [list, zone]\n  b:\n    needs: a\n${steps}`;
  const { pipeline, problems } = parsePipelineFile({ text, fileName: 'p.yaml', readUsed: () => null });
  if (pipeline === null) throw new Error(problems.map(({ message }) => message).join('\n'));
  return guessSteps(pipeline)[1];
}

test('a step is guessed with the defaults of the inputs', () => {
  const top = 'inputs:\n  cores: { type: number, default: 4 }\n';
  expect(guessed('    run: x\n    resources: { cpu: "${{ inputs.cores }}" }\n', top)).toMatchObject({
    stepId: 'b',
    cells: 1,
    spec: { name: 'b', resources: { cpuMillis: 4000 } },
  });
});

test('an input that must be given has a value to stand for it', () => {
  const top = 'inputs:\n  cores: { type: number, required: true }\n';
  expect(guessed('    run: x\n    resources: { cpu: "${{ inputs.cores }}" }\n', top)?.spec?.resources.cpuMillis).toBe(
    1000,
  );
});

test('the first cell of a matrix stands for all', () => {
  const steps =
    '    matrix: { size: [2, 3], kind: [x, y] }\n    run: x\n    resources: { cpu: "${{ matrix.size }}" }\n';
  expect(guessed(steps)).toMatchObject({ cells: 4, spec: { resources: { cpuMillis: 2000 } } });
});

test('what other steps decide about its place makes it unknown', () => {
  expect(guessed('    run: x\n    labels: { zone: "${{ needs.a.outputs.zone }}" }\n')).toMatchObject({
    spec: null,
    message: 'what it needs is told by a',
  });
  expect(guessed('    matrix: { x: "${{ fromJSON(needs.a.outputs.list) }}" }\n    run: x\n')).toMatchObject({
    spec: null,
    cells: null,
    message: 'its matrix comes from a',
  });
});

test('what they decide about its command does not', () => {
  expect(guessed('    env: { ZONE: "${{ needs.a.outputs.zone }}" }\n    run: x\n')?.spec).not.toBeNull();
});
