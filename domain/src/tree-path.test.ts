import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limits } from './limits.ts';
import { isImpossibleOnWindows, violationOfTreePath } from './tree-path.ts';

test.each(['a', 'src/main.ts', '.gitignore', '...', 'a b/c', 'Jörg/東京', 'aux.c', '-rf', 'ab:c', '~', '__proto__'])(
  '%s is a path of a tree',
  (path) => {
    expect(violationOfTreePath(path)).toBeNull();
  },
);

test.each([
  ['', /empty/],
  ['/etc/passwd', /relative/],
  ['C:/windows', /relative/],
  ['c:file', /relative/],
  ['..', /within its folder/],
  ['a/../../b', /within its folder/],
  ['./a', /"\."/],
  ['a//b', /empty part/],
  ['a/', /empty part/],
  ['a\\..\\b', /backslash/],
  ['a\0b', /control/],
  ['a\nb', /control/],
  ['x'.repeat(limits.treePathLengthMax + 1), /1025 .* 1024/],
])('%j is none', (path, message) => {
  expect(violationOfTreePath(path)).toMatch(message);
});

test('whatever is accepted stays within its folder, by any system’s way of reading it', () => {
  const part = fc.oneof(fc.constantFrom('..', '.', '', 'a', 'C:', '\\', '..\\'), fc.string({ maxLength: 4 }));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      const path = parts.join('/');
      if (violationOfTreePath(path) !== null) return;
      let depth = 0;
      for (const step of path.split(/[\\/]/)) {
        depth += step === '..' ? -1 : step === '.' || step === '' ? 0 : 1;
        expect(depth).toBeGreaterThan(0);
      }
    }),
  );
});

test.each(['aux.c', 'a/NUL', 'com1.txt', 'a:b', 'a?', 'what.', 'end ', 'lpt9'])('Windows can have no %s', (path) => {
  expect(isImpossibleOnWindows(path)).toBe(true);
});

test.each(['auxiliary.c', 'console', '.gitignore', 'a b', 'com10'])('Windows can have %s', (path) => {
  expect(isImpossibleOnWindows(path)).toBe(false);
});
