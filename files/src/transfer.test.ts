/** To the orchestrator and back: only what is missing, on from where it broke off, and never what it is not. */
import { readFileSync, statSync, writeFileSync, existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createContentCache } from './content-cache.ts';
import { fetchContent, fetchTree } from './fetch-content.ts';
import { listWorkspace } from './list-tree.ts';
import { sendTree } from './send-tree.ts';
import { createMemoryContent, digestOf } from './test/memory-content.ts';
import { newFolder } from './test/folder.ts';

const bytesOf = (length: number, seed = 1): Buffer =>
  Buffer.from(Array.from({ length }, (_, i) => (i * 31 + seed) & 0xff));

describe('sending', () => {
  test('brings what is missing, once, and the list last', async () => {
    using folder = newFolder();
    const content = createMemoryContent();
    folder.write('a', 'same');
    folder.write('b', 'same');
    folder.write('c', 'other');
    const tree = await listWorkspace({ folder: folder.path });
    expect(await sendTree(content, tree)).toEqual({ bytes: 9 });
    expect(content.calls.filter((call) => call.startsWith('put'))).toHaveLength(3);
    expect(content.calls.at(-1)).toContain(`put ${tree.tree.slice(0, 4)}`);
    content.calls.length = 0;
    expect(await sendTree(content, tree)).toEqual({ bytes: 0 });
    expect(content.calls).toEqual(['missing 3']);
    folder.write('c', 'changed');
    expect(await sendTree(content, await listWorkspace({ folder: folder.path }))).toEqual({ bytes: 7 });
  });

  test('of a large file goes in parts, and on where it broke off', async () => {
    using folder = newFolder();
    const content = createMemoryContent();
    const partBytes = 4000;
    const bytes = bytesOf(2 * partBytes + 10);
    folder.write('big', bytes);
    const tree = await listWorkspace({ folder: folder.path });
    content.breakAfter = 1000;
    await expect(sendTree(content, tree, { partBytes })).rejects.toMatchObject({ code: 'unavailable' });
    content.calls.length = 0;
    await sendTree(content, tree, { partBytes });
    const puts = content.calls.filter((call) => call.startsWith(`put ${digestOf(bytes).slice(0, 4)}`));
    expect(puts.map((call) => call.split(' ')[2])).toEqual([
      `1000+${partBytes}`,
      `${1000 + partBytes}+${bytes.length - 1000 - partBytes}`,
    ]);
    expect(content.contents.get(digestOf(bytes))?.equals(bytes)).toBe(true);
  });

  test.each([
    ['shorter', 'x'],
    ['another', 'xxxxxxxxxx'],
  ])('of a file that became %s meanwhile says so', async (_how, now) => {
    using folder = newFolder();
    const path = folder.write('a', '0123456789');
    const tree = await listWorkspace({ folder: folder.path });
    writeFileSync(path, now);
    await expect(sendTree(createMemoryContent(), tree)).rejects.toMatchObject({
      code: 'changed',
      message: expect.stringMatching(/a was written to while it was sent/) as string,
    });
  });

  test('nothing but the list of an empty folder', async () => {
    using folder = newFolder();
    const content = createMemoryContent();
    const tree = await listWorkspace({ folder: folder.path });
    await sendTree(content, tree);
    expect(await fetchTree(content, tree.tree)).toEqual([]);
  });
});

describe('fetching', () => {
  const bytes = bytesOf(5000);
  const wanted = { digest: digestOf(bytes), bytes: 5000 };

  test('goes on where it broke off', async () => {
    using folder = newFolder();
    const content = createMemoryContent();
    content.contents.set(wanted.digest, bytes);
    content.breakAfter = 2000;
    await expect(fetchContent(content, wanted, folder.at('part'))).rejects.toMatchObject({ code: 'unavailable' });
    expect(statSync(folder.at('part')).size).toBe(2000);
    await fetchContent(content, wanted, folder.at('part'));
    expect(content.calls.at(-1)).toMatch(/ 2000$/);
    expect(readFileSync(folder.at('part')).equals(bytes)).toBe(true);
    // All of it is there: nothing is asked.
    content.calls.length = 0;
    await fetchContent(content, wanted, folder.at('part'));
    expect(content.calls).toEqual([]);
  });

  test.each([
    ['spoiled by a crash', bytesOf(2000, 9)],
    ['longer than it can be', bytesOf(6000)],
    ['of the right length and wrong', bytesOf(5000, 9)],
  ])('begins anew where what is there is %s', async (_what, there) => {
    using folder = newFolder();
    const content = createMemoryContent();
    content.contents.set(wanted.digest, bytes);
    folder.write('part', there);
    await fetchContent(content, wanted, folder.at('part'));
    expect(readFileSync(folder.at('part')).equals(bytes)).toBe(true);
  });

  test('takes nothing that is not what was asked for', async () => {
    using folder = newFolder();
    const content = createMemoryContent();
    content.contents.set(wanted.digest, bytesOf(5000, 2));
    await expect(fetchContent(content, wanted, folder.at('part'))).rejects.toMatchObject({ code: 'changed' });
    content.contents.set(wanted.digest, bytesOf(5001));
    await expect(fetchContent(content, wanted, folder.at('part'))).rejects.toMatchObject({ code: 'changed' });
    await expect(fetchContent(createMemoryContent(), wanted, folder.at('x'))).rejects.toMatchObject({
      code: 'missing',
    });
  });

  test('a list that is none is refused', async () => {
    const content = createMemoryContent();
    const text = Buffer.from('[{"path":"../x"}]');
    content.contents.set(digestOf(text), text);
    await expect(fetchTree(content, digestOf(text))).rejects.toMatchObject({ code: 'wrong' });
  });
});

describe('the cache of a node', () => {
  const files = [1, 2, 3].map((seed) => bytesOf(1000, seed));
  const prepared = () => {
    const content = createMemoryContent();
    for (const bytes of files) content.contents.set(digestOf(bytes), bytes);
    return content;
  };
  const wantedOf = (place: number) => ({ digest: digestOf(files[place] ?? Buffer.alloc(0)), bytes: 1000 });

  test('fetches once, also for several who want it at once', async () => {
    using folder = newFolder();
    const content = prepared();
    const cache = createContentCache({ root: folder.path, bytesMax: 1e9, content, now: Date.now });
    const paths = await Promise.all([1, 2, 3].map(() => cache.hold(wantedOf(0))));
    expect(new Set(paths).size).toBe(1);
    await cache.hold(wantedOf(0));
    expect(content.calls).toHaveLength(1);
    expect(readFileSync(paths[0] ?? '').equals(files[0] ?? Buffer.alloc(0))).toBe(true);
  });

  test('drops what was used longest ago, and nothing that is in use', async () => {
    using folder = newFolder();
    let now = 1_000_000_000_000;
    const cache = createContentCache({
      root: folder.path,
      bytesMax: 1000,
      content: prepared(),
      now: () => (now += 1000),
    });
    const [first, second, third] = [
      await cache.hold(wantedOf(0)),
      await cache.hold(wantedOf(1)),
      await cache.hold(wantedOf(2)),
    ];
    cache.release(wantedOf(1).digest);
    cache.release(wantedOf(2).digest);
    await cache.trim();
    expect([first, second, third].map((path) => existsSync(path))).toEqual([true, false, false]);
  });

  test('a file that a crash cut short is fetched anew', async () => {
    using folder = newFolder();
    const content = prepared();
    const cache = createContentCache({ root: folder.path, bytesMax: 1e9, content, now: Date.now });
    const path = await cache.hold(wantedOf(0));
    writeFileSync(path, 'x');
    await cache.hold(wantedOf(0));
    expect(statSync(path).size).toBe(1000);
  });

  test('one who fails does not fail the others for good', async () => {
    using folder = newFolder();
    const content = prepared();
    content.breakAfter = 0;
    const cache = createContentCache({ root: folder.path, bytesMax: 1e9, content, now: Date.now });
    const outcomes = await Promise.allSettled([cache.hold(wantedOf(0)), cache.hold(wantedOf(0))]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
