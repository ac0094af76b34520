/**
 * The orchestrator on its machine: the real one over the memory store and the memory log store. Its process may die between
 * two turns, or in the middle of one, around its commit; what it finds again is what its disks hold.
 */
import {
  crashMemoryDisk,
  createLogHub,
  createMemoryContentDisk,
  createMemoryDisk,
  createMemoryLogDisk,
  createMemoryLogStore,
  createMemoryStore,
  createOrchestrator,
  LogStoreError,
  noTelemetry,
  silentLogger,
  StoreError,
  type AgentSession,
  type AgentSessionPort,
  type Change,
  type Clock,
  type ClusterSettings,
  type FeedMessage,
  type LogAck,
  type LogHub,
  type MemoryContentDisk,
  type MemoryDisk,
  type MemoryLogDisk,
  type MemoryStore,
  type Orchestrator,
  type Store,
  type TailEvent,
  type TailRequest,
  pipelineTools,
} from '@orchion/orchestrator';
import { newId, type AgentHello, type NodeId } from '@orchion/domain';
import type { AttemptLog } from '@orchion/agent';
import { epochMs } from './machine.ts';
import type { Wire } from './network.ts';
import type { Swarm } from './swarm.ts';
import { openSimContent, type SimContent } from './sim-content.ts';
import { violationFrom, type Cancel, type World } from './world.ts';

export interface OrchestratorHost {
  readonly disk: MemoryDisk;
  readonly storedLogs: MemoryLogDisk['logs'];
  /** The disk of the logs: full, or to fail at its next fsync. */
  readonly logDisk: { full: boolean; failNextSync: boolean };
  /** Null while it is down. */
  readonly running: RunningOrchestrator | null;
  /** It is there and gets no time: nothing can be held against it meanwhile. */
  readonly standsStill: boolean;
  /** The disk of the content store. */
  readonly contents: MemoryContentDisk['contents'];
  start(): void;
  crash(): void;
  /** Dies at its next commit: just before it is durable, or just after, with nobody told. */
  crashAtCommit(when: 'before' | 'after'): void;
  failNextCommit(code: 'io'): void;
  /** Stands still: nothing runs until then, and then it notices. */
  standStill(forMs: number): void;
  setWall(byMs: number): void;
  /** Null where nobody listens. */
  openSession(wire: Wire, hello: AgentHello, port: AgentSessionPort): AgentSession | null;
  /** Lets the wire end with the process that runs now; null where there is none. */
  attach(wire: Wire): RunningOrchestrator | null;
  /** The session belongs to the process that runs now. */
  owns(session: AgentSession): boolean;
  appendLogs(nodeId: NodeId, logs: readonly AttemptLog[]): Promise<readonly LogAck[]> | null;
  /** Serves a watch over the wire until it is cut; false where nobody listens. */
  watch(wire: Wire, from: number, signal: AbortSignal, send: (message: FeedMessage) => void): boolean;
  /** From now on no watcher is slow. */
  readersKeepUp(): void;
  /** Serves a reader of a log likewise; false where nobody listens, or there is no such attempt. */
  tail(wire: Wire, request: TailRequest, signal: AbortSignal, send: (event: TailEvent) => void): boolean;
  /** Asks the content store of the process that runs now; its answer is never heard where that dies before. */
  askContent<T>(run: (content: SimContent) => Promise<T>): Promise<T> | null;
  /** Runs a call in the process that runs now; its answer is never heard where that dies before. */
  call<T>(run: (orchestrator: Orchestrator) => Promise<T>): Promise<T> | null;
}

export interface RunningOrchestrator {
  readonly orchestrator: Orchestrator;
  readonly content: SimContent;
  readonly logHub: LogHub;
  readonly isAlive: boolean;
  /** As the orchestrator's; what nodes say there is counted as heard. */
  readonly openSession: Orchestrator['openSession'];
}

export interface OrchestratorHostParts {
  readonly world: World;
  readonly settings: ClusterSettings;
  readonly diskSyncMs: number;
  readonly watch?: Swarm['watch'];
  /** It was started, or goes on after it stood still. */
  readonly onAwake: () => void;
  readonly onHeard: (nodeId: NodeId) => void;
  readonly onCommitted: (changes: readonly Change[], disk: MemoryDisk) => void;
}

class Crash extends Error {
  override readonly name = 'Crash';
}

const restartMs = { low: 300, high: 15_000 };

export function createOrchestratorHost(parts: OrchestratorHostParts): OrchestratorHost {
  const { world } = parts;
  const dice = world.random('orchestrator');
  const disk = createMemoryDisk(newId('cluster', dice));
  const logDisk = createMemoryLogDisk();
  const contentDisk = createMemoryContentDisk();
  const logDiskState = { full: false, failNextSync: false };
  let life: (RunningOrchestrator & { isAlive: boolean; store: MemoryStore; wires: Set<Wire> }) | null = null;
  const sessions = new WeakMap<AgentSession, object>();
  /** The newest hello of each node. */
  const newest = new Map<NodeId, Pick<AgentHello, 'instanceId' | 'sentAtMs'>>();
  let crashPoint: 'before' | 'after' | null = null;
  let stillUntil = 0;
  let hasStoodStill = false;
  let wallOffset = 0;
  let wasSetBack = false;
  let starts = 0;
  let readerPauseMs = parts.watch?.pauseMs ?? 0;

  function start(): void {
    if (life !== null) return;
    starts++;
    const own = { isAlive: true };
    const store = createMemoryStore({ clusterId: disk.clusterId, disk });
    const clock = createClock(own);
    const logStore = createMemoryLogStore({
      disk: logDisk,
      async sync() {
        await new Promise<void>((resolve) => void clock.after(dice.between(0.2, parts.diskSyncMs), resolve));
        if (logDiskState.full) throw new LogStoreError('full', 'no space left on the simulated device');
        if (!logDiskState.failNextSync) return;
        logDiskState.failNextSync = false;
        throw new LogStoreError('io', 'the fsync of the simulated device failed');
      },
    });
    const orchestrator = createOrchestrator({
      store: withCrashes(store),
      logStore,
      clock,
      pipelines: pipelineTools,
      ids: world.random(`ids ${starts}`),
      settings: parts.settings,
      ...(parts.watch !== undefined && { feed: parts.watch }),
      checkEvery: 1,
      onFatal(error) {
        if (!(error instanceof Crash) && !(error instanceof StoreError)) world.fail(violationFrom(error));
        die('it stops at a broken commit');
      },
    });
    const logHub = createLogHub({
      logStore: {
        ...logStore,
        append: (attempt, chunks) => logStore.append(attempt, chunks).catch((error: unknown) => diesOf(own, error)),
      },
      attempts: orchestrator.attempts,
      clock,
      timer: { after: (ms, ring) => ({ dispose: clock.after(ms, ring) }) },
      telemetry: noTelemetry,
      logger: silentLogger,
    });
    const openSession: Orchestrator['openSession'] = (hello, port) => openHeard(own, orchestrator, hello, port);
    const content = openSimContent({ disk: contentDisk, clock, orchestrator, clockIsSound: () => !wasSetBack });
    life = Object.assign(own, { orchestrator, content, logHub, openSession, store, wires: new Set<Wire>() });
    world.note('orchestrator', 'starts');
    parts.onAwake();
  }

  /** Its own clock: the wall's time at its start, then by a counter. */
  function createClock(own: { readonly isAlive: boolean }): Clock & { after(ms: number, ring: () => void): Cancel } {
    const startedAt = epochMs + wallOffset + world.now();
    const worldStart = world.now();
    let cancelAlarm: Cancel = () => {};
    const whenAwake = (delayMs: number, run: () => void): Cancel => {
      let cancel: Cancel = () => {};
      const ring = (): void => {
        if (!own.isAlive) return;
        if (stillUntil <= world.now()) return run();
        cancel = world.after(stillUntil - world.now() + 1, ring);
      };
      cancel = world.after(delayMs, ring);
      return () => cancel();
    };
    const now = (): number => Math.floor(startedAt + world.now() - worldStart);
    return {
      now,
      after: whenAwake,
      setAlarm(at, ring) {
        cancelAlarm();
        if (at !== null) cancelAlarm = whenAwake(Math.max(1, at - now() + dice.between(0, 5)), ring);
      },
      defer: (run) =>
        void whenAwake(dice.between(0, 3), () => {
          noticeStandstill();
          run();
        }),
    };
  }

  function withCrashes(store: MemoryStore): Store {
    return {
      ...store,
      commit(changes, expectedRevision) {
        const point = crashPoint;
        crashPoint = null;
        if (point === 'before') throw new Crash('before the commit');
        const revision = store.commit(changes, expectedRevision);
        parts.onCommitted(changes, disk);
        if (point === 'after') throw new Crash('after the commit, before anyone is told');
        return revision;
      },
    };
  }

  /** As the real clock does: before anything that waited is looked at. */
  function noticeStandstill(): void {
    if (!hasStoodStill || stillUntil > world.now()) return;
    hasStoodStill = false;
    life?.orchestrator.resumed();
    parts.onAwake();
  }

  function die(why: string): void {
    if (life === null) return;
    world.note('orchestrator', why);
    life.isAlive = false;
    for (const wire of [...life.wires]) wire.cut({ silent: false, dead: 'orchestrator' });
    life = null;
    crashPoint = null;
    crashMemoryDisk(disk);
    world.after(dice.between(restartMs.low, restartMs.high), start);
  }

  /** Nobody hears any more of a process that died of its disk. */
  function diesOf(own: { readonly isAlive: boolean }, error: unknown): never {
    const isBroken = error instanceof LogStoreError && error.code === 'io';
    if (isBroken && own.isAlive) die('the disk of its logs failed, so it stops');
    throw error;
  }

  function openHeard(
    own: { readonly isAlive: boolean },
    orchestrator: Orchestrator,
    hello: AgentHello,
    port: AgentSessionPort,
  ): AgentSession {
    const whileAlive = (run: () => void): void => {
      if (own.isAlive) run();
    };
    // What an older session says, or a hello that another one has overtaken, is not heard.
    const before = newest.get(hello.nodeId);
    const isLate = before?.instanceId === hello.instanceId && hello.sentAtMs < before.sentAtMs;
    const said = { instanceId: hello.instanceId, sentAtMs: hello.sentAtMs };
    if (!isLate) {
      newest.set(hello.nodeId, said);
      parts.onHeard(hello.nodeId);
    }
    let isGone = false;
    const opened = orchestrator.openSession(hello, {
      welcome: (welcome) => whileAlive(() => port.welcome(welcome)),
      directive: (directive) => whileAlive(() => port.directive(directive)),
      close: (reason) => whileAlive(() => port.close(reason)),
    });
    return {
      ...opened,
      report(report) {
        if (!isGone && newest.get(hello.nodeId) === said) parts.onHeard(hello.nodeId);
        opened.report(report);
      },
      gone() {
        isGone = true;
        opened.gone();
      },
    };
  }

  function guarded<T>(run: (running: RunningOrchestrator) => Promise<T>): Promise<T> | null {
    const own = life;
    if (own === null) return null;
    return new Promise((resolve, reject) => {
      run(own).then(
        (value) => {
          if (own.isAlive) resolve(value);
        },
        (error: unknown) => {
          if (!own.isAlive) return;
          // A full disk is an answer, a failed fsync the end of the process; anything else thrown is a bug.
          if (!(error instanceof LogStoreError)) world.fail(violationFrom(error));
          else if (error.code === 'io') return die('the disk of its logs failed, so it stops');
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
  }

  /** Sends what comes over the wire, as long as both are there. */
  function stream<T>(
    wire: Wire,
    open: (running: RunningOrchestrator) => AsyncIterable<T> | null,
    send: (one: T) => void,
    pauseMs: () => number = () => 0,
  ): boolean {
    const own = life;
    const messages = own === null ? null : open(own);
    if (own === null || messages === null) return false;
    own.wires.add(wire);
    const pass = async (): Promise<void> => {
      for await (const message of messages) {
        if (own.isAlive) send(message);
        const waitMs = pauseMs();
        if (waitMs > 0) await new Promise<void>((resolve) => world.after(dice.between(0, waitMs), resolve));
      }
    };
    pass().then(
      () => {
        if (own.isAlive) wire.close('orchestrator');
      },
      (error: unknown) => {
        if (own.isAlive) world.fail(violationFrom(error));
      },
    );
    return true;
  }

  return {
    disk,
    contents: contentDisk.contents,
    storedLogs: logDisk.logs,
    logDisk: logDiskState,
    get running() {
      return life;
    },
    get standsStill() {
      return stillUntil >= world.now();
    },
    start,
    crash: () => die('is killed'),
    crashAtCommit(when) {
      crashPoint = when;
    },
    failNextCommit: (code) => life?.store.failNextCommit(code),
    standStill(forMs) {
      stillUntil = Math.max(stillUntil, world.now() + forMs);
      hasStoodStill = true;
      world.after(forMs + 1, noticeStandstill);
    },
    setWall(byMs) {
      wallOffset += byMs;
      wasSetBack ||= byMs < 0;
    },
    openSession(wire, hello, port) {
      const own = life;
      if (own === null) return null;
      own.wires.add(wire);
      const session = own.openSession(hello, port);
      sessions.set(session, own);
      return session;
    },
    attach(wire) {
      life?.wires.add(wire);
      return life;
    },
    owns: (session) => life !== null && sessions.get(session) === life,
    watch: (wire, from, signal, send) =>
      stream(
        wire,
        ({ orchestrator }) => orchestrator.watch(from, signal),
        send,
        () => readerPauseMs,
      ),
    readersKeepUp() {
      readerPauseMs = 0;
    },
    tail: (wire, request, signal, send) => stream(wire, ({ logHub }) => logHub.tail(request, signal), send),
    appendLogs: (nodeId, logs) => guarded(({ logHub }) => logHub.append(nodeId, logs)),
    askContent: (run) => guarded(({ content }) => run(content)),
    call: (run) => guarded(({ orchestrator }) => run(orchestrator)),
  };
}
