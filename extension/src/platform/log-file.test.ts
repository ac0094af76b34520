import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { pageLines, readLogPage, writeLogFile } from './log-file.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'orchion-log-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

async function* lines(count: number): AsyncIterable<readonly string[]> {
  for (let at = 0; at < count; at += 777) {
    yield Array.from({ length: Math.min(777, count - at) }, (_, i) => `€ ${at + i}`);
  }
}

test('a long log is read a page at a time, and every line is on one page', async () => {
  const count = 2 * pageLines + 5;
  const file = await writeLogFile(folder(), 'x.log', lines(count), () => undefined);
  expect(file.lines).toBe(count);
  const pages = await Promise.all([0, 1, 2].map((page) => readLogPage(file, page)));
  expect(pages.map((page) => page.split('\n').length - 1)).toEqual([pageLines, pageLines, 5]);
  expect(pages[1]?.startsWith(`€ ${pageLines}\n`)).toBe(true);
  expect(await readLogPage(file, 3)).toBe('');
});

test('an empty log is one empty page', async () => {
  const file = await writeLogFile(folder(), 'x.log', lines(0), () => undefined);
  expect(file.pages).toEqual([0, 0]);
  expect(await readLogPage(file, 0)).toBe('');
});

test('of a log that cannot be read to its end nothing is left', async () => {
  const path = folder();
  async function* broken(): AsyncIterable<readonly string[]> {
    yield ['a'];
    throw new Error('cut');
  }
  await expect(writeLogFile(path, 'x.log', broken(), () => undefined)).rejects.toThrow('cut');
  expect(existsSync(join(path, 'x.log'))).toBe(false);
});
