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
import { startClusters, type Clusters } from '../clusters.ts';
import { isInstalled, timeProgram, type RunOptions } from '../programs.ts';
import { prepareSpawnLoop, type SpawnLoop } from '../spawn-loop.ts';
import type { Contestant, Figures, Suite, Workload } from '../workload.ts';

const atOnce = 4;
/** Between two looks at whether all have ended. */
const lookMs = 40;

export const jobs: Suite = {
  name: 'jobs',
  about: 'Trivial processes (`true`), 4 at once, from the submit to the last result; the limit only spawns them.',
  async open(setting) {
    const dir = mkdtempSync(join(tmpdir(), 'orchion-bench-jobs-'));
    const clusters = await startClusters(setting);
    const loop = prepareSpawnLoop(dir);
    return {
      workloads: (setting.quick ? [40] : [1_000, 5_000]).map((count): Workload => ({
        name: `${count} x \`true\``,
        unit: 'jobs/s',
        better: 'higher',
        contestants: [...ownAndLimit(clusters, loop, count), ...rivals(count, dir)],
      })),
      async close() {
        await clusters.close();
        rmSync(dir, { recursive: true });
      },
    };
  },
};

function ownAndLimit(clusters: Clusters, loop: SpawnLoop | null, count: number): readonly Contestant[] {
  return [
    ...clusters.all.map(({ name, cluster }): Contestant => ({
      name,
      role: 'orchion',
      run: () => rateOf(count, runJobs(cluster, count)),
    })),
    loop === null
      ? { name: 'posix_spawn loop', role: 'absent', why: 'needs cc or python3' }
      : {
          name: loop.name,
          role: 'limit',
          run: () => rateOf(count, timeProgram(loop.program, loop.args(count, atOnce))),
        },
  ];
}

/** Programs that run the same processes, with and without a queue; those that keep it in a database are named. */
function rivals(count: number, dir: string): readonly Contestant[] {
  const input = `${Array.from({ length: count }, (_, i) => i).join('\n')}\n`;
  const rival = (name: string, program: string, args: readonly string[], options: RunOptions): Contestant =>
    isInstalled(program)
      ? { name, role: 'rival', run: () => rateOf(count, timeProgram(args[0] ?? program, args.slice(1), options)) }
      : { name, role: 'absent', why: 'not installed' };
  const spooler = `tsp -S ${atOnce} && for i in $(seq ${count}); do tsp -n /bin/true; done > /dev/null && tsp -w && tsp -K`;
  return [
    rival(`xargs -P${atOnce}`, 'xargs', ['xargs', '-P', String(atOnce), '-n', '1', '/bin/true'], { input }),
    rival('GNU parallel', 'parallel', ['parallel', '-j', String(atOnce), '/bin/true'], { input }),
    rival('task-spooler', 'tsp', ['sh', '-c', spooler], {
      env: { ...process.env, TS_SOCKET: join(dir, `tsp-${count}`), TS_MAXFINISHED: String(count) },
    }),
    { name: 'HyperQueue', role: 'absent', why: 'no package of it here' },
    { name: 'graphile-worker, pg-boss', role: 'absent', why: 'they need a PostgreSQL server' },
    { name: 'BullMQ', role: 'absent', why: 'it needs a Redis server' },
  ];
}

async function rateOf(count: number, work: Promise<{ readonly ms: number }>): Promise<Figures> {
  return { rate: (count / (await work).ms) * 1000 };
}

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
