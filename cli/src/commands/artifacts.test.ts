import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../run-cli.ts';
import { fakeCluster } from '../test/fake-cluster.ts';
import { fakeContent, type FakeContent } from '../test/fake-content.ts';
import { aRun } from '../test/fake-runs.ts';
import { testWorld } from '../test/test-world.ts';

let content: FakeContent;
let cluster: ReturnType<typeof fakeCluster>;
let folder: string;
beforeEach(() => {
  content = fakeContent();
  cluster = fakeCluster();
  folder = mkdtempSync(join(tmpdir(), 'orchion-artifacts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function said(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const world = testWorld({ client: cluster.client, content: content.client });
  const code = await runCli(world, [...args]);
  return { code, out: world.out(), err: world.err() };
}

describe('what a run left', () => {
  beforeEach(() => {
    const model = content.artifact('model', { 'a/weights.bin': 'www' });
    const cell = (text: string) => content.artifact('log', { 'log.txt': text });
    cluster.runs.push(
      aRun(7, {
        train: { artifacts: [model] },
        'test[0]': { artifacts: [cell('0')] },
        'test[1]': { artifacts: [cell('1')] },
      }),
    );
  });

  test('is listed with the step that left it', async () => {
    const { code, out } = await said('artifacts', 'ls', 'latest');
    expect(code).toBe(0);
    expect(out).toMatch(/model +train +1 +3 B/);
    expect(out).toMatch(/log +test\[1\] +1 +1 B/);
  });

  test('is fetched into folders of its names, those that share one below their steps', async () => {
    expect(await said('artifacts', 'get', '#7', '--into', folder)).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, 'model/a/weights.bin'), 'utf8')).toBe('www');
    expect(readFileSync(join(folder, 'test[1]/log/log.txt'), 'utf8')).toBe('1');
  });

  test('is fetched straight into a folder where one is named', async () => {
    const { out } = await said('artifacts', 'get', '#7', 'model', '--into', join(folder, 'here'), '--json');
    expect(JSON.parse(out)).toMatchObject({
      artifacts: [{ name: 'model', into: join(folder, 'here'), fetchedBytes: 3 }],
    });
    expect(readFileSync(join(folder, 'here/a/weights.bin'), 'utf8')).toBe('www');
  });

  test('does not take the place of what is there, unless that is said', async () => {
    mkdirSync(join(folder, 'here/a'), { recursive: true });
    writeFileSync(join(folder, 'here/a/weights.bin'), 'mine');
    const get = ['artifacts', 'get', '#7', 'model', '--into', join(folder, 'here')];
    expect((await said(...get)).code).not.toBe(0);
    expect(readFileSync(join(folder, 'here/a/weights.bin'), 'utf8')).toBe('mine');
    expect((await said(...get, '--force')).code).toBe(0);
    expect(readFileSync(join(folder, 'here/a/weights.bin'), 'utf8')).toBe('www');
  });

  test('is told by its names where another one is asked for', async () => {
    const { code, err } = await said('artifacts', 'get', '#7', 'modle');
    expect(code).toBe(4);
    expect(err).toContain('It left no artifact "modle".');
    expect(err).toContain('There are: model, log');
    expect((await said('artifacts', 'ls', '#8')).code).toBe(4);
  });
});

test('a run that left nothing says so', async () => {
  cluster.runs.push(aRun(7, { train: {} }));
  expect(await said('artifacts', 'ls', 'latest')).toMatchObject({ code: 0, out: '' });
  const got = await said('artifacts', 'get', 'latest');
  expect(got.code).toBe(4);
  expect(got.err).toContain('It left no artifacts.');
});

test('the files that steps ask for are sent before the run is started, without those that are ignored', async () => {
  cluster.runs.push(aRun(7));
  for (const [name, text] of Object.entries({ 'a.txt': 'a', 'b.log': 'b', '.orchionignore': '*.log\n' })) {
    writeFileSync(join(folder, name), text);
  }
  const file = join(folder, 'p.orchion.yaml');
  writeFileSync(
    file,
    'apiVersion: orchion/v1\nsteps:\n  s:\n    run: x\n    workspace: { include: ["*.txt", "*.log"] }\n',
  );
  const { code, err } = await said('run', file);
  expect(code).toBe(0);
  expect(err).toContain('Files: 1 file, 1 B of');
  const { argument } = cluster.calls.at(-1) ?? {};
  const trees = Object.values((argument as { workspaces: Readonly<Record<string, string>> }).workspaces);
  expect(trees).toHaveLength(1);
  const texts = [...content.contents.values()].map((bytes) => Buffer.from(bytes).toString('utf8'));
  expect(texts.filter((text) => text.length === 1)).toEqual(['a']);
});
