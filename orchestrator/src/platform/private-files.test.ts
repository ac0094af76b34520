import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lockDirectory } from './directory-lock.ts';
import { pidInInfoFile, removeInfoFile, writeInfoFile } from './info-file.ts';
import { ensurePrivateDirectory } from './private-directory.ts';
import { readOrCreateToken } from './token-file.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'orchion-platform-'));
});
afterEach(() => rmSync(home, { recursive: true }));

describe('a private directory', () => {
  test('is made with its parents, for the owner only', () => {
    const path = join(home, 'a', 'b');
    ensurePrivateDirectory(path);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    ensurePrivateDirectory(path);
  });

  test('that others can enter is refused with the command that closes it', () => {
    const path = join(home, 'open');
    mkdirSync(path);
    chmodSync(path, 0o755);
    expect(() => ensurePrivateDirectory(path)).toThrow(`run: chmod 700 ${path}`);
  });

  test('that is a link is refused', () => {
    const path = join(home, 'link');
    symlinkSync(tmpdir(), path);
    expect(() => ensurePrivateDirectory(path)).toThrow(/link is not followed/);
  });
});

describe('a token file', () => {
  test('is made once, for its owner only, and read afterwards', () => {
    const path = join(home, 'token');
    const token = readOrCreateToken(path, 'admin');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8')).toBe(`${token}\n`);
    expect(readOrCreateToken(path, 'admin')).toBe(token);
  });

  test('with a wide mode is refused with the command that closes it, and without its content', () => {
    const path = join(home, 'token');
    const token = readOrCreateToken(path, 'admin');
    chmodSync(path, 0o644);
    const start = (): string => readOrCreateToken(path, 'admin');
    expect(start).toThrow(`chmod 600 ${path}`);
    expect(start).not.toThrow(token);
  });

  test.each([
    ['empty', ''],
    ['cut short', newTokenText().slice(0, 30)],
    ['of another kind', newTokenText()],
  ])('that is %s is refused', (_, content) => {
    const path = join(home, 'token');
    writeFileSync(path, content, { mode: 0o600 });
    expect(() => readOrCreateToken(path, 'agent')).toThrow(/no valid agent token/);
  });

  test('that is a link is refused', () => {
    const path = join(home, 'token');
    readOrCreateToken(join(home, 'elsewhere'), 'admin');
    symlinkSync(join(home, 'elsewhere'), path);
    expect(() => readOrCreateToken(path, 'admin')).toThrow(/not a plain file/);
  });

  function newTokenText(): string {
    const folder = mkdtempSync(join(tmpdir(), 'orchion-platform-token-'));
    const token = readOrCreateToken(join(folder, 'token'), 'admin');
    rmSync(folder, { recursive: true });
    return token;
  }
});

describe('a locked directory', () => {
  test('can be had by one at a time, and again after its release', () => {
    const lock = lockDirectory(home, join(home, 'lock'));
    expect(() => lockDirectory(home, join(home, 'lock'))).toThrow(/another orchestrator already uses/);
    lock.release();
    lockDirectory(home, join(home, 'lock')).release();
  });
});

describe('the info file', () => {
  const info = { pid: process.pid, version: '1', socket: null, addresses: [], startedAt: '2026-01-01T00:00:00Z' };

  test('is removed by the process that wrote it', () => {
    const path = join(home, 'orchestrator.json');
    writeInfoFile(path, info);
    expect(pidInInfoFile(path)).toBe(process.pid);
    removeInfoFile(path);
    expect(pidInInfoFile(path)).toBe(null);
  });

  test('of a later process stays', () => {
    const path = join(home, 'orchestrator.json');
    writeInfoFile(path, { ...info, pid: 1 });
    removeInfoFile(path);
    expect(pidInInfoFile(path)).toBe(1);
  });
});
