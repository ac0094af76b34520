/**
 * The wire below the client: Connect over HTTP/1.1, on a unix socket, a named pipe or TCP. Loaded only by commands that talk
 * to an orchestrator.
 */
import { Agent, type AgentOptions } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { createConnectTransport } from '@connectrpc/connect-node';
import { createClient, realTiming, type OrchionClient } from '@orchion/client';
import { createOpenPlain } from '@orchion/client/node';
import type { Address } from './world.ts';

export function connect({ endpoint, token }: Address): OrchionClient {
  // One connection for the several calls of a command. Several at once: a followed log beside a question.
  const keepAlive: AgentOptions = { keepAlive: true };
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
        if (token !== null) request.header.set('Authorization', `Bearer ${token}`);
        return next(request);
      },
    ],
  });
  return createClient(transport, realTiming, createOpenPlain({ endpoint, token, agent }));
}
