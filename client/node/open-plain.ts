/** Opens plain answers by Node's own client, on a socket or on TCP: what the command line and the editor give their clients. */
import { request, type Agent, type IncomingMessage } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Endpoint } from '@orchion/domain';
import type { OpenPlain } from '../src/plain-tail.ts';

export function createOpenPlain(to: {
  readonly endpoint: Endpoint;
  readonly token: string | null;
  /** Keeps the connections. */
  readonly agent: Agent;
}): OpenPlain {
  const { endpoint, token, agent } = to;
  return async (path, accept, signal) => {
    const headers = { accept, ...(token !== null && { authorization: `Bearer ${token}` }) };
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const options = { method: 'GET', headers, agent, signal };
      const outgoing =
        endpoint.kind === 'socket'
          ? request({ ...options, socketPath: endpoint.path, path, host: 'localhost' })
          : open(new URL(path, endpoint.baseUrl), options);
      outgoing.once('response', resolve).once('error', reject).end();
    });
    if (answer.statusCode === 200 && answer.headers['content-type'] === accept) return piecesOf(answer);
    answer.resume();
    return null;
  };
}

function open(url: URL, options: Parameters<typeof request>[1]): ReturnType<typeof request> {
  return url.protocol === 'https:' ? secureRequest(url, options) : request(url, options);
}

async function* piecesOf(answer: IncomingMessage): AsyncIterable<Uint8Array> {
  // Pieces of a stream without an encoding are bytes.
  for await (const piece of answer) yield piece as Uint8Array;
}
