/** The link over HTTP/2, which a session needs, and much of one log beside it over HTTP/1.1: to a socket or an address. */
import { createClient, type Interceptor } from '@connectrpc/connect';
import { createConnectTransport, Http2SessionManager } from '@connectrpc/connect-node';
import { connect as connectSocket } from 'node:net';
import type { Endpoint } from '@orchion/domain';
import { AgentService } from '@orchion/proto';
import { createLogUpload } from './log-upload.ts';
import { createSessionLink, type Connection, type SessionLink } from './session-link.ts';

export type ConnectLink = SessionLink;

export interface ConnectLinkOptions {
  readonly endpoint: Endpoint;
  /** Read anew for each session: it may have been replaced. Throws where there is none. */
  readonly token: () => string;
}

/** A delivery is answered after an fsync over there; longer than this and it is lost. */
const appendTimeoutMs = 30_000;

export function createConnectLink({ endpoint, token }: ConnectLinkOptions): ConnectLink {
  function connect(bearer: string): Connection {
    const baseUrl = endpoint.kind === 'socket' ? 'http://localhost' : endpoint.baseUrl;
    const manager = new Http2SessionManager(
      baseUrl,
      // No pings: heartbeats find a dead connection and keep NATs from forgetting a quiet one. And a ping that is due after
      // its connection was cut throws out of a timer, which would end the process.
      {},
      endpoint.kind === 'socket' ? { createConnection: () => connectSocket(endpoint.path) } : undefined,
    );
    const authorize: Interceptor = (next) => (request) => {
      request.header.set('Authorization', `Bearer ${bearer}`);
      return next(request);
    };
    const transport = createConnectTransport({
      httpVersion: '2',
      baseUrl,
      sessionManager: manager,
      // Output of jobs is mostly short-lived on one machine: compressing it costs more than it saves.
      acceptCompression: [],
      interceptors: [authorize],
    });
    const upload = createLogUpload({ endpoint, token: bearer });
    return {
      client: createClient(AgentService, transport),
      upload,
      abort() {
        manager.abort();
        upload.close();
      },
    };
  }

  return createSessionLink({ connect, token, appendTimeoutMs });
}
