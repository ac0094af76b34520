/** `--watch`: everything as it is, then every change, until Ctrl+C. Resumes by itself after a cut. */
import type { ClusterUpdate, JobSeen, NodeSeen, OrchionClient, WatchMessage } from '@orchion/client';
import type { Output } from './output/output.ts';
import type { World } from './world.ts';

type Changes = Pick<WatchMessage<NodeSeen, JobSeen>, 'revision' | 'nodes' | 'nodesRemoved' | 'jobs' | 'jobsRemoved'>;

export async function watchChanges(
  world: World,
  output: Output,
  client: OrchionClient,
  print: (changes: Changes) => Promise<void>,
): Promise<number> {
  let ids = { nodes: new Set<string>(), jobs: new Set<string>() };
  for await (const update of client.cluster.watch(world.interrupted)) {
    if (update.kind === 'cut') {
      await output.note(`The connection broke (${update.error.message}); trying again ...`);
      continue;
    }
    await print(changesOf(update, ids));
    ids = { nodes: new Set(update.state.nodes.keys()), jobs: new Set(update.state.jobs.keys()) };
  }
  return 0;
}

/** A snapshot, too, as changes: what is there, and what is gone since the last update. */
function changesOf(
  update: Exclude<ClusterUpdate<NodeSeen, JobSeen>, { readonly kind: 'cut' }>,
  before: { readonly nodes: ReadonlySet<string>; readonly jobs: ReadonlySet<string> },
): Changes {
  if (update.kind === 'change') return update.changes;
  const { revision, nodes, jobs } = update.state;
  return {
    revision,
    nodes: [...nodes.values()],
    nodesRemoved: [...before.nodes].filter((id) => !nodes.has(id)),
    jobs: [...jobs.values()],
    jobsRemoved: [...before.jobs].filter((id) => !jobs.has(id)),
  };
}
