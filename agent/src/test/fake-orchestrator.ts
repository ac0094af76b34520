/**
 * An orchestrator for tests of the agent program: the real protocol on a real socket, and no mind of its own. The test says
 * what it wants; what the agent says is kept.
 */
import { createServer, type Http2Server, type ServerHttp2Session } from 'node:http2';
import { connectNodeAdapter } from '@connectrpc/connect-node';
import { Code, ConnectError } from '@connectrpc/connect';
import {
  agentMessageFromWire,
  AgentService,
  logAcksToWire,
  logDeliveryFromWire,
  orchestratorMessageToWire,
  type OrchestratorMessage,
  type SessionRequest,
} from '@orchion/proto';
import {
  attemptName,
  trustId,
  type AttemptRef,
  type Directive,
  type LogStream,
  type Observation,
} from '@orchion/domain';
import { createOutgoing, type Outgoing } from '../session/outgoing.ts';
import { directiveOf } from './attempts.ts';

export interface FakeOrchestrator {
  readonly token: string;
  /** By attempt: the latest that was told. */
  readonly seen: Map<string, Observation>;
  readonly agentPids: number[];
  /** Sent with every answer to a heartbeat, and at once. */
  wants(directive: Partial<Directive>): void;
  log(ref: AttemptRef, stream: LogStream): string;
  close(): Promise<void>;
}

export async function startFakeOrchestrator(
  socketPath: string,
  given: { readonly leaseMs?: number } = {},
): Promise<FakeOrchestrator> {
  const token = 'orc_node_test';
  const seen = new Map<string, Observation>();
  const agentPids: number[] = [];
  const logs = new Map<string, Record<LogStream, Buffer>>();
  const sessions = new Set<ServerHttp2Session>();
  let wanted: Partial<Directive> = {};
  let outgoing: Outgoing<OrchestratorMessage> | null = null;
  const send = (answersSentAtMs: number | null): void => {
    const { launches = [] } = wanted;
    const directive = directiveOf({
      ...wanted,
      answersSentAtMs,
      wanted: [
        ...(wanted.wanted ?? []),
        ...launches.map((launch) => ({ jobId: launch.jobId, number: launch.number, lease: launch.lease, stop: null })),
      ],
    });
    outgoing?.push({ kind: 'directive', directive });
  };

  async function listen(requests: AsyncIterable<SessionRequest>, out: Outgoing<OrchestratorMessage>): Promise<void> {
    for await (const request of requests) {
      const message = agentMessageFromWire(request);
      const held = message.kind === 'hello' ? message.hello.held : message.report.held;
      for (const observation of held) seen.set(attemptName(observation), observation);
      if (message.kind === 'hello') {
        agentPids.push(message.hello.agentPid);
        const { sentAtMs } = message.hello;
        out.push({
          kind: 'welcome',
          welcome: {
            clusterId: trustId('cluster', 'cluster-000000000001'),
            sessionId: trustId('session', 'session-000000000001'),
            nodeName: message.hello.nodeName,
            heartbeatIntervalMs: 200,
            leaseMs: given.leaseMs ?? 15_000,
            answersSentAtMs: sentAtMs,
          },
        });
        send(null);
      } else if (message.report.full) {
        send(message.report.sentAtMs);
      }
    }
  }

  const server: Http2Server = createServer(
    connectNodeAdapter({
      routes: (router) => {
        router.service(AgentService, {
          async *session(requests, context) {
            if (context.requestHeader.get('authorization') !== `Bearer ${token}`) {
              throw new ConnectError('unknown token', Code.Unauthenticated);
            }
            const out = createOutgoing<OrchestratorMessage>();
            outgoing = out;
            listen(requests, out)
              .catch(() => undefined)
              .finally(() => out.end());
            for await (const message of out.read()) yield orchestratorMessageToWire(message);
          },
          appendLogs(request) {
            const delivery = logDeliveryFromWire(request);
            return logAcksToWire(
              delivery.logs.map(({ attempt, chunks }) => {
                const log = logs.get(attemptName(attempt)) ?? { stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) };
                for (const chunk of chunks) {
                  if (chunk.kind === 'data' && chunk.offset === log[chunk.stream].length) {
                    log[chunk.stream] = Buffer.concat([log[chunk.stream], chunk.bytes]);
                  }
                }
                logs.set(attemptName(attempt), log);
                const durable = { stdout: log.stdout.length, stderr: log.stderr.length };
                return { attempt, durable, unwanted: false };
              }),
            );
          },
        });
      },
    }),
  );
  server.on('session', (session) => {
    sessions.add(session);
    session.on('close', () => sessions.delete(session));
  });
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));

  return {
    token,
    seen,
    agentPids,
    wants(directive) {
      wanted = directive;
      send(null);
    },
    log: (ref, stream) => logs.get(attemptName(ref))?.[stream].toString() ?? '',
    async close() {
      outgoing?.end();
      for (const session of sessions) session.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
