import { parseBytes, parseDuration } from '@orchion/schemas';
import { expect, test } from 'vitest';
import { aSpec, GiB } from '../../../cluster/test/builders.ts';
import { cliLineOf } from './cli-line.ts';

test('says what is not the default, quoted for a shell', () => {
  expect(cliLineOf(aSpec({ name: 'python', command: ['/usr/bin/python', '-c', "print('a b')"] }))).toBe(
    `orchion submit -- /usr/bin/python -c 'print('\\''a b'\\'')'`,
  );
  const spec = aSpec({
    resources: {
      cpuMillis: 1500,
      memoryBytes: 2 * GiB,
      diskBytes: 0,
      custom: {},
      gpus: { amount: { kind: 'share', millis: 500 }, vendor: 'nvidia', model: null, vramBytes: 0 },
    },
    labels: { room: 'lab' },
    env: { A: 'x y' },
    timeoutMs: 90_000,
    idempotent: true,
    onLost: 'retry',
  });
  expect(cliLineOf(spec)).toBe(
    "orchion submit --name train --cpu 1500m --memory 2GiB --gpus 0.5 --gpu-vendor nvidia --label room=lab --env 'A=x y' --timeout 90s --idempotent -- python train.py",
  );
});

test('what the command has no option for goes along as a job file', () => {
  expect(cliLineOf(aSpec({ logBytesMax: 1024 }))).toMatch(
    /^orchion submit -f - <<'END-OF-JOB'\napiVersion: orchion\/v1\n[^]*\nlog-bytes-max: 1KiB\nEND-OF-JOB$/,
  );
});

test.each([1, 1024, 1000, 3 * 1024 ** 2, GiB, 1_234_567_890])(
  '%i bytes and ms are read as what was written',
  (amount) => {
    const { resources } = aSpec();
    const line = cliLineOf(aSpec({ resources: { ...resources, memoryBytes: amount }, timeoutMs: amount }));
    const [, memory = '', timeout = ''] = /--memory (\S+) --timeout (\S+)/.exec(line) ?? [];
    expect(parseBytes(memory)).toEqual({ value: amount });
    expect(parseDuration(timeout)).toEqual({ value: amount });
  },
);
