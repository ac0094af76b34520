/** The wire below the client: Connect over HTTP/1.1, on the local socket or named pipe, or on TCP. */
import { Agent, type AgentOptions } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { createConnectTransport } from '@connectrpc/connect-node';
import { createClient, realTiming, type OrchionClient } from '@orchion/client';
import { createOpenPlain } from '@orchion/client/node';
import type { Endpoint } from '@orchion/domain';

/** `token`: null for the one question that needs none, which then keeps no connection open. */
export function connect(endpoint: Endpoint, token: string | null): OrchionClient {
  const keepAlive: AgentOptions = { keepAlive: token !== null };
  const baseUrl = endpoint.kind === 'socket' ? 'http://localhost' : endpoint.baseUrl;
  const agent = baseUrl.startsWith('https:') ? new TlsAgent(keepAlive) : new Agent(keepAlive);
  const transport = createConnectTransport({
    httpVersion: '1.1',
    baseUrl,
    nodeOptions: endpoint.kind === 'socket' ? { socketPath: endpoint.path, agent } : { agent },
    // On one machine compression costs more than it saves, and it delays followed logs.
    acceptCompression: [],
    interceptors: [
      (next) => (request) => {
        // eslint-disable-next-line orchion/said-words -- a header
        if (token !== null) request.header.set('Authorization', `Bearer ${token}`);
        return next(request);
      },
    ],
  });
  return createClient(transport, realTiming, createOpenPlain({ endpoint, token, agent }));
}
