/**
 * One connection per window: looks for the orchestrator, starts it when asked, watches it, and comes back by itself. Nothing
 * happens before somebody needs it, and what it does outside goes through its ports, so that it runs in tests without an
 * editor, a process or a clock.
 */
import type { OrchionClient, Timing } from '@orchion/client';
import type { ClusterStore } from './cluster-store.ts';
import { afterEvent, type ConnectionEvent, type ConnectionState, type Failure } from './connection-state.ts';
import { createEmitter } from './emitter.ts';
import { createRestartBudget } from './restart-budget.ts';
import type { Say } from './say.ts';

/** What a look at the orchestrator's address finds. */
export type Found =
  | { readonly kind: 'here'; readonly client: OrchionClient; readonly version: string }
  /** `crashed`: one ran on this machine and went away without being stopped. */
  | { readonly kind: 'nobody'; readonly crashed: boolean }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface ConnectionPorts {
  isTrusted(): boolean;
  /** Whether a view of the cluster is on the screen. */
  isShown(): boolean;
  look(): Promise<Found>;
  /** Starts orchestrator and agent on this machine; null, or why that did not work. */
  start(): Promise<Failure | null>;
  failureOf(error: unknown): Promise<Failure>;
  /** For an orchestrator that died so often that it is not started again by itself. */
  crashesFailure(times: number): Promise<Failure>;
  readonly timing: Timing;
  readonly say: Say;
  now(): number;
}

export interface Connection {
  readonly state: ConnectionState;
  /** While connected; null otherwise. */
  readonly client: OrchionClient | null;
  readonly onChange: (listener: (state: ConnectionState) => void) => () => void;
  /** Somebody shows the cluster: look for it now, and keep looking. */
  readonly need: () => void;
  /** The user wants it to run. Resolves when it does, or with why it does not. */
  readonly start: () => Promise<OrchionClient | Failure>;
  /** Something is different outside (trust): look again at once. */
  readonly lookAgain: () => void;
  /** Another orchestrator is meant from now on: forget the one before, and look for that. */
  readonly leave: () => void;
  dispose(): void;
}

const lookEveryMs = 2000;

export function createConnection(ports: ConnectionPorts, store: ClusterStore): Connection {
  const changed = createEmitter<ConnectionState>();
  const end = new AbortController();
  const restarts = createRestartBudget();
  let state: ConnectionState = { kind: 'idle' };
  let client: OrchionClient | null = null;
  let isRunning = false;
  let wantsStart = false;
  let wasConnected = false;
  const waiting: ((answer: OrchionClient | Failure) => void)[] = [];
  let poke = new AbortController();

  function on(event: ConnectionEvent): void {
    const next = afterEvent(state, event);
    if (next === state) return;
    state = next;
    if (state.kind !== 'connected') {
      client = null;
      if (store.hasSnapshot) store.clear();
    }
    changed.emit(state);
  }

  /** Answers everybody who waits for the outcome of a start. */
  function settle(answer: OrchionClient | Failure): void {
    for (const resolve of waiting.splice(0)) resolve(answer);
  }

  /** Where nobody looks at the views, the next look waits until somebody does. */
  function untilNextLook(): number {
    return ports.isShown() ? lookEveryMs : Infinity;
  }

  function lookAgain(): void {
    const before = poke;
    poke = new AbortController();
    before.abort();
  }

  /** One round: a look, and what follows from it, unless another one was asked for meanwhile. Answers how long to wait. */
  async function round(poked: AbortSignal): Promise<number> {
    if (!ports.isTrusted()) {
      on({ kind: 'distrusted' });
      settle(untrusted(ports.say));
      return Infinity;
    }
    on({ kind: 'looking' });
    const found = await ports.look();
    // What was looked for is not what is looked for now.
    if (poked.aborted) return 0;
    if (found.kind === 'here') {
      wantsStart = false;
      client = found.client;
      on({ kind: 'answered', version: found.version });
      settle(found.client);
      await watch(found.client);
      return 0;
    }
    if (found.kind === 'failed') {
      wantsStart = false;
      on(found);
      settle(found.failure);
      return untilNextLook();
    }
    if (!wantsStart && !(found.crashed && wasConnected)) {
      on({ kind: 'nobody' });
      return untilNextLook();
    }
    if (wantsStart) on({ kind: 'starts', reason: { why: 'asked' } });
    else {
      const restart = restarts.take(ports.now());
      if (restart.kind === 'spent') {
        on({ kind: 'failed', failure: await ports.crashesFailure(restart.times) });
        return Infinity;
      }
      const { times, waitMs } = restart;
      on({ kind: 'starts', reason: { why: 'crashed', times, waitMs } });
      // Cut short where its user does not want to wait.
      if (waitMs > 0) await ports.timing.delay(waitMs, poke.signal);
      if (isEnded(end.signal)) return Infinity;
      // Another orchestrator is meant meanwhile.
      if (!wasConnected) return 0;
    }
    const failure = await ports.start();
    wantsStart = false;
    if (failure === null) return 0;
    on({ kind: 'failed', failure });
    settle(failure);
    // A failed start is not tried again by itself, nor hidden by the next look's "not started".
    return Infinity;
  }

  /** Returns when the orchestrator is gone, or when another look was asked for. */
  async function watch(opened: OrchionClient): Promise<void> {
    wasConnected = true;
    const stop = new AbortController();
    const onPoke = (): void => stop.abort();
    poke.signal.addEventListener('abort', onPoke);
    end.signal.addEventListener('abort', onPoke);
    try {
      for await (const update of opened.cluster.watch(stop.signal)) {
        if (stop.signal.aborted) return;
        if (update.kind === 'cut') {
          on({ kind: 'cut', message: update.error.message });
          if ((await ports.look()).kind !== 'here') return;
          continue;
        }
        store.apply(update);
        on({ kind: 'live' });
      }
    } catch (error) {
      on({ kind: 'failed', failure: await ports.failureOf(error) });
      await ports.timing.delay(lookEveryMs, stop.signal);
    } finally {
      poke.signal.removeEventListener('abort', onPoke);
      end.signal.removeEventListener('abort', onPoke);
      stop.abort();
    }
  }

  async function run(): Promise<void> {
    while (!isEnded(end.signal)) {
      let waitMs: number;
      const poked = poke.signal;
      try {
        waitMs = await round(poked);
      } catch (error) {
        on({ kind: 'failed', failure: await ports.failureOf(error) });
        waitMs = lookEveryMs;
      }
      if (waitMs > 0 && !poked.aborted && !isEnded(end.signal)) await pause(waitMs);
    }
  }

  function pause(ms: number): Promise<void> {
    if (ms !== Infinity) return ports.timing.delay(ms, poke.signal);
    return new Promise((resolve) => poke.signal.addEventListener('abort', () => resolve(), { once: true }));
  }

  function need(): void {
    if (isRunning || isEnded(end.signal)) return;
    isRunning = true;
    void run();
  }

  return {
    get state() {
      return state;
    },
    get client() {
      return client;
    },
    onChange: changed.on,
    need,
    lookAgain,
    leave() {
      wasConnected = false;
      on({ kind: 'left' });
      lookAgain();
    },
    start() {
      if (client !== null) return Promise.resolve(client);
      wantsStart = true;
      const settled = new Promise<OrchionClient | Failure>((resolve) => waiting.push(resolve));
      need();
      lookAgain();
      return settled;
    },
    dispose() {
      end.abort();
      lookAgain();
    },
  };
}

function untrusted(say: Say): Failure {
  return {
    code: 'untrusted',
    message: say('This workspace is not trusted.'),
    hint: say('Trust it first.'),
    logFile: null,
  };
}

/** Asked through a function, since the compiler believes that the loop's condition still holds. */
function isEnded(signal: AbortSignal): boolean {
  return signal.aborted;
}
