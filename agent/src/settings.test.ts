import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { limits } from '@orchion/domain';
import { readSettings } from './settings.ts';

const env = { ORCHION_URL: 'unix:/run/orchion.sock', ORCHION_TOKEN: 'orc_node_x' };

test('arguments and environment are read, and the rest has defaults', () => {
  const settings = readSettings(['--state-dir', '/s', '--name', 'tower', '--label', 'zone=a', '--label', 'x=1=2'], env);
  expect(settings).toMatchObject({
    stateDir: '/s',
    nodeName: 'tower',
    labels: { zone: 'a', x: '1=2' },
    endpoint: { kind: 'socket', path: '/run/orchion.sock' },
    spoolBytesMax: limits.spoolBytesMax,
  });
  expect(settings.token()).toBe('orc_node_x');
});

test.each<[string, string[], NodeJS.ProcessEnv, RegExp]>([
  ['no state directory', [], env, /--state-dir is missing/],
  ['a name that is none', ['--state-dir', '/s', '--name', 'a b'], env, /--name/],
  ['a label without a value', ['--state-dir', '/s', '--label', 'zone'], env, /not of the form key=value/],
  ['an unknown argument', ['--state-dir', '/s', '--token', 'x'], env, /--token/],
  ['no address', ['--state-dir', '/s'], { ORCHION_TOKEN: 'x' }, /ORCHION_URL is not set/],
  ['an address that is none', ['--state-dir', '/s'], { ...env, ORCHION_URL: 'tower' }, /ORCHION_URL:/],
  ['no token', ['--state-dir', '/s'], { ORCHION_URL: env.ORCHION_URL }, /the agent needs a token/],
  ['bytes that are none', ['--state-dir', '/s'], { ...env, ORCHION_SPOOL_BYTES: '8GB' }, /ORCHION_SPOOL_BYTES/],
])('%s is refused with what is wrong', (_what, args, given, message) => {
  expect(() => readSettings(args, given)).toThrow(message);
});

test('a token file is read anew each time, so that it can be replaced', () => {
  const dir = mkdtempSync(join(tmpdir(), 'orchion-settings-'));
  const path = join(dir, 'agent-token');
  const { token } = readSettings(['--state-dir', '/s'], { ORCHION_URL: env.ORCHION_URL, ORCHION_TOKEN_FILE: path });
  expect(() => token()).toThrow(/cannot be read \(ENOENT\)/);
  writeFileSync(path, 'first\n');
  chmodSync(path, 0o600);
  expect(token()).toBe('first');
  writeFileSync(path, 'second\n');
  expect(token()).toBe('second');
  rmSync(dir, { recursive: true });
});
