/**
 * How everybody gets to the orchestrator. `domain`: values are handed over, thousands of seeds. `wire`: through the real
 * clients, codecs, services and links, byte by byte, fewer seeds.
 */
import type { Link } from '@orchion/agent';
import type { JobId } from '@orchion/domain';
import type { Network, Route, Wire } from './network.ts';
import type { OrchestratorHost } from './orchestrator-host.ts';
import { createSimLink } from './sim-link.ts';
import type { Swarm } from './swarm.ts';
import { followLog } from './tailer.ts';
import { createDirectCalls, type UserCalls } from './user-calls.ts';
import { createWireCalls } from './wire/wire-calls.ts';
import { createWireClient } from './wire/wire-client.ts';
import { createWireLink } from './wire/wire-link.ts';
import { createWireServer } from './wire/wire-server.ts';
import { followOverWire } from './wire/wire-tailer.ts';
import { createWireWatcher, type WireWatcher } from './wire/wire-watcher.ts';
import type { World } from './world.ts';

export type Level = 'domain' | 'wire';

export interface Ways {
  /** Of one agent process. */
  createLink(own: { readonly route: Route; readonly isAlive: () => boolean; readonly wires: Set<Wire> }): Link;
  readonly calls: UserCalls;
  /** Reads a job's log to its end. */
  follow(route: Route, jobId: JobId): void;
  readonly wireWatchers: readonly WireWatcher[];
}

export interface WaysParts {
  readonly world: World;
  readonly network: Network;
  readonly host: OrchestratorHost;
  readonly swarm: Swarm;
}

export function createWays(level: Level, parts: WaysParts): Ways {
  return level === 'wire' ? wireWays(parts) : domainWays(parts);
}

function domainWays({ world, network, host }: WaysParts): Ways {
  return {
    createLink: (own) => createSimLink({ ...own, network, host }),
    calls: createDirectCalls(network, host),
    follow: (route, jobId) => followLog({ world, network, route, host, jobId }),
    wireWatchers: [],
  };
}

function wireWays({ world, network, host, swarm: { skew } }: WaysParts): Ways {
  const serve = createWireServer({ world, host });
  const clientOver = (route: Route) => createWireClient({ world, network, route, serve, skew });
  const routeOf = (name: string): Route => network.route(name, () => false);
  return {
    createLink: (own) => createWireLink({ ...own, world, network, serve, skew }),
    calls: createWireCalls(world, clientOver),
    follow: (route, jobId) => followOverWire(world, clientOver(route), jobId),
    wireWatchers: ['wire-watcher-1', 'wire-watcher-2'].map((name) =>
      createWireWatcher(world, name, clientOver(routeOf(name))),
    ),
  };
}
