/** Where the container engine is, and whether this agent may use it: asked anew with every inventory, within milliseconds. */
import type { ContainerEngine } from '@orchion/domain';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { EngineError, type Engine } from './engine.ts';

/** Absolute, or null where there is none. */
interface EnginePlace {
  readonly socket: string | null;
  /** Why the place that was named is none; null: nothing is wrong. */
  readonly problem: string | null;
}

function findSocket(env: NodeJS.ProcessEnv): EnginePlace {
  const named = env.DOCKER_HOST ?? '';
  if (named.startsWith('unix://')) {
    const socket = named.slice('unix://'.length);
    return existsSync(socket)
      ? { socket, problem: null }
      : { socket: null, problem: `DOCKER_HOST names ${socket}, which is not there` };
  }
  if (named !== '') {
    return {
      socket: null,
      problem:
        'DOCKER_HOST names no socket of this machine (unix:///path), and folders cannot be shared with another one',
    };
  }
  const places = [
    '/var/run/docker.sock',
    // Engines without root, and Docker Desktop.
    ...(env.XDG_RUNTIME_DIR === undefined ? [] : [join(env.XDG_RUNTIME_DIR, 'docker.sock')]),
    join(homedir(), '.docker', 'run', 'docker.sock'),
  ];
  return { socket: places.find((path) => existsSync(path)) ?? null, problem: null };
}

/** Loads the client; null where this program came without it. */
export type LoadEngine = (socket: string) => Promise<Engine | null>;

const withoutClient =
  'this agent came with the editor; containers need the full one, started by orchion agent or npm run up';
const probeMsMax = 3_000;

export interface EngineFinder {
  /** The engine, made once for each socket. Rejects with `EngineError`. */
  engine(): Promise<Engine>;
  /** For the inventory. Never rejects. */
  describe(): Promise<ContainerEngine>;
}

export function createEngineFinder(env: NodeJS.ProcessEnv, load: LoadEngine): EngineFinder {
  let known: { readonly socket: string; readonly engine: Promise<Engine | null> } | null = null;

  async function engine(): Promise<Engine> {
    const { socket, problem } = findSocket(env);
    if (socket === null) throw new EngineError('unreachable', problem ?? 'There is no container engine on this node.');
    if (known?.socket !== socket) known = { socket, engine: load(socket) };
    const loaded = await known.engine;
    if (loaded === null) throw new EngineError('unreachable', withoutClient);
    return loaded;
  }

  return {
    engine,
    async describe() {
      const { socket, problem } = findSocket(env);
      if (socket === null) return { version: null, problem };
      try {
        const found = await engine();
        return { version: await withinTime(found.version()), problem: null };
      } catch (error) {
        return { version: null, problem: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}

async function withinTime(asked: Promise<string>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new EngineError('unreachable', `it did not answer within ${probeMsMax / 1000} s`));
    }, probeMsMax);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
