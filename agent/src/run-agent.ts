/**
 * The agent process: builds the real ports and wires them. Says on standard output when it is ready, logs to standard
 * error, leaves jobs running on SIGTERM.
 */
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createContentCache, createHttpContent } from '@orchion/files';
import { createAgent } from './app/create-agent.ts';
import { executorByKind } from './executors/by-kind.ts';
import { containersIn, createDockerExecutor } from './executors/docker/docker-executor.ts';
import type { Engine } from './executors/docker/engine.ts';
import { createEngineFinder } from './executors/docker/find-engine.ts';
import { createFindLogin } from './executors/docker/registry-login.ts';
import { findCgroups } from './executors/process/cgroup.ts';
import type { Launcher, LauncherEvents, LauncherSetting } from './executors/process/launcher.ts';
import { createNativeLauncher, findNativeLauncher } from './executors/process/native-launcher.ts';
import { createNodeLauncher } from './executors/process/node-supervisor/node-launcher.ts';
import { readBootId } from './executors/process/process-identity.ts';
import { createProcessExecutor } from './executors/process/process-executor.ts';
import { createShLauncher } from './executors/process/sh-launcher.ts';
import { createJobFiles } from './files/create-job-files.ts';
import { createInventory } from './inventory/inventory.ts';
import { openFileJournal } from './journal/file-journal.ts';
import { lockDirectory } from './platform/directory-lock.ts';
import { createRandomIds } from './platform/random-ids.ts';
import { createRealClock } from './platform/real-clock.ts';
import { exitCodes, StartupError } from './platform/startup-error.ts';
import { createConnectLink } from './session/connect-link.ts';
import { readSettings, type Settings } from './settings.ts';
import { createFileSpool } from './spool/file-spool.ts';
import { version } from './version.ts';

/** The whole stop; then the process ends anyway: everything that counts is durable already. */
const stopMsMax = 5_000;

export async function runAgent(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const log = pino(
    {
      level: env.ORCHION_LOG_LEVEL ?? 'info',
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label: string) => ({ level: label }) },
      redact: { paths: ['token', 'env', '*.token', '*.env'], censor: '[redacted]' },
    },
    pino.destination({ dest: 2, sync: true }),
  );
  const die = (error: unknown): never => {
    log.error({ err: error }, error instanceof Error ? error.message : String(error));
    process.exit(error instanceof StartupError ? error.exitCode : exitCodes.failed);
  };
  process.on('uncaughtException', die);
  try {
    await start(readSettings(args, env), env, log);
  } catch (error) {
    die(error);
  }
}

async function start(settings: Settings, env: NodeJS.ProcessEnv, log: pino.Logger): Promise<void> {
  const { stateDir } = settings;
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const lock = lockDirectory(stateDir, join(stateDir, 'lock'));
  // First of all, while this process is small: see the launcher.
  const processes = createProcessExecutor({
    stateDir,
    cgroups: findCgroups(`orchion-${createHash('sha256').update(stateDir).digest('hex').slice(0, 12)}`),
    createLauncher: bestLauncher(),
    environment: env,
    diskReserveBytes: settings.diskReserveBytes,
  });
  const random = createRandomIds();
  const journal = await openFileJournal({
    stateDir,
    random,
    onFatal(error) {
      log.error({ err: error }, 'The disk failed under the journal; ending, to recover from what is durable.');
      process.exit(exitCodes.recoverFromDisk);
    },
  });
  for (const line of journal.unreadable) log.warn({ line }, 'A line of the journal is damaged and was left out.');
  const engines = createEngineFinder(env, loadEngine);
  const containers = createDockerExecutor({
    stateDir,
    agentId: journal.nodeId,
    bootId: readBootId(),
    engine: () => engines.engine(),
    findLogin: createFindLogin(join(homedir(), '.docker', 'config.json')),
    owner: ownOwner(),
    diskReserveBytes: settings.diskReserveBytes,
    log,
  });
  const executor = executorByKind({ process: processes, docker: containers, containers: containersIn(stateDir) });
  const spool = createFileSpool(join(stateDir, 'attempts'));
  const link = createConnectLink({ endpoint: settings.endpoint, token: settings.token });
  const content = createHttpContent({ endpoint: settings.endpoint, token: settings.token });
  const jobFiles = createJobFiles({
    root: join(stateDir, 'files'),
    content,
    cache: createContentCache({
      root: join(stateDir, 'content'),
      bytesMax: settings.contentCacheBytesMax,
      content,
      now: Date.now,
    }),
    log,
  });
  let isReady = false;
  const agent = createAgent({
    ports: {
      clock: createRealClock(),
      random,
      journal,
      executor,
      jobFiles,
      spool,
      link,
      inventory: createInventory({
        workDir: join(stateDir, 'attempts'),
        agentVersion: version,
        findEngine: () => engines.describe(),
        warn: (message) => log.warn({}, message),
      }),
      log,
    },
    settings: {
      nodeName: settings.nodeName,
      labels: settings.labels,
      bootId: readBootId(),
      agentPid: process.pid,
      spoolBytesMax: settings.spoolBytesMax,
      onWelcome(nodeName) {
        log.info({ nodeName, nodeId: journal.nodeId }, 'connected');
        if (isReady) return;
        isReady = true;
        process.stdout.write(
          `${JSON.stringify({ event: 'ready', pid: process.pid, node: nodeName, nodeId: journal.nodeId })}\n`,
        );
      },
    },
  });

  let isStopping = false;
  const stop = (why: string): void => {
    if (isStopping) return;
    isStopping = true;
    log.info({ why }, 'stopping; jobs go on');
    setTimeout(() => process.exit(exitCodes.stopped), stopMsMax).unref();
    void agent.stop().then(async () => {
      link.close();
      spool.close();
      await journal.close();
      lock.release();
      process.exit(exitCodes.stopped);
    });
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop(signal));
  await agent.start();
}

/** The client of the engine is a file of its own that not every program brings along. */
async function loadEngine(socket: string): Promise<Engine | null> {
  try {
    const { createDockerodeEngine } = await import('./executors/docker/dockerode-engine.ts');
    return createDockerodeEngine(socket);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  }
}

/** Null: the agent is root, who owns whatever a container leaves, or the system has no such numbers. */
function ownOwner(): { readonly uid: number; readonly gid: number } | null {
  const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  return uid === 0 ? null : { uid, gid };
}

function bestLauncher(): (setting: LauncherSetting, events: LauncherEvents) => Launcher {
  if (process.platform === 'win32') return createNodeLauncher;
  const program = findNativeLauncher();
  return program === null ? createShLauncher : (setting, events) => createNativeLauncher(program, setting, events);
}
