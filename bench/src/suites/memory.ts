/**
 * Measures what running jobs hold in memory: the agent's process, and what stands beside each command (its supervisor, and a
 * part of the launcher). A user cares because that memory is taken from the work. The goals: an agent under 80 MB with 100
 * jobs, under 2 MB a job beside it.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { jobSpec } from '../cluster.ts';
import { startClusters } from '../clusters.ts';
import { memoryMibOf, processesWith } from '../process-figures.ts';
import type { Contestant, Suite } from '../workload.ts';

export const memory: Suite = {
  name: 'memory',
  about: 'What an agent and the supervisors of its jobs hold while commands run.',
  async open(setting) {
    const count = setting.quick ? 4 : 100;
    const clusters = await startClusters(setting);
    const contestants = clusters.all.map(({ name, cluster }): Contestant => ({
      name,
      role: 'orchion',
      async run() {
        const { client, agentPid, dir } = cluster;
        if (agentPid === null) throw new Error('the cluster has an agent');
        const spec = jobSpec(['/bin/sleep', '1000'], count);
        const jobs = await client.jobs.submitAll(Array.from({ length: count }, () => ({ spec })));
        while ((await client.cluster.status()).counts.running < count) await delay(20);
        await delay(setting.quick ? 50 : 3_000);
        // The launcher and its supervisors have the state directory in their command line; so has the agent.
        const beside = processesWith(`${dir}/agent`).filter((pid) => pid !== agentPid);
        const besideMib = beside.reduce((sum, pid) => sum + memoryMibOf(pid), 0);
        const agent = memoryMibOf(agentPid);
        for (const jobId of jobs) await client.jobs.cancel(jobId);
        while ((await client.cluster.status()).counts.running > 0) await delay(20);
        return { agent, 'beside each command': besideMib / count };
      },
    }));
    return {
      workloads: [{ name: `${count} commands`, unit: 'MiB', better: 'lower', contestants }],
      close: () => clusters.close(),
    };
  },
};
