/** Copies of machines: a disk that was copied with the agent's state directory on it, and started beside its original. */
import type { AgentHost } from './agent-host.ts';
import type { World } from './world.ts';

export interface Twin {
  readonly original: AgentHost;
  readonly copy: AgentHost;
  readonly since: number;
}

export interface Twins {
  /** Those that live now. */
  readonly all: readonly Twin[];
  /** Whether the machine has a copy beside it now. */
  has(agent: AgentHost): boolean;
  start(original: AgentHost, forMs: number): void;
  /** Somebody stops all copies. */
  end(): void;
}

export function createTwins(world: World, copyOf: (original: AgentHost, name: string) => AgentHost): Twins {
  let all: Twin[] = [];
  let copies = 0;

  function stop(twin: Twin): void {
    if (!all.includes(twin)) return;
    all = all.filter((other) => other !== twin);
    twin.copy.powerCut();
    // What it ran has nobody left to tell of it.
    for (const folder of twin.copy.disk.folders.values()) folder.damaged = true;
  }

  return {
    get all() {
      return all;
    },
    has: (agent) => all.some(({ original }) => original === agent),
    start(original, forMs) {
      const copy = copyOf(original, `${original.name}-copy-${++copies}`);
      const twin: Twin = { original, copy, since: world.now() };
      all.push(twin);
      copy.start();
      world.after(forMs, () => stop(twin));
    },
    end() {
      for (const twin of [...all]) stop(twin);
    },
  };
}
