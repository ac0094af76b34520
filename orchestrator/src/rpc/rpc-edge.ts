/**
 * The API: all services over Connect, gRPC, gRPC-Web and REST, behind one gate. Every way leads through the same
 * implementations and interceptors, so that rights, errors and metrics cannot differ between them.
 */
import { createConnectRouter, type Transport } from '@connectrpc/connect';
import { createUniversalHandlerClient, type UniversalHandler } from '@connectrpc/connect/protocol';
import { createTransport } from '@connectrpc/connect/protocol-connect';
import { compressionGzip } from '@connectrpc/connect-node';
import { limits } from '@orchion/domain';
import {
  AgentService,
  ClusterService,
  ContentService,
  JobService,
  LogService,
  NodeService,
  RunService,
} from '@orchion/proto';
import type { ContentHub } from '../app/content-hub.ts';
import type { LogHub } from '../app/log-hub.ts';
import type { Orchestrator } from '../app/orchestrator.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { EdgeTelemetry } from '../ports/telemetry.ts';
import { agentMessageBytesMax, createAgentService } from './agent-service.ts';
import { createClusterService, type ServingProcess } from './cluster-service.ts';
import { createConnectHandler } from './connect-handler.ts';
import { convertErrors } from './interceptors/convert-errors.ts';
import { measure } from './interceptors/measure.ts';
import { createContentService } from './content-service.ts';
import { createJobService } from './job-service.ts';
import { createLogService } from './log-service.ts';
import { createNodeService } from './node-service.ts';
import type { NodeRequest, NodeResponse } from './request-body.ts';
import { createRequestGate, type RequestGate } from './request-gate.ts';
import { createContentRoute } from './rest/content-route.ts';
import { createLogUpload } from './rest/log-upload.ts';
import { createRawLog } from './rest/raw-log.ts';
import { createRestHandler } from './rest/rest-handler.ts';
import type { Role } from './role.ts';
import { createRunService } from './run-service.ts';

export interface RpcEdgeParts {
  readonly orchestrator: Orchestrator;
  readonly logHub: LogHub;
  readonly contentHub: ContentHub;
  readonly process: ServingProcess;
  readonly recognise: (token: string) => Role | null;
  readonly telemetry: EdgeTelemetry;
  readonly log: Logger;
  readonly clock: Pick<Clock, 'now'>;
}

export interface RpcEdge {
  /** Answers calls of the API; false where the request is none, and nothing was done. */
  handle(request: NodeRequest, response: NodeResponse): boolean;
  /** For routes beside the API that need a right. */
  readonly gate: RequestGate;
  /** Ends all streams: their readers see UNAVAILABLE-like ends and come back later. */
  stop(): void;
}

/** The services behind their gate, as handlers that any HTTP can carry. */
export function createApi(parts: RpcEdgeParts): {
  readonly handlers: readonly UniversalHandler[];
  readonly gate: RequestGate;
  readonly stopping: AbortController;
} {
  const { orchestrator, logHub, contentHub, telemetry, log, clock } = parts;
  const gate = createRequestGate({ recognise: parts.recognise, telemetry, log, clock });
  const stopping = new AbortController();

  const router = createConnectRouter({
    requestGate: gate.onCall,
    interceptors: [measure(telemetry, log), convertErrors(log)],
    shutdownSignal: stopping.signal,
    readMaxBytes: limits.requestBytesMax,
    acceptCompression: [compressionGzip],
    // Answers stay plain: over a socket of the same machine, compressing costs more than it saves.
    compressMinBytes: 0xffff_ffff,
  });
  router
    .service(JobService, createJobService({ orchestrator, contentHub }))
    .service(RunService, createRunService({ orchestrator, contentHub }))
    .service(NodeService, createNodeService(orchestrator))
    .service(ContentService, createContentService(contentHub.contentStore))
    .service(LogService, createLogService({ logHub, telemetry }))
    .service(ClusterService, createClusterService({ orchestrator, process: parts.process, telemetry }))
    .service(AgentService, createAgentService({ orchestrator, logHub, telemetry }), {
      readMaxBytes: agentMessageBytesMax,
    });
  return { handlers: router.handlers, gate, stopping };
}

export function createRpcEdge(parts: RpcEdgeParts): RpcEdge {
  const { logHub, contentHub, telemetry, log } = parts;
  const { handlers, gate, stopping } = createApi(parts);
  const connect = createConnectHandler(handlers, log);
  const content = createContentRoute({ contentStore: contentHub.contentStore, gate, telemetry, log });
  const upload = createLogUpload({ logHub, gate, telemetry, log });
  const rest = createRestHandler({
    transport: inProcess(handlers),
    rawLog: createRawLog({ logHub, telemetry, log, stopping: stopping.signal }),
    gate,
    log,
  });
  return {
    handle: (request, response) =>
      connect(request, response) || content(request, response) || upload(request, response) || rest(request, response),
    gate,
    stop: () => stopping.abort(),
  };
}

/** Calls the handlers directly, in the binary form: what REST calls go through. */
function inProcess(handlers: readonly UniversalHandler[]): Transport {
  return createTransport({
    httpClient: createUniversalHandlerClient([...handlers]),
    baseUrl: 'http://localhost',
    useBinaryFormat: true,
    interceptors: [],
    acceptCompression: [],
    sendCompression: null,
    compressMinBytes: Number.MAX_SAFE_INTEGER,
    readMaxBytes: 0xffff_ffff,
    writeMaxBytes: 0xffff_ffff,
  });
}
