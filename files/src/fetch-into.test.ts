import { existsSync, readFileSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fetchInto } from './fetch-into.ts';
import { listWorkspace } from './list-tree.ts';
import { sendTree } from './send-tree.ts';
import { createMemoryContent } from './test/memory-content.ts';
import { newFolder, type TestFolder } from './test/folder.ts';

async function sent(files: Readonly<Record<string, string>>) {
  using folder = newFolder();
  for (const [path, text] of Object.entries(files)) folder.write(path, text, text.startsWith('#!') ? 0o755 : 0o644);
  const content = createMemoryContent();
  const { tree } = await listWorkspace({ folder: folder.path });
  await sendTree(content, await listWorkspace({ folder: folder.path }));
  content.calls.length = 0;
  return { content, tree };
}
const keeping = { replace: false };
const listing = (folder: TestFolder): string[] =>
  readdirSync(folder.path, { recursive: true, encoding: 'utf8' }).sort();

test('a tree is laid out with its modes, and nothing else is left', async () => {
  using into = newFolder();
  const { content, tree } = await sent({ 'a/b': 'text', run: '#!/bin/sh', same: 'text' });
  expect(await fetchInto(content, tree, into.at('new', 'folder'), keeping)).toEqual({
    files: 3,
    bytes: 17,
    fetchedBytes: 13,
  });
  expect(readFileSync(into.at('new/folder/a/b'), 'utf8')).toBe('text');
  expect(statSync(into.at('new/folder/run')).mode & 0o100).toBe(0o100);
  expect(readdirSync(into.at('new/folder')).sort()).toEqual(['a', 'run', 'same']);
});

test('what is there is not fetched, and its mode is put right', async () => {
  using into = newFolder();
  const { content, tree } = await sent({ a: 'text', run: '#!/bin/sh' });
  into.write('run', '#!/bin/sh');
  expect((await fetchInto(content, tree, into.path, keeping)).fetchedBytes).toBe(4);
  expect(statSync(into.at('run')).mode & 0o100).toBe(0o100);
  expect((await fetchInto(content, tree, into.path, keeping)).fetchedBytes).toBe(0);
});

test('another file at its place is told, and replaced only where that is wanted', async () => {
  using into = newFolder();
  const { content, tree } = await sent({ a: 'text', b: 'b' });
  into.write('a', 'mine');
  await expect(fetchInto(content, tree, into.path, keeping)).rejects.toMatchObject({
    code: 'wrong',
    message: expect.stringMatching(/has other files there: a$/) as string,
  });
  expect(listing(into)).toEqual(['a']);
  await fetchInto(content, tree, into.path, { replace: true });
  expect(readFileSync(into.at('a'), 'utf8')).toBe('text');
});

test('what broke off goes on', async () => {
  using into = newFolder();
  const { content, tree } = await sent({ big: 'x'.repeat(5000) });
  // The list comes whole; the file breaks off.
  const broken = {
    ...content,
    get: (digest: typeof tree, offset: number) => {
      if (digest !== tree) content.breakAfter = 2000;
      return content.get(digest, offset);
    },
  };
  await expect(fetchInto(broken, tree, into.path, keeping)).rejects.toMatchObject({ code: 'unavailable' });
  content.calls.length = 0;
  await fetchInto(content, tree, into.path, keeping);
  expect(content.calls.at(-1)).toMatch(/ 2000$/);
  expect(listing(into)).toEqual(['big']);
});

test('a link of the person leads nowhere', async () => {
  using into = newFolder();
  using outside = newFolder();
  const { content, tree } = await sent({ 'out/a': 'text' });
  symlinkSync(outside.path, into.at('out'));
  await expect(fetchInto(content, tree, into.path, { replace: true })).rejects.toMatchObject({ code: 'wrong' });
  expect(existsSync(outside.at('a'))).toBe(false);
});
