import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refOf } from '../../test/attempts.ts';
import { attemptFiles, claimAgainstStart, readRecord, type AttemptFiles } from './attempt-directory.ts';
import { createSpareDirectories, type SpareDirectories } from './spare-directories.ts';

let dir: string;
let spares: SpareDirectories;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'orchion-spares-'));
  spares = createSpareDirectories(join(dir, 'spare'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** As a supervisor of the native launcher leaves it. */
function endedAttempt(n: number): AttemptFiles {
  const files = attemptFiles(dir, refOf(n));
  mkdirSync(join(files.path, 'work'), { recursive: true, mode: 0o700 });
  for (const name of ['stdout', 'stderr']) writeFileSync(join(files.path, name), `${name} of ${n}`);
  writeFileSync(
    join(files.path, 'record'),
    `attempt ${files.name} 7 .\nsupervisor 99999 1 boot .\nexited 0 - 1.00 .\n`,
  );
  return files;
}

test('a kept directory becomes the next attempt’s, empty and unclaimed', () => {
  expect(spares.keep(endedAttempt(1))).toBe(true);
  const next = attemptFiles(dir, refOf(2));
  expect(spares.take(next)).toBe(true);
  expect(readdirSync(next.path).sort()).toEqual(['stderr', 'stdout', 'unclaimed', 'work']);
  for (const name of ['stderr', 'stdout', 'unclaimed']) expect(readFileSync(join(next.path, name), 'utf8')).toBe('');
  expect(spares.take(attemptFiles(dir, refOf(3)))).toBe(false);
});

test('a directory in which a command has left something is not kept', () => {
  const files = endedAttempt(1);
  writeFileSync(join(files.path, 'work', 'result'), 'x');
  expect(spares.keep(files)).toBe(false);
  expect(readFileSync(join(files.path, 'stdout'), 'utf8')).toBe('stdout of 1');
});

test('what stands beside the usual files keeps a directory from being lent on', () => {
  const files = endedAttempt(1);
  writeFileSync(join(files.path, 'lease-passed'), 'lease .');
  expect(spares.keep(files)).toBe(false);
});

test('a blank record is claimed once', () => {
  spares.keep(endedAttempt(1));
  const next = attemptFiles(dir, refOf(2));
  spares.take(next);
  expect(claimAgainstStart(next)).toBe(true);
  expect(claimAgainstStart(next)).toBe(false);
  expect(readRecord(next).supervisor).toBe('agent');
});

test('a record that still tells of the earlier attempt after a power cut counts as blank, and what follows is read', () => {
  const earlier = endedAttempt(1);
  const later = attemptFiles(dir, refOf(2));
  const record = join(earlier.path, 'record');
  expect(readRecord({ ...later, path: earlier.path })).toMatchObject({ supervisor: null, exit: null });
  appendFileSync(record, `attempt ${later.name} 3 .\nsupervisor 88888 2 boot .\n`);
  expect(readRecord({ ...later, path: earlier.path })).toMatchObject({
    supervisor: { pid: 88888 },
    exit: null,
    oomKillsBefore: 3,
  });
});
