/** Files end up below their folder and nowhere else, whatever their paths and whatever is there already. */
import fc from 'fast-check';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { expect, test } from 'vitest';
import { layOutFile } from './lay-out-file.ts';
import { digestOf } from './test/memory-content.ts';
import { newFolder } from './test/folder.ts';

const fileAt = (path: string, isExecutable = false) => ({
  path,
  bytes: 3,
  digest: digestOf(Buffer.from('new')),
  isExecutable,
});

test('a file is laid out with its folders, its bytes and its mode; its source stays its own', async () => {
  using folder = newFolder();
  const source = folder.write('source', 'new');
  mkdirSync(folder.at('into'));
  await layOutFile(folder.at('into'), fileAt('a/b/run', true), source);
  await layOutFile(folder.at('into'), fileAt('a/b/data'), source);
  expect(readFileSync(folder.at('into/a/b/run'), 'utf8')).toBe('new');
  expect(statSync(folder.at('into/a/b/run')).mode & 0o777).toBe(0o755);
  expect(statSync(folder.at('into/a/b/data')).mode & 0o777).toBe(0o644);
  writeFileSync(folder.at('into/a/b/run'), 'changed by a job');
  expect(readFileSync(source, 'utf8')).toBe('new');
});

test('a link in its place is replaced, and what it led to is not touched', async () => {
  using folder = newFolder();
  const source = folder.write('source', 'new');
  const victim = folder.write('victim', 'old');
  mkdirSync(folder.at('into'));
  symlinkSync(victim, folder.at('into/a'));
  await layOutFile(folder.at('into'), fileAt('a'), source);
  expect(readFileSync(victim, 'utf8')).toBe('old');
  expect(lstatSync(folder.at('into/a')).isSymbolicLink()).toBe(false);
});

test('a link on its way is refused', async () => {
  using folder = newFolder();
  const source = folder.write('source', 'new');
  mkdirSync(folder.at('outside'));
  mkdirSync(folder.at('into'));
  symlinkSync(folder.at('outside'), folder.at('into/a'));
  await expect(layOutFile(folder.at('into'), fileAt('a/b'), source)).rejects.toMatchObject({
    code: 'wrong',
    message: expect.stringMatching(/a is a link/) as string,
  });
  expect(readdirSync(folder.at('outside'))).toEqual([]);
});

test('a folder in its place and a file on its way are refused, and nothing is left half done', async () => {
  using folder = newFolder();
  const source = folder.write('source', 'new');
  folder.write('into/a/b', 'old');
  await expect(layOutFile(folder.at('into'), fileAt('a'), source)).rejects.toMatchObject({ code: 'wrong' });
  await expect(layOutFile(folder.at('into'), fileAt('a/b/c'), source)).rejects.toMatchObject({ code: 'wrong' });
  expect(readdirSync(folder.at('into'))).toEqual(['a']);
});

test('whatever the path is, nothing outside of the folder is made or changed', async () => {
  using folder = newFolder();
  const source = folder.write('source', 'new');
  mkdirSync(folder.at('outside'));
  mkdirSync(folder.at('deep/into'), { recursive: true });
  symlinkSync(folder.at('outside'), folder.at('deep/into/link'));
  const part = fc.constantFrom('..', '.', '', 'a', 'link', '/', 'C:', '\\', '..\\..', '\0', 'a\n');
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 5 }), async (parts) => {
      await layOutFile(folder.at('deep/into'), fileAt(parts.join('/')), source).catch(() => undefined);
      expect(readdirSync(folder.path).sort()).toEqual(['deep', 'outside', 'source']);
      expect(readdirSync(folder.at('deep'))).toEqual(['into']);
      expect(readdirSync(folder.at('outside'))).toEqual([]);
      expect(existsSync(folder.at('..', 'a'))).toBe(false);
    }),
    { numRuns: 200 },
  );
});
