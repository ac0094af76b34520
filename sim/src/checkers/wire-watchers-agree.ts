/** What the real client has folded of the wire's messages is what the store holds, as far as the wire tells it. */
import { jobStateOf } from '@orchion/domain';
import type { ClusterUnderTest, CreateReferee } from '../referee.ts';
import type { WireWatcher } from '../wire/wire-watcher.ts';

export const wireWatchersAgree: CreateReferee = ({ fail }) => ({
  look(cluster) {
    const { revision } = cluster.orchestrator.status();
    for (const watcher of cluster.wireWatchers) {
      if (watcher.state?.revision !== revision) continue;
      const problem = problemOf(watcher.state, cluster);
      if (problem !== null) fail(`${watcher.name} ${problem}`);
    }
  },
  atEnd({ wireWatchers, orchestrator }) {
    const { revision } = orchestrator.status();
    for (const { name, state } of wireWatchers) {
      if (state?.revision !== revision) fail(`${name} is at ${state?.revision ?? 'nothing'} long after ${revision}`);
    }
  },
});

function problemOf(state: NonNullable<WireWatcher['state']>, { disk }: ClusterUnderTest): string | null {
  for (const node of disk.nodes.values()) {
    const seen = state.nodes.get(node.id);
    const [said, is] = [seen, node].map((one) => [one?.liveness, one?.eligibility, one?.quarantine].join(', '));
    if (said !== is) return `shows ${node.name} as ${said}; it is ${is}`;
  }
  for (const id of state.nodes.keys())
    if (![...disk.nodes.keys()].some((known) => known === id)) return `still shows ${id}`;
  for (const { job, attempts } of disk.jobs.values()) {
    const seen = state.jobs.get(job.id);
    // A snapshot begins with the newest ended jobs only.
    if (seen === undefined && job.status.outcome !== null) continue;
    const latest = attempts.at(-1) ?? null;
    const is = `${jobStateOf(job.status, latest)}, attempt ${latest?.number ?? 0} ${latest?.state ?? ''}`;
    const last = seen?.attempts.at(-1);
    const said = `${seen?.state ?? 'nothing'}, attempt ${last?.number ?? 0} ${last?.state ?? ''}`;
    if (said !== is) return `shows ${job.id} as ${said}; it is ${is}`;
  }
  for (const { run } of disk.runs.values()) {
    const seen = state.runs.get(run.id);
    if (seen === undefined && run.status.endedAt !== null) continue;
    if (seen?.status.state !== run.status.state) {
      return `shows ${run.id} as ${seen?.status.state ?? 'nothing'}; it is ${run.status.state}`;
    }
  }
  return null;
}
