import { describe, expect, test } from 'vitest';
import { createDice } from '../dice.ts';
import { diskAfterCut } from './disk-after-cut.ts';
import type { Operation } from './recording.ts';

const write = (path: string, offset: number, text: string): Operation => ({
  kind: 'write',
  path,
  offset,
  bytes: Buffer.from(text),
});
const sync = (path: string): Operation => ({ kind: 'sync', path });
const make = (path: string): Operation => ({ kind: 'make', path, isFolder: false });
const makeFolder = (path: string): Operation => ({ kind: 'make', path, isFolder: true });
/** A file whose name is safe. */
const there = [make('/a'), sync('/')];

/** What a hundred disks hold under the name: all the different contents; `gone` where there is no such file. */
function found(operations: readonly Operation[], path: string): ReadonlySet<string> {
  return new Set(
    Array.from({ length: 100 }, (_, seed) => {
      const { files } = diskAfterCut(operations, operations.length, createDice(seed, 'test'));
      return files.get(path)?.toString('latin1') ?? 'gone';
    }),
  );
}

describe('a disk after the power failed', () => {
  test('holds what was synced', () => {
    expect(found([...there, write('/a', 0, 'one'), sync('/a')], '/a')).toEqual(new Set(['one']));
  });

  test('may hold what was not synced, in any order, or not', () => {
    const operations = [...there, write('/a', 0, 'one'), sync('/a'), write('/a', 3, 'two'), write('/a', 6, 'six')];
    expect(found(operations, '/a')).toEqual(new Set(['one', 'onetwo', 'onetwosix', 'one\0\0\0six']));
  });

  test('may hold a large write in part', () => {
    const [one, two] = ['x'.repeat(4096), 'y'.repeat(4096)];
    const operations = [write('/a', 0, one + two), sync('/')];
    expect(found(operations, '/a')).toEqual(new Set(['', one, '\0'.repeat(4096) + two, one + two]));
  });

  test('knows a renamed file by either name until something is synced, and goes on writing into it', () => {
    const base = [...there, write('/a', 0, 'old'), sync('/a'), make('/new'), write('/new', 0, 'new'), sync('/new')];
    const renamed: Operation[] = [...base, { kind: 'rename', path: '/new', to: '/a' }, write('/a', 3, '!')];
    expect(found(renamed, '/a')).toEqual(new Set(['old', 'new', 'new!']));
    expect(found([...renamed, sync('/a'), sync('/')], '/a')).toEqual(new Set(['new!']));
    expect(found([...renamed, sync('/a'), sync('/')], '/new')).toEqual(new Set(['gone']));
  });

  test('may bring a removed file back until something is synced', () => {
    const removed: Operation[] = [...there, write('/a', 0, 'one'), sync('/a'), { kind: 'remove', path: '/a' }];
    expect(found(removed, '/a')).toEqual(new Set(['one', 'gone']));
    expect(found([...removed, sync('/')], '/a')).toEqual(new Set(['gone']));
  });

  test('may forget a file that was synced, where its folder was not', () => {
    expect(found([make('/a'), write('/a', 0, 'one'), sync('/a')], '/a')).toEqual(new Set(['one', 'gone']));
  });

  test('may forget a folder with all that is in it, where the folder above was not synced', () => {
    const inside = [makeFolder('/f'), make('/f/a'), write('/f/a', 0, 'one'), sync('/f/a'), sync('/f')];
    expect(found(inside, '/f/a')).toEqual(new Set(['one', 'gone']));
    expect(found([...inside, sync('/')], '/f/a')).toEqual(new Set(['one']));
  });

  test('forgets a file whose name was never synced', () => {
    expect(found([write('/a', 0, 'one')], '/a')).toEqual(new Set(['one', '', 'gone']));
  });
});
