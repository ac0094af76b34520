import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newId, parseId, trustId, type IdKind, type IdSource } from './ids.ts';

const made = ['cluster', 'node', 'job', 'instance', 'session'] as const satisfies readonly IdKind[];

function sourceOf(...numbers: readonly number[]): IdSource {
  let i = 0;
  return { nextUint32: () => numbers[i++ % numbers.length] ?? 0 };
}

test('a new id is of its kind, and of no other', () => {
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 32 - 1 }), fc.nat({ max: 2 ** 32 - 1 }), (a, b) => {
      for (const kind of made) {
        const id = newId(kind, sourceOf(a, b));
        for (const other of made) expect(parseId(other, id)).toBe(other === kind ? id : null);
      }
    }),
  );
});

test('the same randomness makes the same id, and each of its 60 bits matters', () => {
  expect(newId('job', sourceOf(1, 2))).toBe(newId('job', sourceOf(1, 2)));
  const ids = new Set<string>();
  for (let bit = 0; bit < 30; bit++) {
    ids.add(newId('job', sourceOf(2 ** bit, 0)));
    ids.add(newId('job', sourceOf(0, 2 ** bit)));
  }
  expect(ids.size).toBe(60);
});

test('an id holds no letter that is mistaken for a digit', () => {
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 32 - 1 }), (a) => {
      expect(newId('job', sourceOf(a, ~a >>> 0)).slice(4)).toMatch(/^[0-9a-hjkmnp-tv-z]{12}$/);
    }),
  );
});

describe('what is not an id is refused', () => {
  test.for([
    '',
    'job-',
    'job-0123456789a',
    'job-0123456789abc',
    'JOB-0123456789ab',
    'job-0123456789aB',
    'job-0123456789ab\n',
    ' job-0123456789ab',
    'node-0123456789ab',
  ])('%j is no job', (text) => {
    expect(parseId('job', text)).toBeNull();
    expect(() => trustId('job', text)).toThrow(TypeError);
  });
});

test('a request id is any printable text of up to 128 characters', () => {
  expect(parseId('request', 'a/b:c-1')).toBe('a/b:c-1');
  expect(parseId('request', 'x'.repeat(128))).not.toBeNull();
  for (const text of ['', 'x'.repeat(129), 'a b', 'a\n', 'é']) expect(parseId('request', text)).toBeNull();
});

test('a bad trusted id is shown in part only', () => {
  expect(() => trustId('job', 'x'.repeat(10_000))).toThrow(/^not a job id: "x{80}"$/);
});
