/**
 * Measures many trivial processes end to end: a submit in batches, a fact in SQLite for each step, the session to the agent,
 * a supervisor and a process each, until the client knows the last result. A user cares because what the orchestrator takes
 * is lost to the work: a sweep of a thousand short runs should cost what the runs cost. The limit is a loop that only
 * spawns them, with no queue, no record and no output.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { limits } from '@orchion/domain';
import { jobSpec, type Cluster } from '../cluster.ts';
import { startClusters } from '../clusters.ts';
import { isInstalled, timeProgram } from '../programs.ts';
import { prepareSpawnLoop } from '../spawn-loop.ts';
import type { Contestant, Suite } from '../workload.ts';

const atOnce = 4;
/** Between two looks at whether all have ended. */
const lookMs = 40;

export const jobs: Suite = {
  name: 'jobs',
  about: 'Trivial processes (`true`), 4 at once, from the submit to the last result; the limit only spawns them.',
  async open(setting) {
    const count = setting.quick ? 40 : 1_000;
    const dir = mkdtempSync(join(tmpdir(), 'orchion-bench-jobs-'));
    const clusters = await startClusters(setting);
    const lines = `${Array.from({ length: count }, (_, i) => i).join('\n')}\n`;
    const rate = async (work: Promise<{ readonly ms: number }>) => ({ rate: (count / (await work).ms) * 1000 });
    const loop = prepareSpawnLoop(dir);
    const rival = (name: string, program: string, args: readonly string[]): Contestant =>
      isInstalled(program)
        ? { name, role: 'rival', run: () => rate(timeProgram(program, args, { input: lines })) }
        : { name, role: 'absent', why: 'not installed' };
    const contestants: Contestant[] = [
      ...clusters.all.map(({ name, cluster }): Contestant => ({
        name,
        role: 'orchion',
        run: () => rate(runJobs(cluster, count)),
      })),
      loop === null
        ? { name: 'posix_spawn loop', role: 'absent', why: 'needs cc or python3' }
        : { name: loop.name, role: 'limit', run: () => rate(timeProgram(loop.program, loop.args(count, atOnce))) },
      rival(`xargs -P${atOnce}`, 'xargs', ['-P', String(atOnce), '-n', '1', '/bin/true']),
      rival('GNU parallel', 'parallel', ['-j', String(atOnce), '/bin/true']),
    ];
    return {
      workloads: [{ name: `${count} x \`true\``, unit: 'jobs/s', better: 'higher', contestants }],
      async close() {
        await clusters.close();
        rmSync(dir, { recursive: true });
      },
    };
  },
};

async function runJobs(cluster: Cluster, count: number): Promise<{ readonly ms: number }> {
  const { client } = cluster;
  const spec = jobSpec(['/bin/true'], atOnce);
  const before = (await client.cluster.status()).counts;
  const startedAt = performance.now();
  for (let sent = 0; sent < count; sent += limits.submitBatchMax) {
    const batch = Math.min(limits.submitBatchMax, count - sent);
    await client.jobs.submitAll(Array.from({ length: batch }, () => ({ spec })));
  }
  for (;;) {
    const { counts } = await client.cluster.status();
    if (counts.failed > before.failed) throw new Error('a job has failed');
    if (counts.succeeded >= before.succeeded + count) return { ms: performance.now() - startedAt };
    await delay(lookMs);
  }
}
