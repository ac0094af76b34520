import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createFindLogin, registryOf } from './registry-login.ts';

const dir = mkdtempSync(join(tmpdir(), 'orchion-login-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test.each([
  ['alpine', 'https://index.docker.io/v1/'],
  ['owner/tool:1', 'https://index.docker.io/v1/'],
  ['docker.io/library/alpine', 'https://index.docker.io/v1/'],
  ['ghcr.io/owner/tool', 'ghcr.io'],
  ['localhost/tool', 'localhost'],
  ['lab:5000/tool@sha256:00', 'lab:5000'],
])('%s comes from %s', (image, registry) => {
  expect(registryOf(image)).toBe(registry);
});

test('the login of a registry is the one that docker login left', async () => {
  const file = join(dir, 'config.json');
  const find = createFindLogin(file);
  expect(await find('ghcr.io/a/b')).toBeNull();
  const auth = Buffer.from('me:pass:word').toString('base64');
  writeFileSync(file, JSON.stringify({ auths: { 'ghcr.io': { auth }, 'other.io': {} } }));
  expect(await find('ghcr.io/a/b')).toEqual({ username: 'me', password: 'pass:word', serveraddress: 'ghcr.io' });
  expect(await find('other.io/a/b')).toBeNull();
  expect(await find('alpine')).toBeNull();
});
