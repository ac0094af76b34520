import { defaultSpec, violationsOfJobSpec, type JobSpec } from '@orchion/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJobFile } from './parse-job-file.ts';
import { writeJobFile } from './write-job-file.ts';

function again(spec: JobSpec): JobSpec {
  const text = writeJobFile(spec);
  const result = parseJobFile(text, 'other.yaml');
  if ('problems' in result) throw new Error(`${JSON.stringify(result.problems)}\n${text}`);
  return result.spec;
}

test('a job of which little is said is written in a few lines', () => {
  expect(writeJobFile({ ...defaultSpec(['sh', '-c', 'echo hi']), name: 'greet' })).toBe(
    'apiVersion: orchion/v1\nkind: Job\nname: greet\nrun: echo hi\n',
  );
});

test('whatever is said of a job is written as a person would write it', () => {
  const spec: JobSpec = {
    ...defaultSpec(['python', 'train.py', '--note', 'a: b']),
    name: 'night: run',
    cwd: '/data',
    env: { SEED: '7', EMPTY: '' },
    resources: {
      cpuMillis: 2500,
      memoryBytes: 4 * 1024 ** 3,
      diskBytes: 1000,
      gpus: { amount: { kind: 'whole', count: 2 }, vendor: 'nvidia', model: '4090', vramBytes: 1024 ** 3 },
      custom: { licence: 1 },
    },
    labels: { room: 'lab' },
    node: 'tower',
    priority: -5,
    timeoutMs: 90_000,
    queueTimeoutMs: 3_600_000,
    graceMs: 1500,
    retry: { retriesMax: 3, exitCodes: [75, 76], backoffMs: 2000, backoffMaxMs: 60_000 },
    idempotent: true,
    onLost: 'fail',
    exclusive: true,
    onDisconnect: 'stop',
    logBytesMax: 1024,
  };
  expect(writeJobFile(spec)).toBe(`apiVersion: orchion/v1
kind: Job
name: "night: run"
command: [python, train.py, "--note", "a: b"]
working-directory: /data
env:
  SEED: "7"
  EMPTY: ""
resources:
  cpu: 2.5
  memory: 4GiB
  disk: "1000"
  gpus:
    count: 2
    vendor: nvidia
    model: "4090"
    vram: 1GiB
  custom:
    licence: 1
labels:
  room: lab
node: tower
priority: -5
timeout: 90s
queue-timeout: 1h
grace: 1500ms
retries:
  count: 3
  exit-codes: [75, 76]
  backoff: 2s
  backoff-max: 1m
idempotent: true
on-lost: fail
exclusive: true
log-bytes-max: 1KiB
`);
  expect(again(spec)).toEqual(spec);
});

test('what was written is read as the same job, whatever the texts in it are', () => {
  const lines = fc.array(fc.oneof(fc.string(), fc.constantFrom('  x', '- a', '# c', 'a: b', '', '\tx', 'true', '.5')));
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    lines.map((all) => all.join('\n')),
    fc.constantFrom('yes', 'null', '~', '.inf', '1e3', '0x1', '...', '---', '@x', '%x', 'a #b', 'x:', ' x', 'x '),
  );
  const key = fc.constantFrom('A', 'B_1', 'yes', 'Null', '_x');
  fc.assert(
    fc.property(text, text, fc.dictionary(key, text), text, (line, argument, env, name) => {
      const command = line === '' ? ['echo', argument] : ['sh', '-c', line];
      const spec = { ...defaultSpec(command), name: name === '' ? 'x' : name, env };
      // Only what may be submitted has to be written.
      fc.pre(violationsOfJobSpec(spec).length === 0);
      fc.pre([line, argument, name, ...Object.values(env)].every((one) => one.isWellFormed()));
      expect(again(spec)).toEqual(spec);
    }),
    { numRuns: 100 },
  );
});
