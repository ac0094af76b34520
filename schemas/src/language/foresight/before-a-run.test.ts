import type { PipelineSpec } from '@orchion/domain';
import { expect, test } from 'vitest';
import { parsePipelineFile } from '../../pipeline/parse-pipeline-file.ts';
import { gpusAsked, standInsOf } from './before-a-run.ts';

function pipelineOf(step: string, top = ''): PipelineSpec {
  const text = `apiVersion: orchion/v1\n${top}steps:\n  a:\n    run: echo\n    outputs: [count]\n  b:\n    needs: a\n${step}`;
  const { pipeline, problems } = parsePipelineFile({ text, fileName: 'p.yaml', readUsed: () => null });
  if (pipeline === null) throw new Error(problems.map(({ message }) => message).join('\n'));
  return pipeline;
}

const required = `inputs:
  room: { type: string, required: true }
  size: { type: choice, options: [small, large], required: true }
  epochs: { type: number, default: 3 }
`;

test('an input that must be given has a value to stand for it, and one with a default needs none', () => {
  expect(standInsOf(pipelineOf('    run: x\n', required)).inputs).toEqual({ room: '', size: 'small' });
});

test.for([
  ['labels', '    labels: { room: "${{ inputs.room }}" }\n    run: x\n', ['room']],
  ['a condition', "    if: inputs.size == 'large'\n    run: x\n", ['size']],
  ['a matrix', '    matrix: { room: ["${{ inputs.room }}", attic] }\n    run: x\n', ['room']],
  [
    'amounts by way of a variable',
    '    env: { N: "${{ inputs.size }}" }\n    resources: { memory: "${{ env.N }}" }\n    run: x\n',
    ['size'],
  ],
] as const)('a step whose %s read it is told apart', ([, step, inputs]) => {
  expect(standInsOf(pipelineOf(step, required)).decides).toEqual(new Map([['b', inputs]]));
});

test('one that only hands it to its command is not', () => {
  const step = '    env: { ROOM: "${{ inputs.room }}", N: "${{ inputs.epochs }}" }\n    run: x\n';
  expect(standInsOf(pipelineOf(step, required)).decides.size).toBe(0);
});

test('devices are known cell by cell, with the defaults of the inputs', () => {
  const step =
    '    matrix: { card: [3090, 4090] }\n    resources: { gpus: { count: 1, model: "${{ matrix.card }}" } }\n    run: x\n';
  const asked = gpusAsked(pipelineOf(step), {});
  expect([...asked].map(([key, { model }]) => [key, model])).toEqual([
    ['b[0]', '3090'],
    ['b[1]', '4090'],
  ]);
});

test('devices that another step decides about are not said', () => {
  expect(gpusAsked(pipelineOf('    resources: { gpus: "${{ needs.a.outputs.count }}" }\n    run: x\n'), {}).size).toBe(
    0,
  );
});
