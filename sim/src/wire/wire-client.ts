/** The real client over the simulated network, on the world's time and dice. */
import { createClient, type OrchionClient } from '@orchion/client';
import { tokens } from './wire-server.ts';
import { createWireTransport, type TransportParts } from './wire-transport.ts';

export function createWireClient(parts: Omit<TransportParts, 'token'>): OrchionClient {
  const { world } = parts;
  const dice = world.random(`client ${parts.route.name}`);
  return createClient(createWireTransport({ ...parts, token: tokens.admin }), {
    random: () => dice.next(),
    delay: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const cancel = world.after(ms, resolve);
        signal.addEventListener('abort', () => {
          cancel();
          resolve();
        });
      }),
  });
}
