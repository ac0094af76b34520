import { defaultResources, limits, noFiles, violationsOfJobSpec, type JobSpec } from '@orchion/domain';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Problem } from '../problem.ts';
import { parseJobFile } from './parse-job-file.ts';

const head = 'apiVersion: orchion/v1\nkind: Job\n';

function specOf(text: string, fileName = 'job.yaml'): JobSpec {
  const result = parseJobFile(text, fileName);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return result.spec;
}

function problemsOf(text: string): readonly Problem[] {
  const result = parseJobFile(text, 'job.yaml');
  return 'problems' in result ? result.problems : [];
}

test('a minimal file gets every default', () => {
  expect(specOf(`${head}run: echo hello\n`, 'jobs/hello.yaml')).toEqual({
    name: 'hello',
    container: null,
    command: ['sh', '-c', 'echo hello'],
    cwd: null,
    env: {},
    resources: defaultResources,
    labels: {},
    node: null,
    priority: 0,
    timeoutMs: null,
    queueTimeoutMs: null,
    graceMs: limits.graceMsDefault,
    retry: {
      retriesMax: 0,
      exitCodes: null,
      backoffMs: limits.retryBackoffMsDefault,
      backoffMaxMs: limits.retryBackoffMaxMsDefault,
    },
    idempotent: false,
    onLost: 'hold',
    onDisconnect: 'continue',
    exclusive: false,
    logBytesMax: limits.logBytesMaxDefault,
    files: noFiles,
  } satisfies JobSpec);
});

test('every field arrives in the smallest unit', () => {
  const text = readFileSync(join(import.meta.dirname, '../../corpus/valid/everything.yaml'), 'utf8');
  expect(specOf(text)).toEqual({
    name: 'train',
    container: null,
    command: ['python', 'train.py', '--epochs', '3'],
    cwd: '/data/project',
    env: { SEED: '7', DEBUG: 'true', VERSION: '1.10', EMPTY: '' },
    resources: {
      cpuMillis: 2500,
      memoryBytes: 2 * 1024 ** 3,
      diskBytes: 50e9,
      gpus: { amount: { kind: 'whole', count: 2 }, vendor: 'nvidia', model: '4090', vramBytes: 24e9 },
      custom: { matlab: 1 },
    },
    labels: { zone: 'lab', tier: '2' },
    node: 'tower',
    priority: 10,
    timeoutMs: 90 * 60_000,
    queueTimeoutMs: 86_400_000,
    graceMs: 30_000,
    retry: { retriesMax: 3, exitCodes: [75, 1], backoffMs: 10_000, backoffMaxMs: 600_000 },
    idempotent: true,
    onLost: 'retry',
    onDisconnect: 'stop',
    exclusive: true,
    logBytesMax: 1024 ** 3,
    files: noFiles,
  } satisfies JobSpec);
});

test.for([
  ['an unquoted version keeps its zero', 'A: 1.10', '1.10'],
  ['a hexadecimal number stays as written', 'A: 0x1F', '0x1F'],
  ['a leading zero stays', 'A: 007', '007'],
  ['true stays as written', 'A: True', 'True'],
  ['yes is a word', 'A: yes', 'yes'],
  ['quotes are not part of the value', 'A: "1.10"', '1.10'],
] as const)('environment: %s', ([, line, value]) => {
  expect(specOf(`${head}run: x\nenv:\n  ${line}\n`).env.A).toBe(value);
});

test('an idempotent job is retried when its node is lost, unless the file says otherwise', () => {
  expect(specOf(`${head}run: x\nidempotent: true\n`).onLost).toBe('retry');
  expect(specOf(`${head}run: x\nidempotent: true\non-lost: fail\n`).onLost).toBe('fail');
});

test('an exclusive job stops when it is cut off', () => {
  expect(specOf(`${head}run: x\nexclusive: true\n`).onDisconnect).toBe('stop');
});

test.for([
  ['jobs/train.yaml', 'train'],
  ['C:\\jobs\\train.YML', 'train'],
  ['-', 'job'],
  ['', 'job'],
  ['.yaml', 'job'],
  ['a\u0007.yaml', 'job'],
] as const)('a file %j without a name makes a job called %s', ([fileName, name]) => {
  expect(specOf(`${head}run: x\n`, fileName).name).toBe(name);
});

test('a file with Windows line ends reads the same', () => {
  expect(specOf(`${head}name: crlf\nrun: x\n`.replaceAll('\n', '\r\n'))).toEqual(specOf(`${head}name: crlf\nrun: x\n`));
});

test('problems stand in the file’s order and point at the field', () => {
  const text = `${head}resources:\n  memory: 2 gigs\n  cpu: many\nnmae: x\nrun: x\n`;
  expect(problemsOf(text).map(({ line, column, path }) => [line, column, path])).toEqual([
    [4, 11, 'resources.memory'],
    [5, 8, 'resources.cpu'],
    [6, 1, 'nmae'],
  ]);
});

test('a problem behind an alias points at the alias', () => {
  const text = `${head}run: x\nnode: &a {}\nname: *a\n`;
  expect(problemsOf(text).map(({ line, path }) => [line, path])).toEqual([
    [4, 'node'],
    [5, 'name'],
  ]);
});

test('an expression in a shell line is warned about, and the file is used', () => {
  const result = parseJobFile(`${head}run: echo \${{ x }}\n`, 'job.yaml');
  expect(result).toMatchObject({ warnings: [{ line: 3, path: 'run', severity: 'warning' }] });
});

test('a value that may be a secret is never repeated in a message', () => {
  const text = `${head}run: x\nenv: { "A-B": hunter2, ORCHION_X: hunter2, C: "hunter2\\0" }\n`;
  expect(problemsOf(text)).toHaveLength(3);
  expect(JSON.stringify(problemsOf(text))).not.toContain('hunter2');
});

test('a file of a thousand mistakes is answered with a bounded list', () => {
  const text = head + Array.from({ length: 1000 }, (_, i) => `field${i}: x\n`).join('');
  expect(problemsOf(text)).toHaveLength(50);
});

test('a file larger than 256 KiB is refused before it is parsed', () => {
  expect(problemsOf(`${head}run: ${'x'.repeat(256 * 1024)}\n`)).toMatchObject([
    { message: expect.stringContaining('256 KiB') as string },
  ]);
  // Two bytes each: half as many characters are as large.
  expect(problemsOf(`${head}run: ${'é'.repeat(128 * 1024)}\n`)).toMatchObject([
    { message: expect.stringContaining('256 KiB') as string },
  ]);
  expect(problemsOf(`${head}run: ${'x'.repeat(100 * 1024)}\n`)).toEqual([]);
});

test('whatever the text is, the answer is a good spec or problems', () => {
  const lines = fc.array(
    fc.oneof(
      fc.constantFrom(
        'run: x',
        'env:',
        '  A: b',
        '- x',
        'resources: {gpus: 1}',
        '&a',
        '*a',
        '[',
        ']',
        '? x',
        '---',
        '%Y',
        '"',
        '|',
      ),
      fc.string({ unit: 'grapheme' }),
    ),
  );
  fc.assert(
    fc.property(lines, fc.string(), (parts, fileName) => {
      const result = parseJobFile(head + parts.join('\n'), fileName);
      if ('spec' in result) expect(violationsOfJobSpec(result.spec)).toEqual([]);
      else expect(result.problems.length).toBeGreaterThan(0);
    }),
    { numRuns: 2000 },
  );
});
