/** The agent's real link over the simulated network. */
import { createClient } from '@connectrpc/connect';
import { createSessionLink, type Link } from '@orchion/agent';
import { AgentService } from '@orchion/proto';
import type { Wire } from '../network.ts';
import { tokens } from './wire-server.ts';
import { createWireTransport, type TransportParts } from './wire-transport.ts';

export function createWireLink(
  parts: Omit<TransportParts, 'token' | 'wires'> & {
    /** This agent process lives. */
    readonly isAlive: () => boolean;
    readonly wires: Set<Wire>;
  },
): Link {
  const { isAlive } = parts;
  const link = createSessionLink({
    token: () => tokens.agent,
    // A wall clock's timer has no place in this world: a dead connection ends its calls.
    appendTimeoutMs: null,
    connect(token) {
      const own = new Set<Wire>();
      const wires = {
        add(wire: Wire): void {
          own.add(wire);
          parts.wires.add(wire);
        },
        delete(wire: Wire): void {
          own.delete(wire);
          parts.wires.delete(wire);
        },
      };
      return {
        client: createClient(AgentService, createWireTransport({ ...parts, token, wires })),
        abort() {
          for (const wire of [...own]) wire.close('node');
        },
      };
    },
  });
  return {
    open: (hello, events) =>
      link.open(hello, {
        welcome: (welcome) => void (isAlive() && events.welcome(welcome)),
        directive: (directive) => void (isAlive() && events.directive(directive)),
        closed: (error) => void (isAlive() && events.closed(error)),
      }),
    appendLogs: (nodeId, logs) =>
      new Promise((resolve, reject) => {
        link.appendLogs(nodeId, logs).then(
          (acks) => void (isAlive() && resolve(acks)),
          (error: unknown) => void (isAlive() && reject(error instanceof Error ? error : new Error(String(error)))),
        );
      }),
  };
}
