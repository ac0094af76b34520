import fc from 'fast-check';
import { expect, test } from 'vitest';
import { trustDigest, type TreeFile } from './content.ts';
import { limits } from './limits.ts';
import { problemOfTree, readTree, writeTree } from './tree.ts';

const digest = trustDigest('a'.repeat(64));
const file = (path: string, more: Partial<TreeFile> = {}): TreeFile => ({
  path,
  bytes: 1,
  digest,
  isExecutable: false,
  ...more,
});

test('a list is written alike in whatever order its files are found, and read back', () => {
  const files = [file('b'), file('a/c', { isExecutable: true }), file('a-b'), file('é')];
  const text = writeTree(files);
  expect(text).toBe(writeTree([...files].reverse()));
  expect(readTree(text)).toEqual({ files: [file('a-b'), file('a/c', { isExecutable: true }), file('b'), file('é')] });
});

test('no files are a tree, too', () => {
  expect(readTree(writeTree([]))).toEqual({ files: [] });
});

test.each<[string, unknown, RegExp]>([
  ['an object', {}, /no list/],
  ['a list of texts', ['a'], /no object/],
  ['a file without a path', [{}], /no path/],
  ['a path that leaves the folder', [file('../x')], /"\.\.\/x" must not hold the part/],
  ['an absolute path', [file('/x')], /relative/],
  ['a size that is none', [file('a', { bytes: -1 })], /no size/],
  ['a digest that is none', [{ ...file('a'), digest: 'x' }], /no digest/],
  ['no word on its mode', [{ ...file('a'), isExecutable: 1 }], /executable/],
  ['two files at one place', [file('a'), file('a')], /two files at "a"/],
  ['a file that is a folder, too', [file('a/b'), file('a')], /"a" is both/],
  ['too large files', [file('a', { bytes: limits.treeBytesMax }), file('b')], /at most/],
])('%s is refused', (_name, value, message) => {
  const answer = readTree(JSON.stringify(value));
  expect('problem' in answer && answer.problem).toMatch(message);
});

test('too many files are refused', () => {
  const many = Array.from({ length: limits.treeFilesMax + 1 }, (_, i) => file(`f${i}`));
  expect(problemOfTree(many)).toMatch(/100001 files, at most 100000/);
});

test('whatever the text is, reading never throws and every message is one bounded line', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const answer = readTree(text);
      if ('problem' in answer) expect(answer.problem.length).toBeLessThan(400);
    }),
  );
});
