/**
 * The orchestrator process: the one place where real ports are built and wired. It says on standard output when it is ready,
 * logs to standard error, stops on SIGTERM (jobs go on) and tells by its exit code why it ended.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { limits } from '@orchion/domain';
import openApi from '@orchion/proto/openapi.json' with { type: 'json' };
import { createContentHub, type ContentHub } from './app/content-hub.ts';
import { createLogHub } from './app/create-log-hub.ts';
import { createOrchestrator } from './app/create-orchestrator.ts';
import type { Orchestrator } from './app/orchestrator.ts';
import { readSettings, type Settings } from './config/read-settings.ts';
import { parseTcpAddress, socketAddress } from './http/listen-address.ts';
import { listen, type Listener } from './http/listener.ts';
import { createRequestRouter } from './http/request-router.ts';
import { lockDirectory } from './platform/directory-lock.ts';
import { exitCodeOf, exitCodes } from './platform/exit-code.ts';
import { removeInfoFile, writeInfoFile } from './platform/info-file.ts';
import { ensurePrivateDirectory } from './platform/private-directory.ts';
import { pipelineTools } from './platform/pipeline-tools.ts';
import { createRandomIds } from './platform/random-ids.ts';
import { createRealClock } from './platform/real-clock.ts';
import { realTimer } from './platform/real-timer.ts';
import { digestOfToken, kindOfToken } from './platform/token.ts';
import { readOrCreateToken } from './platform/token-file.ts';
import { LogStoreError } from './ports/log-store.ts';
import type { Logger } from './ports/logger.ts';
import { createRpcEdge } from './rpc/rpc-edge.ts';
import { openContentFiles } from './store/content-files/open-content-files.ts';
import { openLogFiles } from './store/log-files/open-log-files.ts';
import { openSqliteStore } from './store/sqlite/open-sqlite-store.ts';
import { countTelemetry, setClusterFigures } from './telemetry/count-telemetry.ts';
import { createLogger } from './telemetry/logger.ts';
import { createMetricRegistry, type MetricRegistry } from './telemetry/metric-registry.ts';
import { noTracing, startTracing } from './telemetry/tracing.ts';
import { version } from './version.ts';

/** Running calls may end within this time when the process stops; streams are ended at once. */
const stopGraceMs = 3_000;
/** The whole stop; then the process ends anyway: everything acknowledged is durable already. */
const stopMsMax = 15_000;

interface Running {
  readonly urls: readonly string[];
  readonly startedAt: number;
  stop(): Promise<void>;
}

await main();

async function main(): Promise<void> {
  process.umask(0o077);
  const answer = readSettings(process.argv.slice(2), process.env);
  if (answer.kind === 'wrong') {
    const log = createLogger('error');
    for (const problem of answer.problems) log.error({}, problem);
    process.exitCode = exitCodes.badConfiguration;
    return;
  }
  const { settings } = answer;
  const log = createLogger(settings.logLevel);

  const die = (error: unknown): never => {
    const message = error instanceof Error ? error.message : 'an unexpected error ended the process';
    // What the user is to change needs no stack.
    const code = exitCodeOf(error);
    log.error(code === exitCodes.badConfiguration || code === exitCodes.inUse ? {} : { err: error }, message);
    process.exit(code);
  };
  process.on('uncaughtException', die);

  let running: Running | null = null;
  let isStopping = false;
  const stop = (why: string): void => {
    if (isStopping) return;
    isStopping = true;
    log.info({ why }, 'stopping; jobs go on');
    setTimeout(() => process.exit(exitCodes.stopped), stopMsMax).unref();
    // Asked before it was ready, the start is let finish first.
    starting.then(async () => {
      await running?.stop();
      if (settings.infoFile !== null) removeInfoFile(settings.infoFile);
      log.info({}, 'stopped');
      process.exit(exitCodes.stopped);
    }, die);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop(signal));

  const starting = start(settings, { log, die, shutdown: () => stop('a call asked for it') });
  try {
    running = await starting;
  } catch (error) {
    die(error);
  }
  if (running !== null) announce(settings, running, log);
}

/** For the CLI, and for whoever reads the log. */
function announce(settings: Settings, { urls, startedAt }: Running, log: Logger): void {
  const started = new Date(startedAt).toISOString();
  const info = { pid: process.pid, version, socket: settings.socket, addresses: urls, startedAt: started };
  if (settings.infoFile !== null) writeInfoFile(settings.infoFile, info);
  process.stdout.write(`${JSON.stringify({ event: 'ready', ...info })}\n`);
  log.info({ addresses: urls, version, dataDir: settings.dataDir }, 'ready');
}

interface Surroundings {
  readonly log: Logger;
  /** Ends the process at once. */
  readonly die: (error: unknown) => never;
  /** Begins a graceful end. */
  readonly shutdown: () => void;
}

/** Builds everything, in the order in which it depends on each other. Throws `StartupError`, `StoreError`. */
async function start(settings: Settings, { log, die, shutdown }: Surroundings): Promise<Running> {
  const addresses = [
    ...(settings.socket === null ? [] : [socketAddress(settings.socket)]),
    ...(settings.listen === null ? [] : [parseTcpAddress(settings.listen)]),
  ];
  const { dataDir } = settings;
  ensurePrivateDirectory(dataDir);
  const lock = lockDirectory(dataDir, join(dataDir, 'lock'));
  const digests = {
    admin: digestOfToken(readOrCreateToken(join(dataDir, 'token'), 'admin')),
    agent: digestOfToken(readOrCreateToken(join(dataDir, 'agent-token'), 'agent')),
  };

  const clock = createRealClock();
  const startedAt = clock.now();
  const ids = createRandomIds();
  const metrics = createMetricRegistry();
  metrics.set('orchion_build_info', { version }, 1);
  const tracing =
    settings.otlpEndpoint === null
      ? noTracing
      : await startTracing(settings.otlpEndpoint, { version, serviceName: 'orchion-orchestrator' });
  const telemetry = countTelemetry(metrics, tracing.tracer);

  const store = openSqliteStore({ path: join(dataDir, 'cluster.db'), idSource: ids });
  mkdirSync(join(dataDir, 'logs'), { recursive: true, mode: 0o700 });
  const logStore = openLogFiles({ root: join(dataDir, 'logs') });
  const orchestrator = createOrchestrator({
    store,
    logStore,
    clock,
    pipelines: pipelineTools,
    ids,
    telemetry,
    settings: settings.cluster,
    retention: { keepMs: settings.retentionMs, keepMax: limits.retentionJobsMax },
    onFatal: die,
  });
  clock.onGap((gapMs) => {
    log.warn({ gapMs }, 'this process stood still, or the machine slept: nodes get a full lease to report again');
    orchestrator.resumed();
  });
  const logHub = createLogHub({
    logStore: {
      ...logStore,
      append: (attempt, chunks) => logStore.append(attempt, chunks).catch(dieOfBrokenDisk(die)),
    },
    attempts: orchestrator.attempts,
    clock,
    timer: realTimer,
    telemetry,
    logger: log,
  });
  const contentHub = createContentHub({
    contentStore: openContentFiles({ root: join(dataDir, 'content'), now: () => clock.now(), ...settings.content }),
    references: orchestrator.contentReferences,
    clock,
    telemetry,
    logger: log,
    graceMs: settings.content.graceMs,
  });
  const collecting = keepCollectingContent(contentHub, settings.content.graceMs, log);
  const retention = keepApplyingRetention(orchestrator, settings.retentionMs, die);

  const listeners: Listener[] = [];
  const edge = createRpcEdge({
    orchestrator,
    logHub,
    contentHub,
    process: { pid: process.pid, version, addresses: () => listeners.map(({ url }) => url), startedAt, shutdown },
    recognise: (token) => kindOfToken(token, digests),
    telemetry,
    log,
    clock,
  });
  const handle = createRequestRouter({
    edge,
    ready: () => orchestrator.ready(),
    metrics: () => scrape(metrics, orchestrator, contentHub),
    openApi: JSON.stringify(openApi),
  });
  for (const address of addresses) listeners.push(await listen(address, { handle, telemetry, log }));

  return {
    urls: listeners.map(({ url }) => url),
    startedAt,
    async stop() {
      clearInterval(retention);
      clearInterval(collecting);
      // Sessions and watches end here, so that what is left to wait for is short calls.
      await orchestrator.stop();
      edge.stop();
      await Promise.all(listeners.map((listener) => listener.close(stopGraceMs)));
      clock.dispose();
      await logStore.close();
      await contentHub.contentStore.close();
      store.close();
      lock.release();
      await tracing.shutdown();
    },
  };
}

/** After a failed fsync nobody knows what the disk holds: only a new start from it is safe. A full disk is no such failure. */
function dieOfBrokenDisk(die: (error: unknown) => never): (error: unknown) => never {
  return (error) => {
    if (error instanceof LogStoreError && error.code === 'io') die(error);
    throw error;
  };
}

/** Ten rounds in the time that jobs are kept, but at least one an hour and at most one a second. */
function keepApplyingRetention(
  orchestrator: Pick<Orchestrator, 'applyRetention'>,
  keepMs: number,
  die: (error: unknown) => never,
): NodeJS.Timeout {
  let isRunning = false;
  const everyMs = Math.min(Math.max(keepMs / 10, 1_000), 3_600_000);
  const timer = setInterval(() => {
    if (isRunning) return;
    isRunning = true;
    orchestrator.applyRetention().then(() => (isRunning = false), die);
  }, everyMs);
  return timer.unref();
}

/** Ten rounds in the grace, but at least one in six hours and at most one a second. A round that fails is tried again. */
function keepCollectingContent(contentHub: ContentHub, graceMs: number, log: Logger): NodeJS.Timeout {
  const everyMs = Math.min(Math.max(graceMs / 10, 1_000), 6 * 3_600_000);
  const timer = setInterval(() => {
    contentHub.collect().then(
      ({ items, bytes }) => {
        if (items > 0) log.info({ items, bytes }, 'removed files that nothing refers to');
      },
      (error: unknown) => log.error({ err: error }, 'files that nothing refers to could not be removed'),
    );
  }, everyMs);
  return timer.unref();
}

async function scrape(
  metrics: MetricRegistry,
  orchestrator: Orchestrator,
  { contentStore }: Pick<ContentHub, 'contentStore'>,
): Promise<{ readonly contentType: string; readonly text: string }> {
  const { revision, counts, nodes } = orchestrator.status();
  const figures = nodes.map(({ node: { liveness, eligibility }, connected }) => ({ liveness, eligibility, connected }));
  setClusterFigures(metrics, { revision, jobs: counts, nodes: figures });
  const content = await contentStore.usage();
  metrics.set('orchion_content_bytes', {}, content.bytes);
  metrics.set('orchion_content_items', {}, content.items);
  return { contentType: metrics.contentType, text: await metrics.text() };
}
