/** The user's session of the first five minutes, command by command, with two agents on one machine. */
import { once } from 'node:events';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isAlive, newHome } from './harness/home.ts';
import { until } from './harness/until.ts';

test('from nothing to a job’s log, and back to nothing', async () => {
  await using home = newHome();

  const before = await home.run(['status']);
  expect(before.code).toBe(3);
  expect(before.stderr).toMatch(/orchion up/);

  await home.ok('up', '--detach');
  const status = await home.status();
  expect(status.nodes).toMatchObject([
    { name: 'local', liveness: 'ready', eligibility: 'schedulable', connected: true },
  ]);
  expect(status.orchestrator.socket).toBe(`unix:${home.socket()}`);
  expect(isAlive(status.orchestrator.pid)).toBe(true);
  expect(isAlive(status.nodes[0]?.agentPid ?? 0)).toBe(true);

  // Again is harmless: the same processes.
  await home.ok('up', '--detach');
  expect(await home.status()).toMatchObject({
    orchestrator: { pid: status.orchestrator.pid },
    nodes: [{ agentPid: status.nodes[0]?.agentPid }],
  });

  const { id } = await home.json<{ id: string }>(
    'submit',
    '--name',
    'greet',
    '--',
    'sh',
    '-c',
    'echo hello; echo oops >&2',
  );
  expect((await home.run(['wait', id])).code).toBe(0);
  const logs = await home.run(['logs', 'greet']);
  expect({ out: logs.stdout.toString(), err: logs.stderr }).toEqual({ out: 'hello\n', err: 'oops\n' });
  expect(await home.job(id)).toMatchObject({
    id,
    state: 'succeeded',
    attempts: [{ number: 1, node: 'local', state: 'succeeded', exitCode: 0, reason: 'exit_code' }],
  });

  const failed = await home.run(['submit', '--follow', '--', 'sh', '-c', 'echo working; exit 7']);
  expect({ code: failed.code, out: failed.stdout.toString() }).toEqual({ code: 7, out: 'working\n' });

  const running = await home.ok('submit', '--', 'sleep', '600');
  await until('the job runs', async () => (await home.job(running)).state === 'running');
  expect(await home.ok('explain', running)).toMatch(/local/);
  await home.ok('cancel', running);
  expect((await home.run(['wait', running])).code).toBe(123);

  const retried = await home.ok('retry', id);
  expect(retried).not.toBe(id);
  expect((await home.run(['wait', retried])).code).toBe(0);

  expect((await home.json<{ jobs: unknown[] }>('jobs', '--state', 'failed')).jobs).toHaveLength(1);
  expect(await home.status()).toMatchObject({ jobs: { succeeded: 2, failed: 1, cancelled: 1, queued: 0, running: 0 } });

  await home.ok('down');
  expect(isAlive(status.orchestrator.pid)).toBe(false);
  expect((await home.run(['status'])).code).toBe(3);
});

test('everything lives below ORCHION_HOME, for its user alone', async () => {
  await using home = newHome();
  await home.ok('up', '--detach');
  for (const path of ['data', 'run', 'data/orchestrator']) {
    expect({ path, mode: (statSync(home.path(path)).mode & 0o777).toString(8) }).toEqual({ path, mode: '700' });
  }
  for (const path of ['data/orchestrator/token', 'data/orchestrator/agent-token', 'run/orchestrator.json']) {
    expect({ path, mode: (statSync(home.path(path)).mode & 0o777).toString(8) }).toEqual({ path, mode: '600' });
  }
});

test('two homes live side by side', async () => {
  await using one = newHome();
  await using two = newHome();
  await Promise.all([one.ok('up', '--detach'), two.ok('up', '--detach')]);
  const pids = [(await one.status()).orchestrator.pid, (await two.status()).orchestrator.pid];
  expect(pids[0]).not.toBe(pids[1]);
  await one.ok('down');
  expect((await two.status()).orchestrator.pid).toBe(pids[1]);
});

test('a second agent joins, takes work of its own, is drained and removed', async () => {
  await using home = newHome();
  await home.ok('up', '--detach');
  await home.ok('agent', '--name', 'b', '--label', 'zone=lab', '--detach');
  expect((await home.status()).nodes.map((node) => node.name)).toEqual(['b', 'local']);

  const onB = await home.ok('submit', '--label', 'zone=lab', '--', 'sleep', '600');
  await until('the job runs on b', async () => (await home.job(onB)).attempts[0]?.node === 'b');
  const refused = await home.run(['nodes', 'remove', 'b']);
  expect(refused.code).toBe(5);

  await home.ok('nodes', 'drain', 'b');
  const waits = await home.ok('submit', '--label', 'zone=lab', '--', 'true');
  expect(await home.ok('explain', waits)).toMatch(/b .*not now/);
  await home.ok('cancel', onB);
  await home.ok('nodes', 'uncordon', 'b');
  expect((await home.run(['wait', waits])).code).toBe(0);

  await home.ok('nodes', 'cordon', 'local');
  expect((await home.status()).nodes.map((node) => node.eligibility)).toEqual(['schedulable', 'cordoned']);
});

test('`up` in the foreground stops what it started at Ctrl+C, and the next one takes the jobs over', async () => {
  await using home = newHome();
  const up = home.spawn(['up']);
  await until('it is ready', async () => (await home.run(['status'])).code === 0);
  const marker = join(home.dir, 'go');
  const id = await home.ok(
    'submit',
    '--',
    'sh',
    '-c',
    `echo before; while [ ! -e ${marker} ]; do sleep 0.1; done; echo after`,
  );
  await until('the job runs', async () => (await home.job(id)).state === 'running');
  up.kill('SIGINT');
  const [code] = (await once(up, 'close')) as [number | null];
  expect(code).toBe(0);
  expect((await home.run(['status'])).code).toBe(3);

  writeFileSync(marker, '');
  await home.ok('up', '--detach');
  expect((await home.run(['wait', id])).code).toBe(0);
  expect(await home.ok('logs', id)).toBe('before\nafter');
  expect((await home.job(id)).attempts).toHaveLength(1);
});

test('`down --stop-jobs` ends running jobs first', async () => {
  await using home = newHome();
  await home.ok('up', '--detach');
  const ended = join(home.dir, 'ended');
  const id = await home.ok('submit', '--', 'sh', '-c', `trap 'touch ${ended}; exit 1' TERM; sleep 600 & wait`);
  await until('the job runs', async () => (await home.job(id)).state === 'running');
  await home.ok('down', '--stop-jobs');
  expect(existsSync(ended)).toBe(true);
  await home.ok('up', '--detach');
  expect((await home.job(id)).state).toBe('cancelled');
});

test('a followed log goes on through a restart of the orchestrator', async () => {
  await using home = newHome();
  await home.ok('up', '--detach');
  const [first, second] = [join(home.dir, 'first'), join(home.dir, 'second')];
  const script = `echo one; while [ ! -e ${first} ]; do sleep 0.05; done; echo two; while [ ! -e ${second} ]; do sleep 0.05; done; echo three`;
  const id = await home.ok('submit', '--', 'sh', '-c', script);
  const follow = home.spawn(['logs', '-f', id]);
  let out = '';
  follow.stdout?.on('data', (piece: Buffer) => {
    out += piece.toString();
  });
  await until('the first line is there', () => out === 'one\n');
  await home.kill((await home.status()).orchestrator.pid);
  writeFileSync(first, '');
  await home.ok('up', '--detach');
  await until('the second line is there', () => out === 'one\ntwo\n');
  writeFileSync(second, '');
  const [code] = (await once(follow, 'close')) as [number | null];
  expect({ code, out }).toEqual({ code: 0, out: 'one\ntwo\nthree\n' });
});
