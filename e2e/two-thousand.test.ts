/** 2,000 short jobs at once: all end, each ran once, every log is complete, also with a kill -9 of the orchestrator meanwhile. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newHome } from './harness/home.ts';
import { batchOf, jobSpec } from './harness/specs.ts';
import { until } from './harness/until.ts';

const count = 2000;

test.each([
  ['undisturbed', false],
  ['with a kill -9 of the orchestrator in the middle', true],
])('%s', { timeout: 300_000 }, async (_name, disturbed) => {
  await using home = newHome();
  await home.ok('up', '--detach');
  const ran = join(home.dir, 'ran');
  writeFileSync(ran, '');
  const requests = batchOf(count, (i) => ({
    ...jobSpec(['sh', '-c', `echo "$ORCHION_JOB_ID" >> ${ran}; echo job ${i}`], { cpuMillis: 100 }),
    name: `short-${i}`,
  }));
  const ids: string[] = [];
  for (let at = 0; at < count; at += 1000) {
    ids.push(...(await home.client().jobs.submitAll(requests.slice(at, at + 1000))));
  }
  if (disturbed) {
    await until('half of them have ended', async () => (await home.status()).jobs.succeeded >= count / 2, 120_000);
    await home.kill((await home.status()).orchestrator.pid);
    await home.ok('up', '--detach');
  }
  const counts = await until(
    'all of them have ended',
    async () => {
      const { jobs } = await home.status();
      return jobs.queued + jobs.running + jobs.unknown === 0 ? jobs : null;
    },
    240_000,
  );
  expect(counts).toMatchObject({ succeeded: count, failed: 0, cancelled: 0 });

  const lines = readFileSync(ran, 'utf8').trim().split('\n');
  expect(lines.toSorted()).toEqual(ids.toSorted());
  const { logs } = home.client();
  const stop = new AbortController();
  for (const [i, id] of ids.entries()) {
    const job = await home.client().jobs.get(id as Parameters<typeof logs.follow>[0]['jobId']);
    let text = '';
    const request = {
      jobId: job.id,
      attempt: null,
      stream: 'both',
      cursor: { stdout: 0, stderr: 0 },
      sinceAt: null,
      follow: false,
    } as const;
    for await (const event of logs.follow(request, stop.signal)) {
      if (event.kind === 'chunk' && event.chunk.kind === 'data') text += Buffer.from(event.chunk.bytes).toString();
    }
    expect({ attempts: job.attempts.length, text }).toEqual({ attempts: 1, text: `job ${i}\n` });
  }
});
