/**
 * The network between an agent and its orchestrator: a relay on a unix socket that can go silent in one direction or both
 * (what is sent is held, and nobody is told), or cut what is open.
 */
import { createConnection, createServer, type Socket } from 'node:net';

export interface Relay {
  readonly socket: string;
  /** Holds what goes up (to the orchestrator), down, or both; what is held goes on when it is joined again. */
  silence(direction: 'up' | 'down' | 'both'): void;
  /** Ends every connection that is open. What was held is lost. */
  cut(): void;
  join(): void;
  close(): Promise<void>;
}

export function createRelay(socket: string, target: string): Promise<Relay> {
  const pairs = new Set<{ readonly near: Socket; readonly far: Socket }>();
  const held = { up: false, down: false };

  const server = createServer((near) => {
    const far = createConnection(target);
    const pair = { near, far };
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const side of [near, far]) side.on('error', end).on('close', end);
    near.on('data', (piece) => far.write(piece));
    far.on('data', (piece) => near.write(piece));
    if (held.up) near.pause();
    if (held.down) far.pause();
  });

  const apply = (): void => {
    for (const { near, far } of pairs) {
      if (held.up) near.pause();
      else near.resume();
      if (held.down) far.pause();
      else far.resume();
    }
  };
  const relay: Relay = {
    socket,
    silence(direction) {
      held.up ||= direction !== 'down';
      held.down ||= direction !== 'up';
      apply();
    },
    cut() {
      for (const { near } of [...pairs]) near.destroy();
    },
    join() {
      held.up = false;
      held.down = false;
      apply();
    },
    close() {
      relay.cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, () => resolve(relay));
  });
}
