/** AgentService: the session of an agent, and its logs. */
import { Code, ConnectError, type HandlerContext, type ServiceImpl } from '@connectrpc/connect';
import { limits, type Directive } from '@orchion/domain';
import {
  agentMessageFromWire,
  logAcksToWire,
  logDeliveryFromWire,
  orchestratorMessageToWire,
  type AgentService,
  type OrchestratorMessage,
  type SessionRequest,
  type SessionResponse,
} from '@orchion/proto';
import type { LogHub } from '../app/log-hub.ts';
import type { AgentSession, Orchestrator } from '../app/orchestrator.ts';
import type { EdgeTelemetry } from '../ports/telemetry.ts';
import { hangUpKey } from './call-values.ts';
import { createOutgoingQueue } from './outgoing-queue.ts';

export interface AgentServiceParts {
  readonly orchestrator: Pick<Orchestrator, 'openSession' | 'ready'>;
  readonly logHub: Pick<LogHub, 'append'>;
  readonly telemetry: Pick<EdgeTelemetry, 'streams' | 'stuckReader'>;
}

/** Room for a node's whole work to be launched in one turn of the loop, not for an agent that stopped reading. */
const outgoingBounds = { messagesMax: 10_000, weightMax: 256 * 1024 * 1024 };

export function createAgentService(parts: AgentServiceParts): ServiceImpl<typeof AgentService> {
  return {
    session: (requests, context) => runSession(requests, context, parts),
    async appendLogs(request) {
      const { nodeId, logs } = logDeliveryFromWire(request);
      return logAcksToWire(await parts.logHub.append(nodeId, logs));
    },
  };
}

async function* runSession(
  requests: AsyncIterable<SessionRequest>,
  context: HandlerContext,
  { orchestrator, telemetry }: AgentServiceParts,
): AsyncIterable<SessionResponse> {
  const incoming = requests[Symbol.asyncIterator]();
  const first = await incoming.next();
  const hello = first.done === true ? null : agentMessageFromWire(first.value);
  if (hello?.kind !== 'hello') {
    throw new ConnectError('hello: is missing; a session begins with it', Code.InvalidArgument);
  }

  const queue = createOutgoingQueue<OrchestratorMessage>(outgoingBounds);
  let isWelcome = false;
  let session: AgentSession | null = null;
  let isGone = false;
  const gone = (): void => {
    if (isGone) return;
    isGone = true;
    session?.gone();
  };
  const send = (message: OrchestratorMessage, weight: number): void => {
    if (isGone || queue.push(message, weight) || context.signal.aborted) return;
    telemetry.stuckReader({ kind: 'session' });
    queue.end(new ConnectError('the agent does not read what it is sent', Code.ResourceExhausted));
    // The answer itself is stuck in the connection: only ending it from below reaches the other side. Not within this
    // call, which comes from the middle of the orchestrator's turn.
    setImmediate(() => {
      gone();
      context.values.get(hangUpKey)();
    });
  };

  telemetry.streams({ kind: 'session', by: 1 });
  try {
    session = orchestrator.openSession(hello.hello, {
      welcome(welcome) {
        isWelcome = true;
        send({ kind: 'welcome', welcome }, 0);
      },
      directive: (directive) => send({ kind: 'directive', directive }, weightOf(directive)),
      close(reason) {
        // Before the welcome the agent itself is the reason; later it was replaced, removed, or the orchestrator stops.
        const mayComeBack = isWelcome || !orchestrator.ready();
        queue.end(new ConnectError(reason, mayComeBack ? Code.Unavailable : Code.FailedPrecondition));
      },
    });
    void listen(incoming, session).then(
      () => queue.end(),
      (error: unknown) => queue.end(error instanceof Error ? error : new ConnectError(String(error))),
    );
    for await (const message of queue.read(context.signal)) yield orchestratorMessageToWire(message);
  } finally {
    telemetry.streams({ kind: 'session', by: -1 });
    gone();
  }
}

/** Hands reports over until the agent ends its side. */
async function listen(incoming: AsyncIterator<SessionRequest>, session: AgentSession): Promise<void> {
  for (;;) {
    const next = await incoming.next();
    if (next.done === true) return;
    const message = agentMessageFromWire(next.value);
    if (message.kind !== 'report') {
      throw new ConnectError('hello: came twice; a session has one', Code.InvalidArgument);
    }
    session.report(message.report);
  }
}

/** About the bytes of a directive: what users wrote dominates. */
function weightOf(directive: Directive): number {
  let weight = 64 * directive.wanted.length;
  for (const { spec } of directive.launches) {
    weight += 512;
    for (const argument of spec.command) weight += argument.length;
    for (const [name, value] of Object.entries(spec.env)) weight += name.length + value.length;
  }
  return weight;
}

/** What the service reads at most in one message: a delivery of logs, with room for its frame. */
export const agentMessageBytesMax = 2 * limits.logAppendBytesMax;
