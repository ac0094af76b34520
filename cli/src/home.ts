/**
 * Where everything of one Orchion lives: the layout of its home, as a pure function of environment and platform.
 *
 * `ORCHION_HOME=DIR` moves all of it below DIR, so that several can live side by side. Without it the platform's own
 * conventions hold: data survives a reboot, the run directory need not.
 *
 *     data/  orchestrator/{cluster.db, logs/, token, agent-token, lock}   agents/NAME/{identity.json, journal, attempts/}
 *            orchestrator.log   agent-NAME.log
 *     run/   orchestrator.sock   orchestrator.json   agents/NAME.json
 */
import { createHash } from 'node:crypto';
import { posix, win32 } from 'node:path';

/** What the layout depends on; nothing else is asked. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly homeDir: string;
  readonly tempDir: string;
  /** The directory that relative paths in the environment start from. */
  readonly currentDir: string;
  /** The user's number; null where there is none (Windows). */
  readonly uid: number | null;
}

/** Absolute paths. Directories are made with mode 0700, the files below them belong to whoever writes them. */
export interface Home {
  readonly dataDir: string;
  readonly runDir: string;
  /** The orchestrator's own data: database, logs, tokens. */
  readonly orchestratorDir: string;
  /** The administrator's token. */
  readonly tokenFile: string;
  /** The token with which agents of this home register. */
  readonly agentTokenFile: string;
  /** What the orchestrator process said, for operators. */
  readonly orchestratorLog: string;
  /** The unix socket or named pipe. */
  readonly socket: string;
  /** The directory of the socket; null for a named pipe. Usually `runDir`; elsewhere where that path is too long. */
  readonly socketDir: string | null;
  /** Who the running orchestrator is. */
  readonly orchestratorRecord: string;
  /** One record per agent that was started from here. */
  readonly agentRecordsDir: string;
}

/** A unix socket's path has 104 to 108 bytes at most, its end included; above this the socket lives in the temp directory. */
export const socketPathBytesMax = 100;

export function homeOf(around: Surroundings): Home {
  const path = around.platform === 'win32' ? win32 : posix;
  const { dataDir, runDir } = rootsOf(around, path);
  const orchestratorDir = path.join(dataDir, 'orchestrator');
  return {
    dataDir,
    runDir,
    orchestratorDir,
    tokenFile: path.join(orchestratorDir, 'token'),
    agentTokenFile: path.join(orchestratorDir, 'agent-token'),
    orchestratorLog: path.join(dataDir, 'orchestrator.log'),
    ...socketOf(around, dataDir, runDir),
    orchestratorRecord: path.join(runDir, 'orchestrator.json'),
    agentRecordsDir: path.join(runDir, 'agents'),
  };
}

/** One agent's own places. The name has been checked by `violationOfNodeName`: it is a plain file name. */
export function agentPlacesOf(
  home: Home,
  name: string,
): { readonly stateDir: string; readonly record: string; readonly log: string } {
  const separator = home.dataDir.includes('\\') ? '\\' : '/';
  return {
    stateDir: [home.dataDir, 'agents', name].join(separator),
    record: [home.agentRecordsDir, `${name}.json`].join(separator),
    log: [home.dataDir, `agent-${name}.log`].join(separator),
  };
}

function rootsOf(around: Surroundings, path: typeof posix): { readonly dataDir: string; readonly runDir: string } {
  const { env } = around;
  if (isSet(env.ORCHION_HOME)) {
    const root = path.resolve(around.currentDir, env.ORCHION_HOME);
    return { dataDir: path.join(root, 'data'), runDir: path.join(root, 'run') };
  }
  const dataDir = platformDataDir(around, path);
  // As the XDG base directory specification says, a relative path in its variables is ignored.
  const xdgRun = env.XDG_RUNTIME_DIR;
  const hasXdgRun = around.platform !== 'win32' && isSet(xdgRun) && path.isAbsolute(xdgRun);
  return { dataDir, runDir: hasXdgRun ? path.join(xdgRun, 'orchion') : path.join(dataDir, 'run') };
}

function platformDataDir(around: Surroundings, path: typeof posix): string {
  const { env, homeDir } = around;
  if (around.platform === 'win32') {
    const local = isSet(env.LOCALAPPDATA) ? env.LOCALAPPDATA : path.join(homeDir, 'AppData', 'Local');
    return path.join(local, 'orchion');
  }
  if (around.platform === 'darwin') return path.join(homeDir, 'Library', 'Application Support', 'orchion');
  const xdgData = env.XDG_DATA_HOME;
  const base = isSet(xdgData) && path.isAbsolute(xdgData) ? xdgData : path.join(homeDir, '.local', 'share');
  return path.join(base, 'orchion');
}

function socketOf(around: Surroundings, dataDir: string, runDir: string): Pick<Home, 'socket' | 'socketDir'> {
  const fingerprint = createHash('sha256').update(dataDir).digest('hex').slice(0, 8);
  if (around.platform === 'win32') return { socket: `\\\\.\\pipe\\orchion-${fingerprint}`, socketDir: null };
  const usual = posix.join(runDir, 'orchestrator.sock');
  if (Buffer.byteLength(usual) <= socketPathBytesMax) return { socket: usual, socketDir: runDir };
  const socketDir = posix.join(around.tempDir, `orchion-${around.uid ?? 0}-${fingerprint}`);
  return { socket: posix.join(socketDir, 'orchestrator.sock'), socketDir };
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
