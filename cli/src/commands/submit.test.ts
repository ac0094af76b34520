import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { containerOf, type JobSpec } from '@orchion/domain';
import type { FollowEvent } from '@orchion/client';
import { describe, expect, test } from 'vitest';
import { runCli } from '../run-cli.ts';
import { anAttempt, fakeCluster, submittedSpec, type FakeCluster } from '../test/fake-cluster.ts';
import { testWorld } from '../test/test-world.ts';

async function specOf(...args: readonly string[]): Promise<JobSpec> {
  const cluster = fakeCluster();
  const world = testWorld({ client: cluster.client, env: { HOME_TOWN: 'Turin' } });
  expect({ code: await runCli(world, ['submit', ...args]), err: world.err() }).toEqual({ code: 0, err: '' });
  return submittedSpec(cluster);
}

describe('the command', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['after --', ['--', 'echo', '--name', 'x'], ['echo', '--name', 'x']],
    [
      'without --: its options are its own',
      ['--name', 'n', 'python', 't.py', '--cpu', '3', '-f'],
      ['python', 't.py', '--cpu', '3', '-f'],
    ],
    ['with a -- of its own', ['npm', 'test', '--', '--watch'], ['npm', 'test', '--', '--watch']],
    ['after -- with a -- of its own', ['--', 'npm', 'test', '--', '--json'], ['npm', 'test', '--', '--json']],
    ['with empty and spaced arguments', ['--', 'printf', '%s', '', 'a b'], ['printf', '%s', '', 'a b']],
  ])('%s', async (_name, args, command) => {
    expect((await specOf(...args)).command).toEqual(command);
  });
});

describe('a container', () => {
  test('is named by its image, and runs the command or what the image runs', async () => {
    const spec = await specOf('--image', 'python:3.12', '--', 'python', '-V');
    expect(spec).toMatchObject({ name: 'python', command: ['python', '-V'], container: containerOf('python:3.12') });
    const alone = await specOf(
      '--image',
      'ghcr.io/owner/tool:2',
      '--pull',
      'never',
      '--network',
      'none',
      '--user',
      'root',
    );
    const container = { image: 'ghcr.io/owner/tool:2', pull: 'never', network: 'none', user: 'root' };
    expect(alone).toMatchObject({ name: 'tool', command: [], container });
  });

  test('has an image', async () => {
    const world = testWorld({ client: fakeCluster().client });
    expect(await runCli(world, ['submit', '--pull', 'always', '--', 'true'])).toBe(2);
    expect(world.err()).toContain('--pull says something of a container; name its image: --image');
  });
});

describe('the options', () => {
  test('all of them', async () => {
    const spec = await specOf(
      ...['--name', 'n', '--cpu', '1.5', '--memory', '2GiB', '--disk', '1GB', '--gpus', '2', '--gpu-vendor', 'nvidia'],
      ...['--gpu-model', '4090', '--vram', '20GiB', '--label', 'zone=lab', '--label', 'os=linux', '--node', 'tower'],
      ...['--priority', '-5', '--env', 'A=1=2', '--env', 'HOME_TOWN', '--cwd', '/data', '--timeout', '10m'],
      ...['--queue-timeout', '1h', '--grace', '3s', '--retries', '2', '--idempotent', '--exclusive', '--', 'true'],
    );
    expect(spec).toMatchObject({
      name: 'n',
      cwd: '/data',
      env: { A: '1=2', HOME_TOWN: 'Turin' },
      resources: {
        cpuMillis: 1500,
        memoryBytes: 2 * 2 ** 30,
        diskBytes: 1e9,
        gpus: { amount: { kind: 'whole', count: 2 }, vendor: 'nvidia', model: '4090', vramBytes: 20 * 2 ** 30 },
      },
      labels: { zone: 'lab', os: 'linux' },
      node: 'tower',
      priority: -5,
      timeoutMs: 600_000,
      queueTimeoutMs: 3_600_000,
      graceMs: 3000,
      retry: { retriesMax: 2 },
      idempotent: true,
      onLost: 'retry',
      exclusive: true,
      onDisconnect: 'stop',
    });
  });

  test('none of them: the defaults, and no directory of the caller', async () => {
    expect(await specOf('--', '/usr/bin/true')).toMatchObject({ name: 'true', cwd: null, env: {}, onLost: 'hold' });
  });

  test('--on-lost counts more than what --idempotent assumes', async () => {
    expect((await specOf('--idempotent', '--on-lost', 'fail', '--', 'true')).onLost).toBe('fail');
  });

  test('--cwd . is the current directory, as an absolute path', async () => {
    const cluster = fakeCluster();
    const world = testWorld({ client: cluster.client });
    await runCli(world, ['submit', '--cwd', '.', '--', 'true']);
    expect(submittedSpec(cluster).cwd).toBe(world.currentDir);
  });

  test('a kind of GPU alone asks for one of it; a part of one is a part', async () => {
    const vram = await specOf('--vram', '8GiB', '--', 'true');
    expect(vram.resources.gpus).toMatchObject({ amount: { kind: 'whole', count: 1 }, vramBytes: 8 * 2 ** 30 });
    const part = await specOf('--gpus', '0.5', '--', 'true');
    expect(part.resources.gpus?.amount).toEqual({ kind: 'share', millis: 500 });
  });

  test('a variable that is not set here, or a value without a name, is refused without showing a value', async () => {
    const world = testWorld({ client: fakeCluster().client });
    expect(await runCli(world, ['submit', '--env', 'NOT_SET', '--env', '=secret', '--', 'true'])).toBe(2);
    expect(world.err()).toMatch(/--env: write it as NAME=VALUE, got "NOT_SET"/);
    expect(world.err()).not.toContain('secret');
  });
});

describe('a job file', () => {
  const yaml = 'apiVersion: orchion/v1\nkind: Job\nname: from-file\ncommand: [make, all]\nresources: { cpu: 2 }\n';

  test('is read, and options override it', async () => {
    const cluster = fakeCluster();
    const world = testWorld({ client: cluster.client });
    mkdirSync(join(world.currentDir, 'jobs'));
    writeFileSync(join(world.currentDir, 'jobs', 'a.yaml'), yaml);
    expect(await runCli(world, ['submit', '-f', 'jobs/a.yaml', '--priority', '3'])).toBe(0);
    expect(submittedSpec(cluster)).toMatchObject({
      name: 'from-file',
      command: ['make', 'all'],
      priority: 3,
      resources: { cpuMillis: 2000 },
    });
  });

  test('may come from standard input', async () => {
    const cluster = fakeCluster();
    await runCli(testWorld({ client: cluster.client, stdin: yaml }), ['submit', '-f', '-']);
    expect(submittedSpec(cluster).command).toEqual(['make', 'all']);
  });

  test('with mistakes is refused with every place', async () => {
    const stdin = 'apiVersion: orchion/v1\nkind: Job\ncomand: [make]\nresources: { cpu: many }\n';
    const world = testWorld({ client: fakeCluster().client, stdin });
    expect(await runCli(world, ['submit', '-f', '-'])).toBe(2);
    expect(world.err()).toMatch(/standard input:3:\d+: .*comand/);
    expect(world.err()).toMatch(/standard input:4:\d+: .*cpu/);
  });

  test('that is not there is said', async () => {
    const world = testWorld({ client: fakeCluster().client });
    expect(await runCli(world, ['submit', '-f', 'nope.yaml'])).toBe(2);
    expect(world.err()).toMatch(/job file cannot be read[\s\S]*where: .*nope\.yaml/);
  });
});

describe('what is printed', () => {
  test('the id alone in a pipe', async () => {
    const cluster = fakeCluster();
    const world = testWorld({ client: cluster.client });
    await runCli(world, ['submit', '--', 'true']);
    expect(world.out()).toBe(`${cluster.jobs[0]?.id}\n`);
    expect(world.err()).toBe('');
  });

  test('the id as JSON', async () => {
    const cluster = fakeCluster();
    const world = testWorld({ client: cluster.client });
    await runCli(world, ['submit', '--json', '--', 'true']);
    expect(JSON.parse(world.out())).toEqual({ id: cluster.jobs[0]?.id, name: 'true', state: 'queued', warnings: [] });
  });
});

describe('--follow', () => {
  const chunk = (text: string): FollowEvent => ({
    kind: 'chunk',
    attempt: 1,
    chunk: { kind: 'data', stream: 'stdout', offset: 0, at: 0, bytes: Buffer.from(text) },
  });

  function endingWith(exitCode: number): FakeCluster {
    const cluster = fakeCluster();
    cluster.log = [chunk('hello\n'), { kind: 'end', attempt: 1, cursor: { stdout: 6, stderr: 0 }, complete: true }];
    cluster.onGet = (gets) => {
      const [job] = cluster.jobs;
      if (gets === 3 && job !== undefined) {
        cluster.jobs[0] = {
          ...job,
          state: exitCode === 0 ? 'succeeded' : 'failed',
          attempts: [anAttempt(1, { exitCode })],
        };
      }
    };
    return cluster;
  }

  test.each([0, 3])('prints the output and ends with the job’s exit code, %d', async (code) => {
    const world = testWorld({ client: endingWith(code).client });
    expect(await runCli(world, ['submit', '--follow', '--', 'true'])).toBe(code);
    expect(world.out()).toBe('hello\n');
  });

  test('lets the job go on at Ctrl+C, and says how to come back', async () => {
    const cluster = endingWith(0);
    const world = testWorld({ client: cluster.client });
    world.interrupt();
    expect(await runCli(world, ['submit', '--follow', '--', 'true'])).toBe(130);
    const id = cluster.jobs[0]?.id ?? '';
    expect(world.err()).toContain(`${id} goes on`);
    expect(world.err()).toContain(`orchion logs -f ${id}`);
  });
});
