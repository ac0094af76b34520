/** Whoever watched since whenever, through whatever cuts, holds what the orchestrator says now. */
import { headOfRun, isEndedJob } from '@orchion/domain';
import type { ClusterUnderTest, CreateReferee } from '../referee.ts';
import type { Watcher } from '../watcher.ts';
import { difference } from './difference.ts';

export const watchersAgree: CreateReferee = ({ fail }) => ({
  look(cluster) {
    const { revision } = cluster.orchestrator.status();
    for (const watcher of cluster.watchers) {
      // A slow one that is behind may be so for a while.
      if (watcher.isCurrent && watcher.revision === revision) compare(watcher, cluster, fail);
    }
  },
  atEnd(cluster) {
    for (const watcher of cluster.watchers) if (watcher.isCurrent) compare(watcher, cluster, fail);
  },
});

function compare(watcher: Watcher, { orchestrator, disk }: ClusterUnderTest, fail: (message: string) => void): void {
  for (const view of orchestrator.nodes()) {
    const seen = watcher.nodes.get(view.node.id);
    const { node, allocated, attemptsLive } = view;
    const differs = difference(
      seen === undefined ? null : { node: seen.node, allocated: seen.allocated, attemptsLive: seen.attemptsLive },
      { node, allocated, attemptsLive },
    );
    if (differs !== null) return fail(`${watcher.name} and the orchestrator differ on ${node.name} at ${differs}`);
  }
  for (const nodeId of watcher.nodes.keys()) {
    if (!disk.nodes.has(nodeId)) return fail(`${watcher.name} still shows ${nodeId}, which is gone`);
  }
  for (const { job, attempts } of disk.jobs.values()) {
    const seen = watcher.jobs.get(job.id);
    // A snapshot begins with the newest ended jobs only.
    if (seen === undefined && job.status.outcome !== null) continue;
    const differs = difference(seen === undefined ? null : { job: seen.job, latest: seen.attempts.at(-1) ?? null }, {
      job,
      latest: attempts.at(-1) ?? null,
    });
    if (differs !== null) return fail(`${watcher.name} and the store differ on ${job.id} at ${differs}`);
  }
  for (const { run, steps } of disk.runs.values()) {
    const seen = watcher.runs.get(run.id);
    // A snapshot begins with the newest ended runs only, and without their steps.
    if (seen === undefined && run.status.endedAt !== null) continue;
    const differs = difference(seen ?? null, headOfRun(run));
    if (differs !== null) return fail(`${watcher.name} and the store differ on ${run.id} at ${differs}`);
    for (const step of run.status.endedAt === null ? steps.values() : []) {
      const known = watcher.steps.get(`${run.id}/${step.key}`);
      if (known?.state !== step.state) {
        return fail(`${watcher.name} shows ${run.id}/${step.key} as ${known?.state ?? 'nothing'}; it is ${step.state}`);
      }
    }
  }
  for (const { runId, key, state } of watcher.steps.values()) {
    const record = disk.runs.get(runId);
    if (record === undefined) return fail(`${watcher.name} shows a step of ${runId}, which does not exist`);
    if (state !== 'waiting' && !record.steps.has(key))
      return fail(`${watcher.name} shows ${runId}/${key}, which is gone`);
  }
  for (const view of watcher.jobs.values()) {
    if (!disk.jobs.has(view.job.id)) return fail(`${watcher.name} shows ${view.job.id}, which does not exist`);
    if (isEndedJob(view.state) !== (view.job.status.outcome !== null)) {
      return fail(`${watcher.name} shows ${view.job.id} as ${view.state}`);
    }
  }
}
