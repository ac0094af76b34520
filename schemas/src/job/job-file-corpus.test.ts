/** Every file of the corpus: both validators agree on it, and what a person is told about it is checked in for review. */
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import validate from '../../generated/validate-job.js';
import { formatProblem } from '../problem.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { parseJobFile } from './parse-job-file.ts';
import { jobFileSchema } from './schema.ts';

const corpus = join(import.meta.dirname, '../../corpus');

function filesOf(kind: 'valid' | 'invalid'): readonly { readonly name: string; readonly text: string }[] {
  const folder = join(corpus, kind);
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

const valid = filesOf('valid');
const invalid = filesOf('invalid');

test('the corpus is large enough to mean something', () => {
  expect(valid.length).toBeGreaterThanOrEqual(30);
  expect(invalid.length).toBeGreaterThanOrEqual(60);
});

describe('the Zod source and the generated validator agree', () => {
  test.for([...valid, ...invalid])('on $name', ({ text }) => {
    const yaml = readYaml(text, 'job.yaml');
    if ('problems' in yaml) return;
    expect(validate(yaml.value)).toBe(jobFileSchema.safeParse(yaml.value).success);
  });

  test('on mutations of valid files', () => {
    const values = valid.flatMap(({ text }): object[] => {
      const yaml = readYaml(text, 'job.yaml');
      return 'problems' in yaml || typeof yaml.value !== 'object' || yaml.value === null ? [] : [yaml.value];
    });
    const odd = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(
        -1,
        0,
        1,
        0.5,
        1e21,
        101,
        '2GiB',
        '10m',
        '500m',
        '',
        'nvidia',
        [],
        {},
        { count: 1 },
        { share: 0.5 },
      ),
    );
    const field = fc.oneof(fc.constantFrom(...Object.keys(jobFileSchema.shape)), fc.string({ maxLength: 8 }));
    const inner = fc.constantFrom(null, 'cpu', 'memory', 'gpus', 'custom', 'count', 'exit-codes', 'backoff', 'A');
    fc.assert(
      fc.property(fc.constantFrom(...values), field, inner, odd, (value, key, innerKey, put) => {
        fc.pre(key !== '__proto__');
        const mutated = { ...value, [key]: innerKey === null ? put : { [innerKey]: put } };
        expect(validate(mutated)).toBe(jobFileSchema.safeParse(mutated).success);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a valid file gives a complete spec', () => {
  test.for(valid)('$name', ({ name, text }) => {
    expect(parseJobFile(text, name)).toHaveProperty('spec');
  });
});

test('an invalid file is told everything that is wrong, where, and what would be right', async () => {
  const said = invalid.map(({ name, text }) => {
    const result = parseJobFile(text, name);
    if ('spec' in result) throw new Error(`${name} is accepted`);
    expect(result.problems.length).toBeGreaterThan(0);
    return result.problems.map((problem) => formatProblem(basename(name), problem)).join('\n');
  });
  await expect(`${said.join('\n\n')}\n`).toMatchFileSnapshot('../../corpus/problems.txt');
});
