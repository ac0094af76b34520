/**
 * Keeps one session with the orchestrator open: hello with everything held, heartbeats, changes at once, and a new try with
 * full-jitter backoff whenever it ends.
 *
 *   waiting --(backoff passed)--> opening --(welcome)--> open --(closed, or no answer for most of a lease)--> waiting
 */
import {
  assertNever,
  type AttemptRef,
  type ClusterId,
  type Directive,
  type IdSource,
  type Welcome,
} from '@orchion/domain';
import type { AgentHello, AgentReport, Observation } from '@orchion/domain';
import { fitReport } from '../core/fit-report.ts';
import type { AgentLog } from '../ports/agent-log.ts';
import type { AgentClock, Timer } from '../ports/clock.ts';
import type { LinkError, Link, LinkSession } from '../ports/link.ts';

export interface SessionLoop {
  start(): void;
  /** The observation of this attempt changed: told with all others of this turn. */
  changed(ref: AttemptRef): void;
  close(): void;
}

export interface SessionLoopParts {
  readonly clock: AgentClock;
  readonly random: IdSource;
  readonly link: Link;
  readonly log: AgentLog;
  readonly hello: () => Omit<AgentHello, 'sentAtMs'>;
  readonly held: () => readonly Observation[];
  /** Null: forgotten meanwhile. */
  readonly observation: (ref: AttemptRef) => Observation | null;
  readonly figures: () => Pick<AgentReport, 'metrics' | 'inventory'>;
  /** The cluster that this node belongs to; null before its first welcome. */
  readonly clusterId: () => ClusterId | null;
  readonly onWelcome: (welcome: Welcome) => void;
  readonly onDirective: (directive: Directive) => void;
  readonly onConnected: (isConnected: boolean) => void;
}

const backoffMinMs = 100;
const backoffMaxMs = 5_000;
/** A refusal needs a person: trying at once again would only fill two logs. */
export const refusedRetryMs = 30_000;
/** Before the first welcome tells the lease. */
const openTimeoutMs = 10_000;
/** Silence for this part of the lease is a dead connection: what is left of the lease is for the next one. */
const silenceOfLease = 2 / 3;

export function createSessionLoop(parts: SessionLoopParts): SessionLoop {
  const { clock, link, log } = parts;
  let state: 'waiting' | 'opening' | 'open' | 'closed' = 'waiting';
  let session: LinkSession | null = null;
  let failures = 0;
  let retryTimer: Timer | null = null;
  let heartbeatTimer: Timer | null = null;
  let silenceTimer: Timer | null = null;
  let heartbeatMs = 0;
  let silenceMaxMs = openTimeoutMs;
  let lastAnswerMs = 0;
  let lastProblem = '';
  const changes = new Map<string, AttemptRef>();
  let changesDue = false;

  function open(): void {
    state = 'opening';
    silenceMaxMs = openTimeoutMs;
    lastAnswerMs = clock.nowMs();
    // The hello tells everything, and what changes from here on is told after it.
    changes.clear();
    const opened: LinkSession = link.open(hello(), {
      welcome: (welcome) => {
        if (session === opened) onWelcome(welcome);
      },
      directive: (directive) => {
        if (session === opened) onDirective(directive);
      },
      closed: (error) => {
        if (session === opened) onClosed(error);
      },
    });
    session = opened;
    watchSilence();
  }

  function hello(): AgentHello {
    const said = parts.hello();
    return { ...said, held: fitReport(said.held), sentAtMs: clock.nowMs() };
  }

  function onWelcome(welcome: Welcome): void {
    const known = parts.clusterId();
    if (known !== null && known !== welcome.clusterId) {
      problem(
        `This node belongs to cluster ${known}, but the orchestrator is of cluster ${welcome.clusterId}. ` +
          `Point ORCHION_URL at the right orchestrator, or start the agent with another --state-dir to join this one.`,
      );
      return end(refusedRetryMs);
    }
    state = 'open';
    failures = 0;
    lastProblem = '';
    lastAnswerMs = clock.nowMs();
    silenceMaxMs = welcome.leaseMs * silenceOfLease;
    heartbeatMs = welcome.heartbeatIntervalMs;
    parts.onWelcome(welcome);
    parts.onConnected(true);
    watchSilence();
    armHeartbeat();
    tellChangesSoon();
  }

  function onDirective(directive: Directive): void {
    if (directive.answersSentAtMs !== null) lastAnswerMs = clock.nowMs();
    if (directive.heartbeatIntervalMs !== null) heartbeatMs = directive.heartbeatIntervalMs;
    parts.onDirective(directive);
  }

  function onClosed(error: LinkError): void {
    switch (error.code) {
      case 'refused':
        problem(error.message);
        return end(refusedRetryMs);
      case 'unavailable':
      case 'exhausted':
        problem(error.message);
        return end(backoff());
      default:
        assertNever(error.code, 'link error code');
    }
  }

  /** Leaves the session and tries again after `delayMs`, or a little less: many agents must not come back as one. */
  function end(delayMs: number): void {
    const wasOpen = state === 'open';
    const ended = session;
    session = null;
    state = 'waiting';
    heartbeatTimer?.cancel();
    silenceTimer?.cancel();
    ended?.close();
    if (wasOpen) parts.onConnected(false);
    retryTimer = clock.after(delayMs, () => {
      if (state === 'waiting') open();
    });
  }

  /** Full jitter: anything from 0 to the bound, which doubles with each failure. */
  function backoff(): number {
    const bound = Math.min(backoffMaxMs, backoffMinMs * 2 ** Math.min(failures, 10));
    failures++;
    return backoffMinMs / 4 + fraction() * bound;
  }

  function fraction(): number {
    return parts.random.nextUint32() / 2 ** 32;
  }

  /** A problem is told once, not at every try. */
  function problem(message: string): void {
    if (message === lastProblem) return;
    lastProblem = message;
    log.warn({ state }, message);
  }

  function watchSilence(): void {
    silenceTimer?.cancel();
    const leftMs = lastAnswerMs + silenceMaxMs - clock.nowMs();
    silenceTimer = clock.after(Math.max(1, leftMs), () => {
      if (clock.nowMs() < lastAnswerMs + silenceMaxMs) return watchSilence();
      problem(`The orchestrator has not answered for ${Math.round(silenceMaxMs / 100) / 10} s; connecting anew.`);
      end(backoff());
    });
  }

  function armHeartbeat(): void {
    heartbeatTimer?.cancel();
    heartbeatTimer = clock.after(heartbeatMs * (0.9 + 0.2 * fraction()), () => {
      if (state !== 'open') return;
      // Everything is in it, so what changed in this turn needs no message of its own.
      changes.clear();
      session?.report({ sentAtMs: clock.nowMs(), full: true, held: fitReport(parts.held()), ...parts.figures() });
      armHeartbeat();
    });
  }

  function tellChangesSoon(): void {
    if (changesDue || changes.size === 0) return;
    changesDue = true;
    clock.defer(() => {
      changesDue = false;
      if (state !== 'open' || changes.size === 0) return;
      const held = [...changes.values()].map(parts.observation).filter((observation) => observation !== null);
      changes.clear();
      if (held.length === 0) return;
      session?.report({ sentAtMs: clock.nowMs(), full: false, held: fitReport(held), metrics: null, inventory: null });
    });
  }

  return {
    start: open,
    changed(ref) {
      changes.set(`${ref.jobId}/${ref.number}`, ref);
      if (state === 'open') tellChangesSoon();
    },
    close() {
      state = 'closed';
      const ended = session;
      session = null;
      retryTimer?.cancel();
      heartbeatTimer?.cancel();
      silenceTimer?.cancel();
      ended?.close();
    },
  };
}
