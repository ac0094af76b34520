/** The agent's way to the orchestrator over the simulated network, with the edge's rules on either side of it. */
import { LinkError, type Link, type LinkEvents, type LinkSession } from '@orchion/agent';
import type { AgentSession } from '@orchion/orchestrator';
import type { Network, Route, Wire } from './network.ts';
import type { OrchestratorHost } from './orchestrator-host.ts';

export function createSimLink(parts: {
  readonly network: Network;
  readonly route: Route;
  readonly host: OrchestratorHost;
  /** This agent process lives. */
  readonly isAlive: () => boolean;
  readonly wires: Set<Wire>;
}): Link {
  const { network, route, host, isAlive } = parts;

  function open(hello: Parameters<Link['open']>[0], events: LinkEvents): LinkSession {
    let session: AgentSession | null = null;
    let reason: LinkError | null = null;
    let isOver = false;
    const guarded = (run: () => void): (() => void) => {
      return () => {
        if (isAlive() && !isOver) run();
      };
    };
    const closed = (): void => {
      parts.wires.delete(wire);
      if (!isAlive() || isOver) return;
      isOver = true;
      events.closed(reason ?? new LinkError('unavailable', 'the connection was lost'));
    };
    const gone = (): void => {
      if (session !== null && host.owns(session)) session.gone();
    };
    const wire = network.connect(route, { node: closed, orchestrator: gone });
    parts.wires.add(wire);
    wire.send('node', () => {
      let isWelcome = false;
      session = host.openSession(wire, hello, {
        welcome(welcome) {
          isWelcome = true;
          wire.send(
            'orchestrator',
            guarded(() => events.welcome(welcome)),
          );
        },
        directive: (directive) =>
          wire.send(
            'orchestrator',
            guarded(() => events.directive(directive)),
          ),
        close(text) {
          wire.send('orchestrator', () => {
            reason = new LinkError(isWelcome ? 'unavailable' : 'refused', text);
          });
          wire.close('orchestrator');
        },
      });
      if (session === null) wire.close('orchestrator');
    });
    return {
      report: (report) =>
        wire.send('node', () => {
          if (session !== null && host.owns(session)) session.report(report);
        }),
      close: () => wire.close('node'),
    };
  }

  return {
    open,
    async appendLogs(nodeId, logs) {
      try {
        return await alive(
          network.call(route, () => host.appendLogs(nodeId, logs)),
          isAlive,
        );
      } catch (error) {
        const isFull = error instanceof Error && 'code' in error && error.code === 'full';
        throw new LinkError(isFull ? 'exhausted' : 'unavailable', String(error), error);
      }
    },
  };
}

/** A promise that a dead process never hears of again. */
function alive<T>(promise: Promise<T>, isAlive: () => boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    promise.then(
      (value) => {
        if (isAlive()) resolve(value);
      },
      (error: unknown) => {
        if (isAlive()) reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}
