import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { EngineError, type Engine } from './engine.ts';
import { createEngineFinder } from './find-engine.ts';

const dir = mkdtempSync(join(tmpdir(), 'orchion-engine-'));
afterAll(() => rmSync(dir, { recursive: true }));
const socket = join(dir, 'docker.sock');
writeFileSync(socket, '');
const here = { DOCKER_HOST: `unix://${socket}` };
// Of all that an engine can, only its version is asked.
const engineOf = (version: () => Promise<string>): Engine => ({ version }) as unknown as Engine;

test('an engine is told by its version, and its client is loaded once', async () => {
  let loads = 0;
  const finder = createEngineFinder(here, () => {
    loads++;
    return Promise.resolve(engineOf(() => Promise.resolve('28.2.2')));
  });
  expect(await finder.describe()).toEqual({ version: '28.2.2', problem: null });
  expect(await finder.describe()).toEqual({ version: '28.2.2', problem: null });
  expect(loads).toBe(1);
});

test('why there is none is said in words', async () => {
  const never = () => Promise.reject(new Error('it is not asked'));
  const problemOf = async (env: NodeJS.ProcessEnv, load: () => Promise<Engine | null> = never) => {
    const { version, problem } = await createEngineFinder(env, load).describe();
    expect(version).toBeNull();
    return problem;
  };
  expect(await problemOf({ DOCKER_HOST: 'unix:///nowhere/docker.sock' })).toMatch(
    /names \/nowhere\/docker.sock, which is not there/,
  );
  expect(await problemOf({ DOCKER_HOST: 'ssh://me@tower' })).toMatch(/no socket of this machine/);
  expect(await problemOf(here, () => Promise.resolve(null))).toMatch(/containers need the full one/);
  const forbidden = new EngineError('forbidden', 'This user may not.');
  expect(await problemOf(here, () => Promise.resolve(engineOf(() => Promise.reject(forbidden))))).toBe(
    'This user may not.',
  );
});
