import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { checkers } from '../src/checkers/all-checkers.ts';
import { mutants } from './all-mutants.ts';
import { applyEdit } from './mutant.ts';

const root = resolve(import.meta.dirname, '../..');
const known = [...Object.keys(checkers), 'assertion', 'progress', 'answers'];

test.for(mutants.map((mutant) => [mutant.name, mutant] as const))(
  '%s: still fits the code',
  ([, { edits, caughtBy }]) => {
    const texts = new Map<string, string>();
    for (const edit of edits) {
      const before = texts.get(edit.file) ?? readFileSync(resolve(root, edit.file), 'utf8');
      const after = applyEdit(before, edit);
      expect(after).not.toBe(before);
      texts.set(edit.file, after);
    }
    expect(caughtBy.filter((name) => !known.includes(name))).toEqual([]);
  },
);

test('a patch that no longer fits, or fits twice, is refused', () => {
  const edit = { file: 'a.ts', find: 'x', replace: 'y' };
  expect(applyEdit('a x b', edit)).toBe('a y b');
  expect(() => applyEdit('a b', edit)).toThrow('fits 0 times');
  expect(() => applyEdit('x x', edit)).toThrow('fits 2 times');
});
