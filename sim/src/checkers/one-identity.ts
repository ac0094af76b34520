/** Two live agents with one identity are noticed: their node is in quarantine, so that nothing is placed there and the user is told. */
import type { CreateReferee } from '../referee.ts';

/** Both have connected, and connected anew after whatever happened to the orchestrator. */
const patienceMs = 20_000;

export const oneIdentity: CreateReferee = ({ world, fail }) => {
  let since = 0;
  return {
    orchestratorAwake: () => void (since = world.now()),
    committed(changes) {
      if (changes.some((change) => change.kind === 'node-delete')) since = world.now();
    },
    look({ twins, disk }) {
      for (const twin of twins) {
        if (world.now() - Math.max(since, twin.since) < patienceMs) continue;
        const node = disk.nodes.get(twin.original.disk.directory.nodeId);
        if (node?.quarantine === null) fail(`${node.name} has two live agents and is not in quarantine`);
      }
    },
  };
};
