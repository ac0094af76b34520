/**
 * The link over Connect: the session as a bidirectional stream over HTTP/2 (which needs it), log pieces as plain calls
 * beside it. A new connection for each session: one that hangs is left behind with everything on it.
 */
import { Code, ConnectError, createClient, type Client, type Interceptor } from '@connectrpc/connect';
import { createConnectTransport, Http2SessionManager } from '@connectrpc/connect-node';
import { connect as connectSocket } from 'node:net';
import type { AgentHello, AgentReport, Endpoint } from '@orchion/domain';
import {
  agentMessageToWire,
  AgentService,
  logAcksFromWire,
  logDeliveryToWire,
  orchestratorMessageFromWire,
} from '@orchion/proto';
import type { SessionRequest } from '@orchion/proto';
import { LinkError, type Link, type LinkEvents, type LinkSession } from '../ports/link.ts';
import { createOutgoing } from './outgoing.ts';

export interface ConnectLink extends Link {
  close(): void;
}

export interface ConnectLinkOptions {
  readonly endpoint: Endpoint;
  /** Read anew for each session: it may have been replaced. Throws where there is none. */
  readonly token: () => string;
}

/** A delivery is answered after an fsync over there; longer than this and it is lost. */
const appendTimeoutMs = 30_000;

export function createConnectLink({ endpoint, token }: ConnectLinkOptions): ConnectLink {
  let current: { readonly client: Client<typeof AgentService>; readonly abort: () => void } | null = null;

  function connect(bearer: string): { readonly client: Client<typeof AgentService>; readonly abort: () => void } {
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
    return { client: createClient(AgentService, transport), abort: () => manager.abort() };
  }

  function open(hello: AgentHello, events: LinkEvents): LinkSession {
    const outgoing = createOutgoing<SessionRequest>();
    const stop = new AbortController();
    let isClosed = false;
    const closed = (error: LinkError): void => {
      if (isClosed) return;
      isClosed = true;
      outgoing.end();
      stop.abort();
      connection?.abort();
      if (current === connection) current = null;
      events.closed(error);
    };
    let connection: ReturnType<typeof connect> | null = null;
    outgoing.push(agentMessageToWire({ kind: 'hello', hello }));
    // Not within this call: nothing is told before it returns.
    setImmediate(() => {
      if (isClosed) return;
      try {
        connection = connect(token());
      } catch (error) {
        return closed(new LinkError('refused', messageOf(error), error));
      }
      current?.abort();
      current = connection;
      void listen(connection.client).then(
        () => closed(new LinkError('unavailable', 'The orchestrator ended the session.')),
        (error: unknown) => closed(linkErrorOf(error)),
      );
    });

    async function listen(client: Client<typeof AgentService>): Promise<void> {
      for await (const message of client.session(outgoing.read(), { signal: stop.signal })) {
        if (isClosed) return;
        const received = orchestratorMessageFromWire(message);
        if (received.kind === 'welcome') events.welcome(received.welcome);
        else events.directive(received.directive);
      }
    }

    return {
      report: (report: AgentReport) => outgoing.push(agentMessageToWire({ kind: 'report', report })),
      close: () => closed(new LinkError('unavailable', 'The agent ended the session.')),
    };
  }

  return {
    open,
    async appendLogs(nodeId, logs) {
      if (current === null) throw new LinkError('unavailable', 'There is no session with the orchestrator.');
      try {
        const request = logDeliveryToWire({ nodeId, logs });
        return logAcksFromWire(await current.client.appendLogs(request, { timeoutMs: appendTimeoutMs }));
      } catch (error) {
        throw linkErrorOf(error);
      }
    },
    close: () => current?.abort(),
  };
}

/** What failed, in the words of the port; the message says what to do where a person must act. */
function linkErrorOf(error: unknown): LinkError {
  const known = ConnectError.from(error);
  switch (known.code) {
    case Code.Unauthenticated:
    case Code.PermissionDenied:
      return new LinkError(
        'refused',
        `The orchestrator does not accept this agent's token (${known.rawMessage}). ` +
          'Give it the current agent-token by ORCHION_TOKEN_FILE.',
        error,
      );
    case Code.FailedPrecondition:
    case Code.InvalidArgument:
    case Code.Unimplemented:
      return new LinkError('refused', `The orchestrator refuses this agent: ${known.rawMessage}`, error);
    case Code.ResourceExhausted:
      return new LinkError('exhausted', `The orchestrator has no room now: ${known.rawMessage}`, error);
    default:
      return new LinkError('unavailable', `The orchestrator cannot be reached: ${known.rawMessage}`, error);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
