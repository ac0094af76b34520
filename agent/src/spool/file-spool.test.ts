import { appendFileSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attemptName } from '@orchion/domain';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refOf } from '../test/attempts.ts';
import { createFileSpool, type FileSpool } from './file-spool.ts';

const ref = refOf(1);
let dir: string;
let spool: FileSpool;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'orchion-spool-'));
  mkdirSync(join(dir, attemptName(ref).replace('/', '.')));
  spool = createFileSpool(dir);
});
afterEach(() => {
  spool.close();
  rmSync(dir, { recursive: true });
});

const file = (stream: string): string => join(dir, attemptName(ref).replace('/', '.'), stream);
const text = async (offset: number, max: number): Promise<string> =>
  Buffer.from(await spool.read(ref, 'stdout', offset, max)).toString();

test('an attempt that has written nothing has no bytes', async () => {
  expect(spool.lengths(ref)).toEqual({ stdout: 0, stderr: 0 });
  expect(await text(0, 10)).toBe('');
});

test('bytes are read where they were written, while more come', async () => {
  appendFileSync(file('stdout'), 'hello ');
  expect(spool.lengths(ref)).toEqual({ stdout: 6, stderr: 0 });
  appendFileSync(file('stdout'), 'world');
  expect(await text(4, 4)).toBe('o wo');
  expect(await text(9, 100)).toBe('ld');
});

test('a large read never lies where one lies that is still held', async () => {
  const piece = 100_000;
  appendFileSync(file('stdout'), Buffer.concat(Array.from({ length: 6 }, (_, i) => Buffer.alloc(piece, 97 + i))));
  const letter = (bytes: Uint8Array): string => {
    expect(new Set(bytes).size).toBe(1);
    return String.fromCharCode(bytes[0] ?? 0);
  };
  const read = (i: number): Promise<Uint8Array> => spool.read(ref, 'stdout', i * piece, piece);
  const [a, b] = await Promise.all([read(0), read(1)]);
  spool.recycle?.(a);
  spool.recycle?.(a);
  const [c, d] = await Promise.all([read(2), read(3)]);
  expect([b, c, d].map(letter)).toEqual(['b', 'c', 'd']);
  expect(new Set([b, c, d].map(({ buffer }) => buffer)).size).toBe(3);
  expect(c.buffer).toBe(a.buffer);
  spool.recycle?.(new Uint8Array(await spool.read(ref, 'stdout', 0, 10)));
  expect((await Promise.all([read(4), read(5)])).map(letter)).toEqual(['e', 'f']);
});

// A start that finds the empty file of an earlier attempt open somewhere makes one of its own.
test('an empty file may be replaced until something is written to it', async () => {
  appendFileSync(file('stdout'), '');
  expect(spool.lengths(ref).stdout).toBe(0);
  expect(await text(0, 10)).toBe('');
  rmSync(file('stdout'));
  appendFileSync(file('stdout'), 'hello');
  expect(spool.lengths(ref).stdout).toBe(5);
  expect(await text(0, 10)).toBe('hello');
});

test('given-up bytes free their space, keep their offsets, and are known again after a restart', async () => {
  appendFileSync(file('stdout'), Buffer.alloc(4 * 1024 * 1024, 'x'));
  appendFileSync(file('stdout'), 'end');
  const before = statSync(file('stdout')).blocks;
  const gap = { stream: 'stdout', offset: 4096, length: 3 * 1024 * 1024, reason: 'spool_full' } as const;
  await spool.drop(ref, gap);
  expect(statSync(file('stdout')).blocks).toBeLessThan(before / 2);
  expect(await text(4 * 1024 * 1024, 10)).toBe('end');
  spool.close();
  spool = createFileSpool(dir);
  expect(spool.gaps(ref)).toEqual([gap]);
});

test('where no hole can be made, what lies beyond the cap is cut off and still counted', async () => {
  spool.close();
  spool = createFileSpool(dir, () => Promise.resolve(false));
  appendFileSync(file('stdout'), 'keep' + 'x'.repeat(996));
  await spool.drop(ref, { stream: 'stdout', offset: 4, length: 996, reason: 'cap' });
  expect(statSync(file('stdout')).size).toBe(4);
  expect(spool.lengths(ref).stdout).toBe(1000);
});
