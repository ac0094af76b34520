/**
 * Runs commands in containers. The engine holds the container, its exit status and its whole output, so all three outlive the
 * agent; labels, written with the container, say whose it is. What is kept here can be lost.
 *
 *   prepare: image -> start: create (name and labels), start -> watch: copy output until it ends, look, tell the end
 *
 * A command starts at most once: the name of a container is its attempt's, so there is never a second one, and only the agent
 * that made it starts it. An engine that goes away is waited for: nobody else knows how the command ends.
 */
import { attemptName, type AttemptEnd, type AttemptRef } from '@orchion/domain';
import { appendFileSync, chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { configurationEnd, lostEnd, refusedEnd } from '../../attempt/attempt-end.ts';
import { problemOfDisk } from '../../attempt/disk-reserve.ts';
import type { AgentLog } from '../../ports/agent-log.ts';
import type {
  AdoptOutcome,
  Executor,
  ExecutorEnd,
  PrepareRequest,
  StartOutcome,
  StartRequest,
} from '../../ports/executor.ts';
import { bringImage } from './bring-image.ts';
import { containerNameOf, containerPlan, labels } from './container-plan.ts';
import { copyOutput, type CopySetting } from './copy-output.ts';
import { endOfContainer, endOfUnstarted } from './end-of-container.ts';
import { EngineError, engineErrorFrom, type ContainerState, type Engine } from './engine.ts';
import type { FindLogin } from './registry-login.ts';

export interface DockerExecutorSettings {
  /** Absolute. Attempts live in `attempts/` below it. */
  readonly stateDir: string;
  /** Tells the containers of this agent from those of others at the same engine. */
  readonly agentId: string;
  readonly bootId: string;
  /** Rejects with `EngineError` where there is none. */
  readonly engine: () => Promise<Engine>;
  readonly findLogin: FindLogin;
  /** Of the agent; null: it is root, or the system has no such numbers. */
  readonly owner: { readonly uid: number; readonly gid: number } | null;
  readonly diskReserveBytes: number;
  readonly log: AgentLog;
}

interface Running {
  readonly ref: AttemptRef;
  /** Of its container; or its name, where the engine could not be asked. */
  readonly id: string;
  /** Null: its container is yet to be asked. */
  toldBefore: number | null;
  readonly startedAt: number;
  /** Stops and kills on their way: an end that comes before their answer may still be their doing. */
  readonly asks: Promise<void>[];
  signalled: boolean;
}

/** In the directory of an attempt: it is a container's, whatever became of it. */
const markFile = 'container';
const pauseMinMs = 100;
const pauseMaxMs = 5_000;
const goneMessage = 'Its container was removed by somebody else, so nobody knows how it ended.';
/** So often output that cannot be copied is tried again once its container has ended, where the engine answers. */
const copiesAfterEndMax = 5;
const removeAgainMs = 30_000;
const adoptTriesMax = 5;

/** Names of attempts in the state directory that are containers. */
export function containersIn(stateDir: string): readonly string[] {
  const attemptsDir = join(stateDir, 'attempts');
  if (!existsSync(attemptsDir)) return [];
  return readdirSync(attemptsDir).filter((name) => existsSync(join(attemptsDir, name, markFile)));
}

export function createDockerExecutor(settings: DockerExecutorSettings): Executor {
  const { agentId, bootId, engine, log } = settings;
  const attemptsDir = join(settings.stateDir, 'attempts');
  const directoryOf = (ref: AttemptRef): string => join(attemptsDir, attemptName(ref).replace('/', '.'));
  const running = new Map<string, Running>();
  /** Containers that could not be removed when nobody wanted them any more. */
  const leftOver = new Map<string, AttemptRef>();
  const closing = new AbortController();
  const copies = new Set<Promise<void>>();
  const removeTimer = setInterval(() => void removeLeftOver(), removeAgainMs).unref();
  let tell: (ended: ExecutorEnd) => void = () => undefined;

  async function prepare({ spec, ...ref }: PrepareRequest, signal: AbortSignal): Promise<AttemptEnd | null> {
    if (spec.container === null) return null;
    try {
      const directory = makeDirectory(ref);
      const lowDisk = problemOfDisk({ attemptsDir, diskReserveBytes: settings.diskReserveBytes });
      if (lowDisk !== null) return lowDisk;
      return await bringImage(spec.container, {
        engine: await engine(),
        findLogin: settings.findLogin,
        tell: (line) => {
          if (!signal.aborted) appendFileSync(join(directory, 'stderr'), `${line}\n`, { mode: 0o600 });
        },
        signal,
        nowMs: () => performance.now(),
      });
    } catch (error) {
      return refusedEnd(sentenceOf(error));
    }
  }

  function makeDirectory(ref: AttemptRef): string {
    const directory = directoryOf(ref);
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileSync(join(directory, markFile), '', { mode: 0o600 });
    return directory;
  }

  async function start(request: StartRequest): Promise<StartOutcome> {
    const { container } = request.spec;
    const ref = { jobId: request.jobId, number: request.number };
    const notStarted = (end: AttemptEnd): StartOutcome => ({ kind: 'not-started', end });
    if (container === null) return notStarted(configurationEnd('It names no image.'));
    let id: string | null = null;
    try {
      const directory = makeDirectory(ref);
      const toldBefore = statSync(join(directory, 'stderr'), { throwIfNoEntry: false })?.size ?? 0;
      const found = await engine();
      const where = placeOf(request, directory);
      const plan = containerPlan(request, container, { agentId, bootId, toldBefore, ...where, owner: settings.owner });
      id = await found.create(plan);
      await found.start(id);
      return begin({ ref, id, toldBefore, startedAt: Date.now() });
    } catch (thrown) {
      const error = engineErrorFrom(thrown);
      if (id === null || error.code !== 'unreachable') {
        if (id !== null) await remove(ref);
        return notStarted(endOfUnstarted(container, error));
      }
      // It may run: whoever watches it will hear.
      const toldBefore = statSync(join(directoryOf(ref), 'stderr'), { throwIfNoEntry: false })?.size ?? 0;
      return begin({ ref, id, toldBefore, startedAt: Date.now() });
    }
  }

  /** Whoever the container runs as may write there; nobody else of this machine gets so far, for the folders around are ours. */
  function placeOf(
    { place }: StartRequest,
    directory: string,
  ): { readonly workspace: string; readonly output: string | null } {
    const workspace = place?.folder ?? join(directory, 'work');
    if (place === null) mkdirSync(workspace);
    chmodSync(workspace, 0o777);
    const output = place?.output ?? null;
    if (output !== null) chmodSync(output, 0o666);
    return { workspace, output };
  }

  function begin(begun: Omit<Running, 'asks' | 'signalled'>): StartOutcome {
    const attempt: Running = { ...begun, asks: [], signalled: false };
    running.set(attemptName(begun.ref), attempt);
    void watch(attempt);
    return { kind: 'started', startedAt: begun.startedAt };
  }

  /**
   * To its end, whatever goes away meanwhile. An engine may end the output of a running container early, and that of one that is
   * just ending before its last bytes: what counts as whole is what was read after the end.
   */
  async function watch(attempt: Running): Promise<void> {
    const { ref, id } = attempt;
    let copiesAfterEnd = 0;
    let pauseMs = pauseMinMs;
    while (isWatched(attempt)) {
      const isWhole = await copyAll(attempt);
      const state = await look(id);
      if (!isWatched(attempt)) return;
      if (state === 'gone') return finish(attempt, lostEnd(goneMessage), null);
      if (state !== 'unknown' && state.status === 'created') {
        await remove(ref);
        return finish(attempt, lostEnd('The container engine went away while it was to start the container.'), null);
      }
      if (state !== 'unknown' && state.status === 'ended') {
        if ((isWhole && copiesAfterEnd > 0) || copiesAfterEnd > copiesAfterEndMax) {
          return finish(attempt, endOf(ref, state), state);
        }
        copiesAfterEnd++;
        if (isWhole) continue;
      }
      await pause(pauseMs);
      pauseMs = isWhole ? pauseMinMs : Math.min(2 * pauseMs, pauseMaxMs);
    }
  }

  /** False where it broke off. */
  async function copyAll(attempt: Running): Promise<boolean> {
    try {
      const found = await engine();
      attempt.toldBefore ??= toldBeforeOf(await found.inspect(attempt.id));
      await copy(found, attempt.id, { directory: directoryOf(attempt.ref), toldBefore: attempt.toldBefore });
      return true;
    } catch (error) {
      if (!isGone(error) && isWatched(attempt)) {
        log.warn({ attempt: attemptName(attempt.ref) }, `Its output waits: ${sentenceOf(error)}`);
      }
      return false;
    }
  }

  /** Two at once would write everything twice: whoever comes after this executor has to wait for them. */
  async function copy(found: Engine, id: string, setting: CopySetting): Promise<void> {
    const copying = copyOutput(await found.output(id, closing.signal), setting);
    copies.add(copying);
    await copying.finally(() => copies.delete(copying));
  }

  function isWatched(attempt: Running): boolean {
    return !closing.signal.aborted && running.get(attemptName(attempt.ref)) === attempt;
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      closing.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** `unknown`: nobody can say now. */
  async function look(id: string): Promise<ContainerState | 'gone' | 'unknown'> {
    try {
      const found = await engine();
      return (await found.inspect(id)) ?? 'gone';
    } catch {
      return 'unknown';
    }
  }

  function endOf(ref: AttemptRef, state: ContainerState): AttemptEnd {
    return endOfContainer(state, { bootId, stderrFile: join(directoryOf(ref), 'stderr') });
  }

  async function finish(attempt: Running, end: AttemptEnd, state: ContainerState | null): Promise<void> {
    await Promise.allSettled(attempt.asks);
    if (!isWatched(attempt)) return;
    running.delete(attemptName(attempt.ref));
    const { ref, signalled } = attempt;
    const startedAt = state?.startedAt ?? attempt.startedAt;
    tell({ ref, end, startedAt, endedAt: Math.max(startedAt, state?.endedAt ?? Date.now()), signalled });
  }

  async function adopt(ref: AttemptRef): Promise<AdoptOutcome> {
    const ended = (end: AttemptEnd, startedAt: number | null = null): AdoptOutcome => {
      return { kind: 'ended', end, startedAt, endedAt: Date.now(), signalled: false };
    };
    for (let triesLeft = adoptTriesMax; triesLeft > 0; triesLeft--) {
      try {
        const found = await engine();
        const state = await findContainer(found, ref);
        if (state === null) return ended(refusedEnd('The agent restarted before the container was started.'));
        if (state.status === 'created') {
          // A start of the agent before may just arrive: then it runs, and is looked at again.
          if ((await found.remove(state.id, { force: false })) === 'running') continue;
          return ended(refusedEnd('The agent restarted before the container was started.'));
        }
        const toldBefore = toldBeforeOf(state);
        const startedAt = state.startedAt ?? Date.now();
        if (state.status === 'running') {
          begin({ ref, id: state.id, toldBefore, startedAt });
          return { kind: 'running', startedAt };
        }
        await copy(found, state.id, { directory: directoryOf(ref), toldBefore });
        return {
          kind: 'ended',
          end: endOf(ref, state),
          startedAt,
          endedAt: state.endedAt ?? Date.now(),
          signalled: false,
        };
      } catch (error) {
        log.warn({ attempt: attemptName(ref) }, `Its container is looked for: ${sentenceOf(error)}`);
        await pause(pauseMinMs);
      }
    }
    // The rest of the node need not wait for its engine.
    begin({ ref, id: containerNameOf(ref), toldBefore: null, startedAt: Date.now() });
    return { kind: 'running', startedAt: Date.now() };
  }

  async function findContainer(found: Engine, ref: AttemptRef): Promise<ContainerState | null> {
    const [listed] = await found.list(labelsOf(ref));
    return listed === undefined ? null : await found.inspect(listed.id);
  }

  function labelsOf(ref: AttemptRef): Readonly<Record<string, string>> {
    return { [labels.agent]: agentId, [labels.attempt]: attemptName(ref) };
  }

  function ask(ref: AttemptRef, signal: 'SIGTERM' | 'SIGKILL'): void {
    const attempt = running.get(attemptName(ref));
    if (attempt === undefined) return;
    attempt.asks.push(reach(attempt, signal));
  }

  /** As often as it takes: an engine that is away for a moment would otherwise let a cancelled command run for ever. */
  async function reach(attempt: Running, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    for (let pauseMs = pauseMinMs; isWatched(attempt); pauseMs = Math.min(2 * pauseMs, pauseMaxMs)) {
      try {
        const found = await engine();
        if (await found.signal(attempt.id, signal)) attempt.signalled = true;
        return;
      } catch (error) {
        log.warn({ attempt: attemptName(attempt.ref) }, `It cannot be ended yet: ${sentenceOf(error)}`);
        await pause(pauseMs);
      }
    }
  }

  /** True where nothing of it is left at the engine. */
  async function remove(ref: AttemptRef): Promise<boolean> {
    try {
      const found = await engine();
      for (const { id } of await found.list(labelsOf(ref))) await found.remove(id, { force: true });
      leftOver.delete(attemptName(ref));
      return true;
    } catch (error) {
      leftOver.set(attemptName(ref), ref);
      log.warn({ attempt: attemptName(ref) }, `Its container is left for now: ${sentenceOf(error)}`);
      return false;
    }
  }

  async function removeLeftOver(): Promise<void> {
    for (const ref of [...leftOver.values()]) if (!(await remove(ref))) return;
  }

  async function removeDirectory(path: string): Promise<void> {
    await rm(path, { recursive: true, force: true, maxRetries: 3 }).catch((error: unknown) => {
      log.warn({ path }, `It cannot be removed: ${sentenceOf(error)}`);
    });
  }

  return {
    kind: 'docker',
    onEnded(listener) {
      tell = listener;
    },
    prepare,
    start,
    adopt,
    stop: (ref) => ask(ref, 'SIGTERM'),
    kill: (ref) => ask(ref, 'SIGKILL'),
    // Nobody but the agent ends a container: the agent itself sees the lease pass.
    renewLease: () => undefined,
    async forget(ref) {
      running.delete(attemptName(ref));
      await remove(ref);
      await removeDirectory(directoryOf(ref));
    },
    async keepOnly(refs) {
      const kept = new Set(refs.map(attemptName));
      for (const name of containersIn(settings.stateDir)) {
        if (!kept.has(name.replace('.', '/'))) await removeDirectory(join(attemptsDir, name));
      }
      try {
        const found = await engine();
        for (const { id, labels: own } of await found.list({ [labels.agent]: agentId })) {
          if (!kept.has(own[labels.attempt] ?? '')) await found.remove(id, { force: true });
        }
      } catch {
        // A node without an engine has nothing to remove; one whose engine is away is asked at the next start.
      }
    },
    async close() {
      clearInterval(removeTimer);
      closing.abort();
      running.clear();
      await Promise.allSettled(copies);
    },
  };
}

function toldBeforeOf(state: ContainerState | null): number {
  if (state === null) throw new EngineError('absent', 'There is no such container.');
  return Number(state.labels[labels.toldBefore]);
}

function isGone(error: unknown): boolean {
  return engineErrorFrom(error).code === 'absent';
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
