import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isOlder, openDatabase } from './open-database.ts';

test('a commit is synced before it returns, and nobody else opens the file', () => {
  const dir = mkdtempSync(join(tmpdir(), 'orchion-database-'));
  const database = openDatabase({ path: join(dir, 'cluster.db'), busyTimeoutMs: 0 });
  const setting = (name: string): unknown => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  // 2 is FULL: with less, a power failure takes commits that were answered.
  expect(setting('synchronous')).toBe(2);
  expect(setting('journal_mode')).toBe('wal');
  expect(setting('locking_mode')).toBe('exclusive');
  database.close();
  rmSync(dir, { recursive: true });
});

test('versions are compared number by number', () => {
  expect(isOlder('3.51.2', '3.51.3')).toBe(true);
  expect(isOlder('3.9.99', '3.51.3')).toBe(true);
  expect(isOlder('3.51.3', '3.51.3')).toBe(false);
  expect(isOlder('3.53', '3.51.3')).toBe(false);
  expect(isOlder('4.0.0', '3.51.3')).toBe(false);
});
