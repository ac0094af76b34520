/**
 * Measures what the orchestrator itself costs: the CPU time and memory that many idle agents take by their heartbeats alone,
 * how long a change takes to reach many watchers, how long a start on a long history takes, and what a waiting job holds.
 * A user cares because an orchestrator runs on a machine that has other work. There is no limit to run beside it: the goals
 * are 150 MB idle and 300 MB at 1,000 agents, and costs that grow no faster than what causes them.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { IdSource } from '@orchion/domain';
import { limits } from '@orchion/domain';
import { openSqliteStore, type Change } from '@orchion/orchestrator';
import { readFileSync } from 'node:fs';
import { jobSpec, startCluster, type Cluster } from '../cluster.ts';
import { makeJob } from '../job-rows.ts';
import { cpuMsOf, memoryMibOf } from '../process-figures.ts';
import { startSimulatedAgents } from '../simulated-agents.ts';
import type { Build, Contestant, Figures, Setting, Suite, Workload } from '../workload.ts';

const ids: IdSource = { nextUint32: () => Math.floor(Math.random() * 2 ** 32) };
const batch = 1_000;

export const controlPlane: Suite = {
  name: 'control plane',
  about: 'What the orchestrator costs by itself: idle agents, watchers, a long history, waiting jobs.',
  async open(setting) {
    const seconds = setting.quick ? 1 : 20;
    const agents = setting.quick ? [5] : [0, 1_000, 5_000];
    const watchers = setting.quick ? [3] : [10, 100, 1_000];
    const history = setting.quick ? 2_000 : 1_000_000;
    const waiting = setting.quick ? 200 : 50_000;
    const of = (name: string, unit: string, run: (build: Build) => Promise<Figures>): Workload => ({
      name,
      unit,
      better: 'lower',
      contestants: setting.builds.map((build): Contestant => ({
        name: build.name,
        role: 'orchion',
        run: () => run(build),
      })),
    });
    return {
      workloads: [
        ...agents.map((count) =>
          of(`${count} idle agents`, 'ms of CPU time a second; MiB', (build) => idle(build, setting, count, seconds)),
        ),
        ...watchers.map((count) => of(`a change to ${count} watchers`, 'ms', (build) => fanOut(build, setting, count))),
        of(`a start on ${history} ended jobs`, 's; MiB', (build) => startOn(build, setting, history)),
        of(`${waiting} waiting jobs`, 'KiB a job', (build) => holdWaiting(build, setting, waiting)),
      ],
      close: async () => undefined,
    };
  },
};

async function withOrchestrator(
  build: Build,
  setting: Setting,
  run: (cluster: Cluster) => Promise<Figures>,
): Promise<Figures> {
  const cluster = await startCluster(build, setting, { withAgent: false });
  try {
    return await run(cluster);
  } finally {
    await cluster.close();
  }
}

const idle = (build: Build, setting: Setting, count: number, seconds: number): Promise<Figures> =>
  withOrchestrator(build, setting, async (cluster) => {
    const token = readFileSync(join(cluster.dir, 'orchestrator', 'agent-token'), 'utf8').trim();
    const agents = await startSimulatedAgents({ socket: cluster.socket, token }, count);
    // The hellos are over, and their memory may be collected.
    await delay(setting.quick ? 100 : 5_000);
    const before = cpuMsOf(cluster.orchestratorPid);
    const startedAt = performance.now();
    await delay(seconds * 1000);
    const cpu = ((cpuMsOf(cluster.orchestratorPid) - before) / (performance.now() - startedAt)) * 1000;
    const memory = memoryMibOf(cluster.orchestratorPid);
    await agents.close();
    return { 'CPU time': cpu, memory };
  });

/** From the submit of a job to the moment that the last watcher has it. */
const fanOut = (build: Build, setting: Setting, count: number): Promise<Figures> =>
  withOrchestrator(build, setting, async ({ client }) => {
    const stop = new AbortController();
    let listed = 0;
    let seen = 0;
    const watching = Array.from({ length: count }, async () => {
      for await (const update of client.cluster.watch(stop.signal)) {
        if (update.kind === 'change') seen += update.changes.jobs.length;
        else if (update.kind === 'snapshot') listed++;
      }
    });
    while (listed < count) await delay(5);
    const changes = setting.quick ? 3 : 50;
    const startedAt = performance.now();
    for (let i = 1; i <= changes; i++) {
      await client.jobs.submit({ spec: jobSpec(['/bin/true'], 4) });
      while (seen < i * count) await delay(1);
    }
    const each = (performance.now() - startedAt) / changes;
    stop.abort();
    await Promise.all(watching);
    return { 'until all have it': each };
  });

async function startOn(build: Build, setting: Setting, count: number): Promise<Figures> {
  const dir = mkdtempSync(join(tmpdir(), 'orchion-bench-history-'));
  const database = join(dir, 'cluster.db');
  fill(database, count);
  const startedAt = performance.now();
  const cluster = await startCluster(build, setting, { withAgent: false, database });
  try {
    const ready = (performance.now() - startedAt) / 1000;
    const { counts } = await cluster.client.cluster.status();
    if (counts.succeeded !== count) throw new Error(`${counts.succeeded} ended jobs are known, not ${count}`);
    return { 'until it is ready': ready, memory: memoryMibOf(cluster.orchestratorPid) };
  } finally {
    await cluster.close();
    rmSync(dir, { recursive: true });
  }
}

function fill(path: string, count: number): void {
  const store = openSqliteStore({ path, idSource: ids });
  let { revision } = store.load();
  let sequence = store.load().counters.nextSequence;
  const outcome = { state: 'succeeded', at: 1_800_000_000_000, message: 'Exited with code 0.' } as const;
  for (let made = 0; made < count; made += batch) {
    const size = Math.min(batch, count - made);
    const changes = Array.from({ length: size }, (): Change => ({
      kind: 'job-insert',
      job: makeJob(sequence++, ids, outcome),
    }));
    revision = store.commit(changes, revision);
  }
  store.close();
}

const holdWaiting = (build: Build, setting: Setting, count: number): Promise<Figures> =>
  withOrchestrator(build, setting, async ({ client, orchestratorPid }) => {
    const spec = jobSpec(['/bin/true'], 4);
    const submit = (n: number): Promise<unknown> => client.jobs.submitAll(Array.from({ length: n }, () => ({ spec })));
    // What the first ones bring into memory is not theirs.
    await submit(limits.submitBatchMax);
    await delay(setting.quick ? 100 : 2_000);
    const before = memoryMibOf(orchestratorPid);
    for (let sent = 0; sent < count; sent += limits.submitBatchMax) {
      await submit(Math.min(limits.submitBatchMax, count - sent));
    }
    await delay(setting.quick ? 100 : 5_000);
    return { memory: ((memoryMibOf(orchestratorPid) - before) * 1024) / count };
  });
