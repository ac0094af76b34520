import { defaultSpec, violationsOfJobSpec } from '@orchion/domain';
import { describe, expect, test } from 'vitest';
import { plainSay } from '../../../cluster/say.ts';
import { GiB } from '../../../cluster/test/builders.ts';
import { emptyForm, fieldNames, specFromForm, type FormFields } from './form-fields.ts';
import { formMessageFrom } from './form-messages.ts';
import { formPage } from './form-page.ts';
import { withNeeds } from './needs.ts';
import { nameOfLine, scriptCommand, shellCommand } from './script-command.ts';

test('a job of which only the command is said is a valid one', () => {
  expect(violationsOfJobSpec(defaultSpec(shellCommand('echo hi', 'linux')))).toEqual([]);
});

describe('needs', () => {
  const spec = defaultSpec(['x']);

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

describe('the form', () => {
  test('as it opens asks for the command only', () => {
    expect(specFromForm(emptyForm, 'linux')).toEqual({ problems: { command: 'Type the command that the job runs' } });
    const result = specFromForm({ ...emptyForm, command: 'echo hi' }, 'linux');
    expect(result).toEqual({ spec: { ...defaultSpec(['sh', '-c', 'echo hi']), name: 'echo' } });
  });

  test('fills in every field of a job', () => {
    const fields: FormFields = {
      command: 'python train.py',
      name: 'night run',
      node: 'tower',
      cpu: '2.5',
      memory: '4GiB',
      disk: '1GiB',
      gpus: '2',
      gpuVendor: 'nvidia',
      gpuModel: '4090',
      vram: '16GiB',
      custom: 'licence=1',
      labels: 'room=lab\nfast=',
      env: 'A=b=c\nEMPTY=',
      cwd: '/work',
      priority: '-5',
      timeout: '2h',
      queueTimeout: '1d',
      grace: '30s',
      retries: '3',
      onLost: 'retry',
      idempotent: 'yes',
      exclusive: 'yes',
    };
    const result = specFromForm(fields, 'linux');
    expect(result).toMatchObject({
      spec: {
        name: 'night run',
        node: 'tower',
        cwd: '/work',
        env: { A: 'b=c', EMPTY: '' },
        labels: { room: 'lab', fast: '' },
        resources: {
          cpuMillis: 2500,
          memoryBytes: 4 * GiB,
          diskBytes: GiB,
          gpus: { amount: { kind: 'whole', count: 2 }, vendor: 'nvidia', model: '4090', vramBytes: 16 * GiB },
          custom: { licence: 1 },
        },
        priority: -5,
        timeoutMs: 7_200_000,
        queueTimeoutMs: 86_400_000,
        graceMs: 30_000,
        retry: { retriesMax: 3 },
        onLost: 'retry',
        idempotent: true,
        exclusive: true,
        onDisconnect: 'stop',
      },
    });
  });

  test('says what is wrong beside each field, all at once', () => {
    const wrong = { ...emptyForm, command: 'x', cpu: 'many', env: 'novalue', retries: '1000', priority: 'high' };
    const result = specFromForm(wrong, 'linux');
    expect(Object.keys('problems' in result ? result.problems : {}).sort()).toEqual([
      'cpu',
      'env',
      'priority',
      'retries',
    ]);
  });

  test('is heard only in its own words', () => {
    expect(formMessageFrom({ kind: 'submit', fields: { command: 'x' } })).toMatchObject({
      fields: { command: 'x', cpu: '' },
    });
    for (const wrong of [
      null,
      'submit',
      { kind: 'delete' },
      { kind: 'submit' },
      { kind: 'submit', fields: { cpu: 1 } },
    ]) {
      expect(formMessageFrom(wrong)).toBeNull();
    }
  });

  test('has one control, one label and one place for its problem per field, and lets no other script run', () => {
    const page = formPage({ nonce: 'n0', source: 'https://src', script: 'https://src/x.js', title: 'a <b>' }, plainSay);
    for (const name of fieldNames) {
      expect(page.split(`data-field="${name}"`)).toHaveLength(2);
      expect(page.split(`id="problem-${name}"`)).toHaveLength(2);
    }
    expect(page).toContain("default-src 'none'; script-src 'nonce-n0'");
    expect(page).not.toContain('<b>');
  });
});
