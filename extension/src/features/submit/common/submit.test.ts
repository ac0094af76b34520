import { containerOf, defaultSpec, violationsOfJobSpec } from '@orchion/domain';
import { describe, expect, test } from 'vitest';
import { plainSay } from '../../../cluster/say.ts';
import { GiB } from '../../../cluster/test/builders.ts';
import { commandWords } from './command-words.ts';
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
    expect(
      withNeeds(spec, 'cpu=2, memory=4GiB gpus=0.5 vram=2GiB timeout=10m retries=3 priority=-5', plainSay),
    ).toEqual({
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
    expect(withNeeds(spec, '  ', plainSay)).toEqual({ value: spec });
  });

  test.each([
    ['cores=2', /"cores=2" is no need; write for example/],
    ['cpu', /"cpu" is no need/],
    ['memory=lots', /^memory: "lots" is no amount of bytes/],
    ['retries=1.5', /^retries: "1.5" is no whole number/],
  ])('%s is refused in words', (text, words) => {
    expect(withNeeds(spec, text, plainSay)).toEqual({ problem: expect.stringMatching(words) as string });
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

test.each<[string, boolean, readonly string[]]>([
  ['  a  b ', false, ['a', 'b']],
  [`a "b c"'d e'f`, false, ['a', 'b cd ef']],
  ['a\\ b "c\\"d" "\\n"', false, ['a b', 'c"d', '\\n']],
  [`"" ''`, false, ['', '']],
  [`C:\\x\\y.exe "a b" it's`, true, ['C:\\x\\y.exe', 'a b', "it's"]],
])('the words of %j', (line, isWindows, words) => {
  expect(commandWords(line, { isWindows }, plainSay)).toEqual({ value: words });
});

describe('the form', () => {
  test('as it opens asks for the command only', () => {
    expect(specFromForm(emptyForm, 'linux', plainSay)).toEqual({
      problems: { command: 'Type the command that the job runs' },
    });
    const result = specFromForm({ ...emptyForm, command: 'echo hi' }, 'linux', plainSay);
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
      image: '',
      imagePull: '',
      imageUser: '',
      imageNetwork: '',
      priority: '-5',
      timeout: '2h',
      queueTimeout: '1d',
      grace: '30s',
      retries: '3',
      exitCodes: '75, 76',
      backoff: '2s',
      backoffMax: '1m',
      onLost: 'fail',
      onDisconnect: 'stop',
      logMax: '1MiB',
      plain: '',
      idempotent: 'yes',
      exclusive: 'yes',
    };
    const result = specFromForm(fields, 'linux', plainSay);
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
        retry: { retriesMax: 3, exitCodes: [75, 76], backoffMs: 2000, backoffMaxMs: 60_000 },
        onLost: 'fail',
        logBytesMax: 1024 ** 2,
        idempotent: true,
        exclusive: true,
        onDisconnect: 'stop',
      },
    });
  });

  test('names a container by its image, which may say by itself what runs', () => {
    const container = { image: 'python:3.12', imagePull: 'always', imageUser: '1000:1000', imageNetwork: 'none' };
    expect(specFromForm({ ...emptyForm, ...container, command: 'python -V' }, 'linux', plainSay)).toMatchObject({
      spec: { name: 'python', container: { image: 'python:3.12', pull: 'always', user: '1000:1000', network: 'none' } },
    });
    expect(specFromForm({ ...emptyForm, image: 'ghcr.io/owner/tool:2' }, 'linux', plainSay)).toMatchObject({
      spec: { name: 'tool', command: [], container: containerOf('ghcr.io/owner/tool:2') },
    });
    expect(specFromForm({ ...emptyForm, command: 'x', imagePull: 'never' }, 'linux', plainSay)).toEqual({
      problems: { image: 'Name the image that this is about' },
    });
  });

  test('leaves open what follows from other answers', () => {
    const specOf = (fields: Partial<FormFields>) =>
      specFromForm({ ...emptyForm, command: 'x', ...fields }, 'linux', plainSay);
    expect(specOf({})).toMatchObject({ spec: { onLost: 'hold', onDisconnect: 'continue' } });
    expect(specOf({ idempotent: 'yes', exclusive: 'yes' })).toMatchObject({
      spec: { onLost: 'retry', onDisconnect: 'stop' },
    });
  });

  test('takes a program and its arguments without a shell', () => {
    const fields = { ...emptyForm, command: `/bin/echo "a b" 'c$d'`, plain: 'yes' };
    expect(specFromForm(fields, 'linux', plainSay)).toMatchObject({ spec: { command: ['/bin/echo', 'a b', 'c$d'] } });
    expect(specFromForm({ ...fields, command: 'echo "a' }, 'linux', plainSay)).toEqual({
      problems: { command: 'A quote (") is opened and not closed' },
    });
  });

  test.each<[string, string, RegExp]>([
    ['timeout', '0s', /^must be from 1ms to /],
    ['cpu', '1e9', /cores/],
    ['exitCodes', '75 300', /1 to 255, got 300/],
    ['backoff', '10000d', /must be from 0 to/],
    ['logMax', 'much', /no amount of bytes/],
    ['name', 'x'.repeat(300), /characters/],
    ['env', 'ORCHION_X=1', /set by Orchion itself/],
    ['cwd', 'a\0b', /NUL/],
    ['image', 'Python', /no capital letters/],
  ])('says of %s = %j, beside it and in its own units, what would be right', (name, text, words) => {
    const result = specFromForm({ ...emptyForm, command: 'x', [name]: text }, 'linux', plainSay);
    expect(result).toEqual({ problems: { [name]: expect.stringMatching(words) as string } });
  });

  test('never repeats what may be a secret', () => {
    const result = specFromForm({ ...emptyForm, command: 'x', env: 'hf_secret' }, 'linux', plainSay);
    expect(JSON.stringify(result)).not.toContain('hf_secret');
  });

  test('says what is wrong beside each field, all at once', () => {
    const wrong = { ...emptyForm, command: 'x', cpu: 'many', env: 'novalue', retries: '1000', priority: 'high' };
    const result = specFromForm(wrong, 'linux', plainSay);
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
    const page = formPage(
      { nonce: 'n0', source: 'https://src', script: 'https://src/x.js', title: 'a <b>', language: 'en' },
      plainSay,
    );
    for (const name of fieldNames) {
      expect(page.split(`data-field="${name}"`)).toHaveLength(2);
      expect(page.split(`id="problem-${name}"`)).toHaveLength(2);
    }
    expect(page).toContain("default-src 'none'; script-src 'nonce-n0'");
    expect(page).not.toContain('<b>');
  });
});
