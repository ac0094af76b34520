/** A client that watches through the real fold of the real client. */
import type { ClusterState, JobSeen, NodeSeen, OrchionClient } from '@orchion/client';
import { violationFrom, type World } from '../world.ts';

export interface WireWatcher {
  readonly name: string;
  /** Null before the first snapshot, and after a cut until the watch goes on. */
  readonly state: ClusterState<NodeSeen, JobSeen> | null;
  start(): void;
}

export function createWireWatcher(world: World, name: string, client: OrchionClient): WireWatcher {
  let state: WireWatcher['state'] = null;
  async function watch(): Promise<void> {
    for await (const update of client.cluster.watch(new AbortController().signal)) {
      state = update.kind === 'cut' ? null : update.state;
    }
  }
  return {
    name,
    get state() {
      return state;
    },
    start: () => void watch().catch((error: unknown) => world.fail(violationFrom(error))),
  };
}
