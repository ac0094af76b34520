/**
 * A home of Orchion of its own, used by its command line: what a terminal beside the editor does. Whoever makes one ends it
 * with `down`, which stops everything that runs in it.
 */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

export interface OrchionHome {
  readonly dir: string;
  /** Runs the command to its end; answers what it printed, throws with what it complained about. */
  cli(...args: readonly string[]): string;
  /** The orchestrator's process. Throws where none is recorded. */
  orchestratorPid(): number;
  /** Ends one agent politely; its jobs go on. */
  stopAgent(name: string): void;
  /** Whether an orchestrator is recorded: running, or died without a word. */
  hasOrchestrator(): boolean;
  /** `agent`: what joins the fleet; `admin`: what may do everything. */
  token(whose: 'admin' | 'agent'): string;
  readonly socket: string;
  /** Stops jobs, agents and orchestrator. Asynchronous: a simulated fleet may have to answer meanwhile. */
  down(): Promise<void>;
}

const orchion = join(dirname(dirname(import.meta.dirname)), 'cli', 'dist', 'orchion.js');

/** A run of tests is told by this variable; whatever it starts carries it on. */
const kept = new Set(['ORCHION_TEST_RUN']);

/** The environment without what points at somebody else's Orchion or editor. */
export function plainEnvironment(more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const foreign = /^(VSCODE_|ORCHION_|VITEST|NODE_OPTIONS)/;
  const own = Object.entries(process.env).filter(([name]) => kept.has(name) || !foreign.test(name));
  return { ...Object.fromEntries(own), ...more };
}

export function openHome(dir: string): OrchionHome {
  mkdirSync(dir, { recursive: true });
  const record = join(dir, 'run', 'orchestrator.json');
  // The programs write their own records; that they hold the process is part of their contract.
  const pidIn = (file: string): number => (JSON.parse(readFileSync(file, 'utf8')) as { pid: number }).pid;
  const cli = (...args: readonly string[]): string => {
    const env = plainEnvironment({ ORCHION_HOME: dir });
    return execFileSync(process.execPath, [orchion, ...args], { env, encoding: 'utf8', stdio: 'pipe' });
  };
  return {
    dir,
    cli,
    orchestratorPid: () => pidIn(record),
    stopAgent: (name) => void process.kill(pidIn(join(dir, 'run', 'agents', `${name}.json`)), 'SIGTERM'),
    hasOrchestrator: () => existsSync(record),
    token(whose) {
      const file = whose === 'admin' ? 'token' : 'agent-token';
      return readFileSync(join(dir, 'data', 'orchestrator', file), 'utf8').trim();
    },
    socket: join(dir, 'run', 'orchestrator.sock'),
    async down() {
      const env = plainEnvironment({ ORCHION_HOME: dir });
      await promisify(execFile)(process.execPath, [orchion, 'down', '--stop-jobs'], { env });
    },
  };
}
