import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createGlob } from './glob.ts';

describe('a pattern', () => {
  test.each<[string, string[], string[]]>([
    ['model.bin', ['model.bin'], ['out/model.bin', 'model.bin2']],
    ['out', ['out', 'out/a', 'out/b/c'], ['outer', 'x/out']],
    ['out/', ['out/a'], ['outer/a']],
    ['./out', ['out/a'], []],
    ['.', ['a', 'b/c', '.hidden'], []],
    ['*.txt', ['a.txt', '.txt'], ['b/a.txt', 'a.txt2']],
    ['**/*.txt', ['a.txt', 'b/c/a.txt'], ['a.md']],
    ['out/**', ['out/a', 'out/b/c'], ['x/out/a']],
    ['out/**/x', ['out/x', 'out/a/b/x', 'out/x/y'], ['out/xx']],
    ['a?c', ['abc'], ['ac', 'a/c']],
    ['[ab].t', ['a.t', 'b.t'], ['c.t']],
    ['[!ab].t', ['c.t'], ['a.t']],
    ['{a,b}/{c,d}.t', ['a/c.t', 'b/d.t'], ['a/e.t']],
    ['a{b,{c,d}}', ['ab', 'ac', 'ad'], ['a']],
    ['[a-c]x', ['bx'], ['dx']],
    ['[a', ['[a'], ['a']],
    ['a+(b).c', ['a+(b).c'], ['aab.c']],
    ['{a', ['{a'], ['a']],
  ])('%s', (pattern, chosen, not) => {
    const glob = createGlob([pattern]);
    for (const path of chosen) expect([path, glob.matches(path)]).toEqual([path, true]);
    for (const path of not) expect([path, glob.matches(path)]).toEqual([path, false]);
  });

  test('with ! takes out again, also of a folder; the last one that matches counts', () => {
    const glob = createGlob(['out', '!out/tmp', '!**/*.log', 'out/keep.log']);
    expect(['out/a', 'out/tmp/x', 'out/a.log', 'out/keep.log'].map((path) => glob.matches(path))).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});

test.each<[string[], string[]]>([
  [
    ['out/*.txt', 'out/sub/x', 'logs'],
    ['out', 'logs'],
  ],
  [['**/*.txt', 'out'], ['']],
  [['!node_modules', 'src/a'], ['src/a']],
  [['{a,b}/c/*'], ['a/c', 'b/c']],
  [[], []],
])('only where %j can match needs to be looked at: %j', (patterns, roots) => {
  expect(createGlob(patterns).roots).toEqual(roots);
});

test('a pattern of many stars takes no longer than its length times the name’s', () => {
  expect(createGlob([`${'*a'.repeat(100)}b`]).matches('a'.repeat(1000))).toBe(false);
});

test('whatever a pattern is, matching ends soon', () => {
  const part = fc.oneof(
    fc.constantFrom('**', '*', '*a*b*', '{a,b}', '[a-', '[!a]', '{', '?'),
    fc.string({ maxLength: 5 }),
  );
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 30 }),
      fc.array(fc.constantFrom('a', 'b', 'aab'), { maxLength: 60 }),
      (parts, names) => {
        createGlob([parts.join('/'), parts.join('')]).matches(names.join('/'));
      },
    ),
    { numRuns: 300 },
  );
});
