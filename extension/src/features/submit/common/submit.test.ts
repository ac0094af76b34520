import { violationsOfJobSpec } from '@orchion/domain';
import { describe, expect, test } from 'vitest';
import { plainSay } from '../../../cluster/say.ts';
import { GiB } from '../../../cluster/test/builders.ts';
import { defaultSpec } from './default-spec.ts';
import { withNeeds } from './needs.ts';
import { nameOfLine, scriptCommand, shellCommand } from './script-command.ts';

test('a job of which only the command is said is a valid one', () => {
  expect(violationsOfJobSpec(defaultSpec('x', shellCommand('echo hi', 'linux')))).toEqual([]);
});

describe('needs', () => {
  const spec = defaultSpec('x', ['x']);

  test('are read from one line', () => {
    expect(withNeeds(spec, 'cpu=2, memory=4GiB gpus=0.5 vram=2GiB timeout=10m retries=3 priority=-5')).toEqual({
      value: {
        ...spec,
        resources: {
          ...spec.resources,
          cpuMillis: 2000,
          memoryBytes: 4 * GiB,
          gpus: { amount: { kind: 'share', millis: 500 }, vendor: null, model: null, vramBytes: 2 * GiB },
        },
        timeoutMs: 600_000,
        retry: { ...spec.retry, retriesMax: 3 },
        priority: -5,
      },
    });
    expect(withNeeds(spec, '  ')).toEqual({ value: spec });
  });

  test.each([
    ['cores=2', /"cores=2" is no need; write for example/],
    ['cpu', /"cpu" is no need/],
    ['memory=lots', /^memory: "lots" is no amount of bytes/],
    ['retries=1.5', /^retries: "1.5" is no whole number/],
  ])('%s is refused in words', (text, words) => {
    expect(withNeeds(spec, text)).toEqual({ problem: expect.stringMatching(words) as string });
  });
});

describe('a piece of a file', () => {
  test('goes along as an argument, without the indentation that it was selected with', () => {
    const text = '    for x in range(2):\n        print(x)\n\n    print("end")';
    expect(scriptCommand('python', text, plainSay)).toEqual({
      command: ['python3', '-c', 'for x in range(2):\n    print(x)\n\nprint("end")'],
    });
    expect(scriptCommand('shellscript', '#!/bin/sh\necho hi', plainSay)).toEqual({
      command: ['bash', '-c', '#!/bin/sh\necho hi'],
    });
  });

  test.each([
    ['python', '  \n', 'There is no text to run.'],
    ['cobol', 'x', 'Orchion does not know how to run "cobol"'],
    ['python', 'x'.repeat(200_000), 'This is too long to be sent as a command (200000 bytes'],
  ])('of %s is refused where it cannot be run', (language, text, words) => {
    expect(scriptCommand(language, text, plainSay)).toEqual({ problem: expect.stringContaining(words) as string });
  });
});

test.each([
  ['python train.py --epochs 3', 'train.py'],
  ['./tools/run.sh a', 'run.sh'],
  ['CUDA=1 /usr/bin/env', 'env'],
  ['python -m x', 'python'],
  ['  ', 'job'],
])('the name of %j is %j', (line, name) => {
  expect(nameOfLine(line)).toBe(name);
});
