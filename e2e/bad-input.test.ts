/** Bad input and bad days: a clear error or no loss, never a hang, never a traceback. */
import { request, type IncomingMessage } from 'node:http';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { newHome, type Home } from './harness/home.ts';
import { repository, type Run } from './harness/orchion.ts';
import { until } from './harness/until.ts';

function expectClear(run: Run, code: number, message: RegExp): void {
  expect({ code: run.code, stderr: run.stderr }).toMatchObject({
    code,
    stderr: expect.stringMatching(message) as string,
  });
  expect(run.stderr).not.toMatch(/\n\s+at .*[:(]\d+/);
}

async function upHome(env: Readonly<Record<string, string>> = {}): Promise<Home> {
  const home = newHome(env);
  try {
    await home.ok('up', '--detach');
  } catch (error) {
    await home[Symbol.asyncDispose]();
    throw error;
  }
  return home;
}

/** A call of the REST surface. */
async function post(
  home: Home,
  path: string,
  body: string,
): Promise<{ readonly status: number; readonly text: string }> {
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${home.token()}` };
  const call = request({ socketPath: home.socket(), path, method: 'POST', headers });
  call.end(body);
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  let text = '';
  for await (const piece of response.setEncoding('utf8')) text += String(piece);
  return { status: response.statusCode ?? 0, text };
}

describe('a submit', () => {
  test('that is wrong is refused with the place', async () => {
    await using home = await upHome();
    expectClear(await home.run(['submit', '--cpu', '100000', '--', 'true']), 2, /cpu_millis/);
    expectClear(
      await home.run(['submit', '-f', '-'], { stdin: 'apiVersion: orchion/v1\nkind: Job\nrun: x\ncpus: 3\n' }),
      2,
      /standard input:4:1.*cpus/,
    );
    expectClear(
      await home.run(['submit', '-f', '-'], { stdin: 'apiVersion: orchion/v1\nkind: Job\nrun: [x]\n' }),
      2,
      /standard input:3/,
    );
    const big = await home.run(['submit', '--env', `BIG=${'x'.repeat(100_000)}`, ...manyVariables(), '--', 'true']);
    expectClear(big, 2, /spec\.env.*at most/);
    expect(big.stderr.length).toBeLessThan(10_000);

    const unknown = await post(home, '/api/v1/jobs', '{"spec":{"command":["true"],"cpus":3}}');
    expect(unknown).toMatchObject({ status: 400, text: expect.stringMatching(/cpus/) as string });
    const wrongType = await post(home, '/api/v1/jobs', '{"spec":{"command":"true"}}');
    expect(wrongType).toMatchObject({ status: 400, text: expect.stringMatching(/command/) as string });
    const tooMuch = await post(
      home,
      '/api/v1/jobs',
      `{"spec":{"command":["true"],"env":{"BIG":"${'x'.repeat(10_000_000)}"}}}`,
    );
    expect(tooMuch.status).toBeGreaterThanOrEqual(400);
    expect(tooMuch.status).toBeLessThan(500);
    expect((await home.status()).jobs).toMatchObject({ queued: 0, running: 0, succeeded: 0, failed: 0 });
  });

  test('that no node can ever run is told at once, and waits', async () => {
    await using home = await upHome();
    const { id, warnings } = await home.json<{ id: string; warnings: string[] }>(
      'submit',
      '--cpu',
      '4000',
      '--',
      'true',
    );
    expect(warnings.join(' ')).toMatch(/4000 cores/);
    expect(await home.ok('explain', id)).toMatch(/never/);
    await home.ok('cancel', id);
  });

  test('of a command or a directory that does not exist fails with that sentence', async () => {
    await using home = await upHome();
    expectClear(await home.run(['submit', '--follow', '--', 'no-such-program']), 125, /no-such-program/);
    const gone = join(home.dir, 'gone');
    mkdirSync(gone);
    rmSync(gone, { recursive: true });
    expectClear(await home.run(['submit', '--follow', '--cwd', gone, '--', 'true']), 125, /gone.*does not exist/);
  });

  test('with the same request id twice is one job', async () => {
    await using home = await upHome();
    const submit = () => home.ok('submit', '--request-id', 'once', '--', 'true');
    expect(await submit()).toBe(await submit());
  });
});

test('a log that is no text arrives as it is', async () => {
  await using home = await upHome();
  const id = await home.ok('submit', '--', 'printf', '\\377\\000\\033[2J\\r\\n\\303');
  await home.run(['wait', id]);
  expect((await home.run(['logs', id])).stdout).toEqual(
    Buffer.from([0xff, 0, 0x1b, 0x5b, 0x32, 0x4a, 0x0d, 0x0a, 0xc3]),
  );
});

test('a full spool loses bytes with a note, never the job', { timeout: 180_000 }, async () => {
  await using home = await upHome({ ORCHION_SPOOL_BYTES: '1000000', ORCHION_LOST_AFTER_MS: '600000' });
  const [go, done] = [join(home.dir, 'go'), join(home.dir, 'done')];
  const script = `while [ ! -e ${go} ]; do sleep 0.1; done; head -c 20000000 /dev/zero; echo; echo the end; touch ${done}`;
  const id = await home.ok('submit', '--', 'sh', '-c', script);
  await until('the job runs', async () => (await home.job(id)).state === 'running');
  await home.kill((await home.status()).orchestrator.pid);
  writeFileSync(go, '');
  await until('the job has written everything while nobody listened', () => existsSync(done), 60_000);
  await home.ok('up', '--detach');
  expect((await home.run(['wait', id])).code).toBe(0);
  const logs = await home.run(['logs', id]);
  expect(logs.stderr).toMatch(/of stdout are missing here: the node had no room to keep them/);
});

describe('the token file', () => {
  test('that others can read is refused, with the command that closes it', async () => {
    await using home = await upHome();
    const file = home.path('data', 'orchestrator', 'token');
    chmodSync(file, 0o644);
    expectClear(await home.run(['status']), 6, /chmod 600/);
    chmodSync(file, 0o600);
    expect((await home.run(['status'])).code).toBe(0);
  });

  test('of another orchestrator is not accepted', async () => {
    await using home = await upHome();
    expectClear(await home.run(['status'], { env: { ORCHION_TOKEN: 'orc_adm_wrong' } }), 6, /ORCHION_TOKEN/);
  });
});

describe('starting', () => {
  test('two orchestrators on one data directory: the second one is refused', async () => {
    await using home = await upHome();
    const program = join(repository, 'orchestrator', 'dist', 'main.js');
    const args = [program, '--data-dir', home.path('data', 'orchestrator'), '--socket', join(home.dir, 'other.sock')];
    const second = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 20_000 });
    expect(second.status).toBe(3);
    expect(second.stderr).not.toMatch(/\n\s+at /);
    expect((await home.status()).nodes).toHaveLength(1);
  });

  test('two `up` at once make one cluster', async () => {
    await using home = newHome();
    await Promise.all([home.ok('up', '--detach'), home.ok('up', '--detach')]);
    expect((await home.status()).nodes).toHaveLength(1);
  });

  test('a socket file and records that a crash left behind are in nobody’s way', async () => {
    await using home = newHome();
    mkdirSync(home.path('run', 'agents'), { recursive: true, mode: 0o700 });
    // A socket that nobody serves any more, as a kill -9 leaves it.
    const leave = `require('node:net').createServer().listen(${JSON.stringify(home.socket())}, () => process.kill(process.pid, 'SIGKILL'))`;
    spawnSync(process.execPath, ['-e', leave]);
    expect(existsSync(home.socket())).toBe(true);
    const dead = JSON.stringify({ pid: process.pid, startToken: 'x', startedAt: '', version: '', socket: '' });
    writeFileSync(home.path('run', 'orchestrator.json'), dead, { mode: 0o600 });
    writeFileSync(home.path('run', 'agents', 'local.json'), dead, { mode: 0o600 });
    await home.ok('up', '--detach');
    expect((await home.status()).nodes).toHaveLength(1);
  });

  test('a socket that another program serves is not taken away from it', async () => {
    await using home = newHome();
    mkdirSync(home.path('run'), { recursive: true, mode: 0o700 });
    const server = createServer((socket) => socket.destroy()).listen(home.socket());
    await once(server, 'listening');
    try {
      const up = await home.run(['up', '--detach']);
      expect(up.code).not.toBe(0);
      expect(up.stderr).toMatch(/^orchion: /);
      expect(readFileSync(home.path('data', 'orchestrator.log'), 'utf8')).toMatch(/sock/);
    } finally {
      server.close();
    }
  });
});

/** More than a job may have; a command line cannot hold much more. */
function manyVariables(): readonly string[] {
  return Array.from({ length: 15 }, (_, i) => ['--env', `V${i}=${'y'.repeat(100_000)}`]).flat();
}
