/** Containers through the real programs and a real engine: as a person would use them, and with what goes wrong on the way. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { newHome, type Home } from './harness/home.ts';
import { until } from './harness/until.ts';

const provided = inject('containerEngine');
if (typeof provided === 'string') {
  test.skip(`containers: ${provided}`, () => undefined);
} else {
  describe('containers', () => {
    ofContainers(provided);
  });
}

type ProvidedEngine = Exclude<typeof provided, string>;

function ofContainers({ socket, image, registry }: ProvidedEngine): void {
  let home: Home;
  beforeAll(async () => {
    home = newHome({ DOCKER_HOST: `unix://${socket}` });
    cpSync(join(import.meta.dirname, '../examples'), join(home.dir, 'examples'), { recursive: true });
    await home.ok('up', '--detach');
  });
  afterAll(async () => {
    await home[Symbol.asyncDispose]();
  });

  const inImage = (...more: readonly string[]): readonly string[] => [
    ...['submit', '--image', image, '--pull', 'never', '--network', 'none'],
    ...more,
  ];
  const logOf = async (id: string): Promise<string> => (await home.run(['logs', id])).stdout.toString();

  /** Of both streams. */
  const toldOf = async (id: string): Promise<string> => {
    const { stdout, stderr } = await home.run(['logs', id]);
    return stdout.toString() + stderr.toString();
  };

  test('the example runs, with outputs and artifacts', async () => {
    const example = ['run', 'examples/26-container.orchion.yaml', '--input', `image=${image}`, '--follow'];
    const run = await home.run(example, { timeoutMs: 100_000 });
    expect(run.stderr.toString() + run.stdout.toString()).not.toContain('failed');
    expect(run.code).toBe(0);
  });

  test('a job in a container is followed to its end, which is the command’s own', async () => {
    const run = await home.run(inImage('--follow', '--', 'sh', '-c', 'echo hello from $FROM_IMAGE; exit 3'));
    expect(run.stdout.toString()).toContain('hello from yes\n');
    expect(run.code).toBe(3);
  });

  test('an image is pulled, which its log tells', async () => {
    const pulled = [
      ...['submit', '--image', `${registry}/good:1`, '--network', 'none', '--name', 'pulled', '--follow'],
      ...['--', 'echo', 'there'],
    ];
    const run = await home.run(pulled);
    expect(run.code).toBe(0);
    expect(run.stdout.toString() + run.stderr.toString()).toMatch(/Pulled .*good:1 in/);
    expect(run.stdout.toString()).toContain('there\n');
  });

  test('an image that is not there fails its job in words, once, with what was told of it in the log', async () => {
    const run = await home.run([
      'submit',
      '--image',
      `${registry}/absent:1`,
      '--name',
      'absent',
      '--follow',
      '--',
      'true',
    ]);
    expect(run.code).not.toBe(0);
    expect(run.stderr.toString()).toContain('There is no image');
    const { jobs } = await home.json<{ jobs: readonly { id: string }[] }>('jobs', '--name', 'absent');
    const job = await home.job(jobs[0]?.id ?? '');
    expect(job.attempts).toMatchObject([{ reason: 'executor_error' }]);
    expect(await toldOf(job.id)).toContain('There is no image');
  });

  test('a job is cancelled while its image is pulled', async () => {
    const id = await home.ok('submit', '--image', `${registry}/slow:1`, '--network', 'none', '--', 'true');
    await until('the pull is told', async () => (await toldOf(id)).includes('Pulling'), 60_000);
    await home.ok('cancel', id);
    await until('it is cancelled', async () => (await home.job(id)).state === 'cancelled', 60_000);
  });

  test('a container outlives its agent, and its log is whole', async () => {
    const script = 'i=0; while [ $i -lt 400 ]; do echo line $i; i=$((i+1)); sleep 0.01; done; exit 4';
    const id = await home.ok(...inImage('--', 'sh', '-c', script));
    await until('it writes', async () => (await logOf(id)).includes('line 20\n'), 60_000);
    const agent = (await home.status()).nodes[0]?.agentPid ?? 0;
    await home.kill(agent);
    await home.ok('up', '--detach');
    await until('it has ended', async () => (await home.job(id)).state === 'failed', 60_000);
    expect((await home.job(id)).attempts).toMatchObject([{ number: 1, exitCode: 4 }]);
    expect(await logOf(id)).toBe(Array.from({ length: 400 }, (_, i) => `line ${i}\n`).join(''));
  });

  test('a cancelled container ends, and none is left at the engine', async () => {
    const id = await home.ok(...inImage('--', 'sleep', '600'));
    await until('it runs', async () => (await home.job(id)).state === 'running', 60_000);
    await home.ok('cancel', id);
    await until('it is cancelled', async () => (await home.job(id)).state === 'cancelled', 60_000);
    await until('nothing is left', async () => (await containersAt(socket)).length === 0, 60_000);
  });

  test('a node without an engine says why it is none for containers', async () => {
    await using other = newHome({ DOCKER_HOST: 'unix:///nowhere/docker.sock' });
    await other.ok('up', '--detach');
    const id = await other.ok('submit', '--image', image, '--', 'true');
    expect(await other.ok('explain', id)).toContain('has no container engine: DOCKER_HOST names /nowhere/docker.sock');
  });
}

async function containersAt(socketPath: string): Promise<readonly unknown[]> {
  const { get } = await import('node:http');
  return new Promise((resolve, reject) => {
    get({ socketPath, path: '/containers/json?all=1' }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      // The engine answers a list.
      answer.on('end', () => resolve(JSON.parse(text) as unknown[]));
    }).on('error', reject);
  });
}
