import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runCli } from '../run-cli.ts';
import { fakeCluster } from '../test/fake-cluster.ts';
import { aRun } from '../test/fake-runs.ts';
import { testWorld } from '../test/test-world.ts';

function fileWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'orchion-run-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'train.orchion.yaml');
  writeFileSync(path, text);
  return path;
}

const good = 'apiVersion: orchion/v1\nname: train\nsteps:\n  a:\n    run: echo hi\n';

test('a file becomes a run, with its inputs as they were written', async () => {
  const cluster = fakeCluster();
  cluster.runs.push(aRun(7));
  const world = testWorld({ client: cluster.client });
  const text = good.replace('steps:', 'inputs: { epochs: { type: number }, name: {} }\nsteps:');
  expect(await runCli(world, ['run', fileWith(text), '--input', 'epochs=3', '-i', 'name=a=b'])).toBe(0);
  expect(world.out()).toBe(`${cluster.runs[0]?.run.id}\n`);
  expect(cluster.calls.at(-1)).toMatchObject({
    name: 'runs.start',
    argument: { source: { text, used: {} }, inputs: { epochs: '3', name: 'a=b' } },
  });
});

test('a file that is wrong is told by its places before anything is sent', async () => {
  const cluster = fakeCluster();
  const world = testWorld({ client: cluster.client });
  const file = fileWith('apiVersion: orchion/v1\nsteps:\n  a:\n    run: echo hi\n    needs: [b]\n');
  expect(await runCli(world, ['run', file])).toBe(2);
  expect(world.err()).toContain(`${file}:5:`);
  expect(cluster.calls).toEqual([]);
});

test('inputs that do not fit are told before anything is sent', async () => {
  const cluster = fakeCluster();
  const file = fileWith(good.replace('steps:', 'inputs: { epochs: { type: number, required: true } }\nsteps:'));
  const told = async (...args: readonly string[]): Promise<string> => {
    const world = testWorld({ client: cluster.client });
    expect(await runCli(world, ['run', file, ...args])).toBe(2);
    return world.err();
  };
  expect(await told('-i', 'epochs=many')).toContain('inputs.epochs: "many" does not fit; write a number');
  expect(await told('-i', 'epoch=3')).toContain('inputs.epoch: is not known; did you mean "epochs"?');
  expect(await told()).toContain('inputs.epochs: must be given');
  expect(await told('-i', 'epochs')).toContain('write NAME=VALUE');
  expect(cluster.calls).toEqual([]);
});

test('a file that is not there, and a folder, are told apart', async () => {
  const file = fileWith(good);
  const told = async (path: string): Promise<string> => {
    const world = testWorld({ client: fakeCluster().client });
    expect(await runCli(world, ['run', path])).toBe(2);
    return world.err();
  };
  expect(await told(`${file}.gone`)).toContain('There is no such file.');
  expect(await told(dirname(file))).toContain('This is a folder.');
});

test('a run that has ended is followed to its end at once, and its failure is the exit code', async () => {
  const cluster = fakeCluster();
  const run = aRun(7, { a: { state: 'failed', message: 'Exited with code 3.' } });
  cluster.runs.push({
    ...run,
    run: { ...run.run, status: { ...run.run.status, state: 'failed', message: 'a failed' } },
  });
  const world = testWorld({ client: cluster.client });
  expect(await runCli(world, ['run', fileWith(good), '--follow'])).toBe(1);
  expect(world.out()).toContain('✗ failed  a  Exited with code 3.');
  expect(world.err()).toContain('failed: a failed');
});

test('a rerun says what begins anew, one thing only', async () => {
  const cluster = fakeCluster();
  cluster.runs.push(aRun(7));
  const world = testWorld({ client: cluster.client });
  expect(await runCli(world, ['run', 'rerun', 'latest', '--from', 'fit'])).toBe(0);
  expect(cluster.calls.at(-1)).toMatchObject({
    name: 'runs.rerun',
    argument: { scope: { kind: 'from', stepId: 'fit' } },
  });
  expect(await runCli(world, ['run', 'rerun', 'latest', '--failed', '--only', 'fit'])).toBe(2);
});

test('a rerun of a file that was mended sends what it says now', async () => {
  const cluster = fakeCluster();
  cluster.runs.push(aRun(7));
  const world = testWorld({ client: cluster.client });
  expect(await runCli(world, ['run', 'rerun', 'latest', '--failed', '--file', fileWith(good)])).toBe(0);
  expect(cluster.calls.at(-1)).toMatchObject({
    argument: { scope: { kind: 'failed' }, edited: { source: { text: good } } },
  });
  expect(await runCli(world, ['run', 'rerun', 'latest', '--failed', '--file', fileWith('steps: 1')])).toBe(2);
});

test('a run is shown with its steps, cells below each other', async () => {
  const cluster = fakeCluster();
  cluster.runs.push(aRun(7, { prepare: { state: 'cached' }, 'fit[0]': { cell: { lr: 0.1 }, state: 'submitted' } }));
  const world = testWorld({ client: cluster.client });
  expect(await runCli(world, ['run', 'show', '#7'])).toBe(0);
  expect(world.out()).toContain('train #7');
  expect(world.out()).toContain('≡ cached');
  expect(world.out()).toContain('fit[0] (lr=0.1)');
});

test('kept results are listed, and removed by how their keys begin', async () => {
  const cluster = fakeCluster();
  const run = aRun(7).run.id;
  const base = { madeBy: { runId: run, stepKey: 'a' }, pipelineName: 'train', outputs: {}, artifacts: [], madeAt: 1 };
  cluster.cache.push(
    { ...base, key: 'result:abc', bytes: 2048, usedAt: 1 },
    { ...base, key: 'paths:deps-1', bytes: 0, usedAt: 2 },
  );
  const world = testWorld({ client: cluster.client });
  expect(await runCli(world, ['cache', 'ls'])).toBe(0);
  expect(world.out()).toContain('result:abc');
  expect(await runCli(world, ['cache', 'rm', 'deps'])).toBe(0);
  expect(cluster.calls.at(-1)).toEqual({ name: 'runs.removeCacheEntries', argument: ['paths:deps-1'] });
  expect(await runCli(world, ['cache', 'rm', 'nothing'])).toBe(4);
  expect(await runCli(world, ['cache', 'rm'])).toBe(2);
});

test('a plan starts nothing', async () => {
  const cluster = fakeCluster();
  const world = testWorld({ client: cluster.client });
  expect(await runCli(world, ['run', fileWith(good), '--plan', '--json'])).toBe(0);
  expect(JSON.parse(world.out())).toEqual({ steps: [], explanations: [] });
  expect(cluster.calls.map(({ name }) => name)).toEqual(['runs.plan']);
});
