import { mkdirSync, symlinkSync, utimesSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { listChosen, listWorkspace } from './list-tree.ts';
import { openStatCache } from './stat-cache.ts';
import { digestOf } from './test/memory-content.ts';
import { newFolder } from './test/folder.ts';

const pathsOf = async (options: Parameters<typeof listWorkspace>[0]) =>
  (await listWorkspace(options)).files.map(({ path }) => path);

describe('a workspace', () => {
  test('is every file of the folder, with its digest and whether it is executable', async () => {
    using folder = newFolder();
    folder.write('b.txt', 'b');
    folder.write('a/run.sh', '#!/bin/sh', 0o755);
    const listed = await listWorkspace({ folder: folder.path });
    expect(listed.files).toEqual([
      { path: 'a/run.sh', bytes: 9, digest: digestOf(Buffer.from('#!/bin/sh')), isExecutable: true },
      { path: 'b.txt', bytes: 1, digest: digestOf(Buffer.from('b')), isExecutable: false },
    ]);
    expect(listed.bytes).toBe(10);
    expect(listed.tree).toBe(digestOf(Buffer.from(listed.list)));
  });

  test('is without what .gitignore and .orchionignore leave out; the nearer and the later word counts', async () => {
    using folder = newFolder();
    folder.write('.gitignore', 'node_modules/\n*.log\n!keep.log\n/only-here\n');
    folder.write('.orchionignore', '*.big\n!logs/wanted.log\n');
    folder.write('sub/.gitignore', '!*.log\n');
    for (const path of [
      'a.log',
      'keep.log',
      'x.big',
      'logs/wanted.log',
      'logs/other.log',
      'sub/b.log',
      'sub/only-here',
      'only-here',
      'node_modules/x/y',
      '.git/config',
      'sub/.git/config',
      'code.ts',
    ]) {
      folder.write(path, 'x');
    }
    expect(await pathsOf({ folder: folder.path })).toEqual([
      '.gitignore',
      '.orchionignore',
      'code.ts',
      'keep.log',
      'logs/wanted.log',
      'sub/.gitignore',
      'sub/b.log',
      'sub/only-here',
    ]);
  });

  test('has no links, no sockets, and says so', async () => {
    using folder = newFolder();
    using outside = newFolder();
    outside.write('secret', 'x');
    folder.write('a', 'x');
    symlinkSync(outside.at('secret'), folder.at('link'));
    symlinkSync(outside.path, folder.at('folder'));
    const server = createServer().listen(folder.at('socket'));
    await once(server, 'listening');
    const listed = await listWorkspace({ folder: folder.path });
    expect(listed.files.map(({ path }) => path)).toEqual(['a']);
    server.close();
    expect([...listed.passedOver].sort()).toEqual(['folder', 'link', 'socket']);
  });

  test('of a folder that is none is refused', async () => {
    using folder = newFolder();
    await expect(listWorkspace({ folder: folder.at('nothing') })).rejects.toMatchObject({
      code: 'wrong',
      message: expect.stringMatching(/is no folder/) as string,
    });
  });

  test('can be stopped', async () => {
    using folder = newFolder();
    folder.write('a', 'x');
    await expect(listWorkspace({ folder: folder.path, signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
  });
});

describe('what patterns choose', () => {
  test('is looked for where it can be, and links are not followed on the way', async () => {
    using folder = newFolder();
    using outside = newFolder();
    outside.write('out/secret', 'x');
    folder.write('out/a.txt', 'a');
    folder.write('out/b.log', 'b');
    folder.write('else/c.txt', 'c');
    symlinkSync(outside.at('out'), folder.at('evil'));
    const listed = await listChosen({ folder: folder.path, patterns: ['out', '!**/*.log', 'evil/secret', 'none/*'] });
    expect(listed.files.map(({ path }) => path)).toEqual(['out/a.txt']);
    const link = await listChosen({ folder: folder.path, patterns: ['evil'] });
    expect([link.files, link.passedOver]).toEqual([[], ['evil']]);
  });

  test('of a folder without files is an empty tree', async () => {
    using folder = newFolder();
    mkdirSync(folder.at('out'));
    expect((await listChosen({ folder: folder.path, patterns: ['out'] })).files).toEqual([]);
  });
});

describe('the stat cache', () => {
  const old = new Date(Date.now() - 60_000);

  test('spares reading what has not changed, and sees what has', async () => {
    using folder = newFolder();
    using home = newFolder();
    const path = folder.write('a', 'one');
    utimesSync(path, old, old);
    // A clock far ahead: the file's change time cannot be set back.
    const now = (): number => Date.now() + 60_000;
    const first = await openStatCache(home.at('cache.json'), now);
    const listed = await listWorkspace({ folder: folder.path, statCache: first });
    await first.save();
    const second = await openStatCache(home.at('cache.json'), now);
    const found: string[] = [];
    const watched = {
      ...second,
      find: (file: Parameters<typeof second.find>[0]) => {
        const digest = second.find(file);
        if (digest !== null) found.push(file.path);
        return digest;
      },
    };
    expect((await listWorkspace({ folder: folder.path, statCache: watched })).tree).toBe(listed.tree);
    expect(found).toEqual(['a']);
    folder.write('a', 'two');
    utimesSync(path, old, old);
    expect((await listWorkspace({ folder: folder.path, statCache: watched })).files[0]?.digest).toBe(
      digestOf(Buffer.from('two')),
    );
  });

  test('does not remember what was changed just now: a second change could not be told', async () => {
    using folder = newFolder();
    using home = newFolder();
    folder.write('a', 'one');
    const cache = await openStatCache(home.at('cache.json'), Date.now);
    await listWorkspace({ folder: folder.path, statCache: cache });
    await cache.save();
    const again = await openStatCache(home.at('cache.json'), Date.now);
    let found = 0;
    const watched = {
      ...again,
      find: (file: Parameters<typeof again.find>[0]) => (again.find(file) === null ? null : (found++, null)),
    };
    await listWorkspace({ folder: folder.path, statCache: watched });
    expect(found).toBe(0);
  });

  test.each(['', '{', '{"version":1}', '{"version":0,"files":{}}', '[]', 'null'])(
    'damaged (%j) is empty',
    async (text) => {
      using folder = newFolder();
      folder.write('a', 'x');
      const path = folder.write('../cache-of-test.json'.slice(3), text);
      const cache = await openStatCache(path, Date.now);
      expect((await listChosen({ folder: folder.path, patterns: ['a'], statCache: cache })).files).toHaveLength(1);
    },
  );
});
