/** Where the orchestrator is and what it is told who asks, from what the settings say. */
import { parseEndpoint, type Endpoint } from '@orchion/domain';
import { localHome, localToken } from './local-home.ts';
import type { Whereabouts } from './whereabouts.ts';

export type Address =
  | {
      readonly kind: 'address';
      readonly endpoint: Endpoint;
      readonly isLocal: boolean;
      token(): Promise<string | null>;
    }
  | { readonly kind: 'invalid'; readonly message: string };

/** The token is read when it is asked for: the first start of a local orchestrator has yet to make it. */
export function addressOf(where: Whereabouts): Address {
  if (where.url === '') {
    const home = localHome(where.homeDir);
    const endpoint: Endpoint = { kind: 'socket', path: home.socket };
    return { kind: 'address', endpoint, isLocal: true, token: () => localToken(home) };
  }
  const endpoint = parseEndpoint(where.url);
  if (endpoint.kind === 'invalid') return endpoint;
  return { kind: 'address', endpoint, isLocal: false, token: () => Promise.resolve(where.token) };
}
