/**
 * The link over AgentService, whatever carries it: the session as a bidirectional stream, log pieces as plain calls beside
 * it, and much of one log as the body of a request where that can be had. A new connection for each session: one that hangs is left behind with everything on it.
 */
import { Code, ConnectError, type Client } from '@connectrpc/connect';
import type { AgentHello, AgentReport, NodeId } from '@orchion/domain';
import {
  agentMessageToWire,
  logAcksFromWire,
  logDeliveryToWire,
  orchestratorMessageFromWire,
  type AgentService,
  type SessionRequest,
} from '@orchion/proto';
import {
  LinkError,
  type AttemptLog,
  type AttemptLogAck,
  type Link,
  type LinkEvents,
  type LinkSession,
} from '../ports/link.ts';
import { bytesOf, uploadBytesMin, type LogUpload } from './log-upload.ts';
import { createOutgoing } from './outgoing.ts';

/** One connection to the orchestrator. */
export interface Connection {
  readonly client: Client<typeof AgentService>;
  /** Left out or null: there is no such way here, or the orchestrator does not know it. */
  upload?: LogUpload | null;
  /** Ends it with everything on it. */
  abort(): void;
}

export interface SessionLink extends Link {
  close(): void;
}

export interface SessionLinkOptions {
  readonly connect: (token: string) => Connection;
  /** Read anew for each session: it may have been replaced. Throws where there is none. */
  readonly token: () => string;
  /** A delivery that takes longer is lost; null: whoever carries it notices. */
  readonly appendTimeoutMs: number | null;
}

export function createSessionLink({ connect, token, appendTimeoutMs }: SessionLinkOptions): SessionLink {
  let current: Connection | null = null;

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
    let connection: Connection | null = null;
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

    async function listen(client: Connection['client']): Promise<void> {
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
      const connection = current;
      if (connection === null) throw new LinkError('unavailable', 'There is no session with the orchestrator.');
      const ack = await uploaded(connection, nodeId, logs);
      if (ack !== null) return [ack];
      try {
        const request = logDeliveryToWire({ nodeId, logs });
        return logAcksFromWire(
          await connection.client.appendLogs(request, appendTimeoutMs === null ? {} : { timeoutMs: appendTimeoutMs }),
        );
      } catch (error) {
        throw linkErrorOf(error);
      }
    },
    close: () => current?.abort(),
  };
}

/** Null: it is to go as messages. */
async function uploaded(
  connection: Connection,
  nodeId: NodeId,
  logs: readonly AttemptLog[],
): Promise<AttemptLogAck | null> {
  const { upload = null } = connection;
  const [only] = logs;
  if (upload === null || only === undefined || logs.length > 1) return null;
  if (bytesOf(only.chunks) < uploadBytesMin) return null;
  try {
    const ack = await upload.send(nodeId, only);
    if (ack !== null) return ack;
  } catch (error) {
    if (!(error instanceof LinkError) || error.code !== 'unavailable') throw error;
    // Something between may not let it through; if it is the orchestrator that is gone, the messages will find that too.
  }
  connection.upload = null;
  return null;
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
