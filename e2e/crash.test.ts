/** kill -9 of the agent, of the orchestrator, of both, while 50 jobs run: every job runs once, to its end, log complete. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newHome, type Home } from './harness/home.ts';
import { batchOf, jobSpec } from './harness/specs.ts';
import { until } from './harness/until.ts';

const count = 50;

/** Jobs that say that they started, wait for the file `go`, and end. What each start leaves behind is counted. */
async function startJobs(home: Home): Promise<readonly string[]> {
  const starts = join(home.dir, 'starts');
  writeFileSync(starts, '');
  const script = `echo "$ORCHION_JOB_ID" >> ${starts}; echo start; while [ ! -e ${join(home.dir, 'go')} ]; do sleep 0.3; done; echo end`;
  // Nothing is reserved, so that all of them run at once on any machine.
  const ids = await home.client().jobs.submitAll(batchOf(count, () => jobSpec(['sh', '-c', script], { cpuMillis: 0 })));
  await until('all jobs run', async () => (await home.status()).jobs.running === count, 60_000);
  return ids;
}

async function expectAllEndedOnce(home: Home, ids: readonly string[]): Promise<void> {
  writeFileSync(join(home.dir, 'go'), '');
  await until('all jobs have ended', async () => (await home.status()).jobs.succeeded === count, 60_000);
  const started = readFileSync(join(home.dir, 'starts'), 'utf8').trim().split('\n');
  expect(started.toSorted()).toEqual(ids.toSorted());
  for (const id of ids) {
    expect((await home.job(id)).attempts).toHaveLength(1);
    expect(await home.ok('logs', id)).toBe('start\nend');
  }
}

describe(`kill -9 while ${count} jobs run`, () => {
  test.each<
    [string, (status: { orchestrator: { pid: number }; nodes: readonly { agentPid: number }[] }) => readonly number[]]
  >([
    ['the agent', ({ nodes }) => nodes.map((node) => node.agentPid)],
    ['the orchestrator', ({ orchestrator }) => [orchestrator.pid]],
    ['both', ({ orchestrator, nodes }) => [orchestrator.pid, ...nodes.map((node) => node.agentPid)]],
  ])('%s', { timeout: 180_000 }, async (_name, victims) => {
    await using home = newHome();
    await home.ok('up', '--detach');
    const ids = await startJobs(home);
    const status = await home.status();
    await Promise.all(victims(status).map((pid) => home.kill(pid)));
    await home.ok('up', '--detach');
    await until('the node is back with its jobs', async () => (await home.status()).jobs.running === count, 60_000);
    await expectAllEndedOnce(home, ids);
  });
});
