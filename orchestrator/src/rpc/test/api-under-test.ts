/**
 * The whole API on a real socket in a fresh directory: listener, gate, services, the real orchestrator over the memory store,
 * and a log hub that keeps everything in a list. Clients of every protocol.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Interceptor, Transport } from '@connectrpc/connect';
import { createConnectTransport, createGrpcTransport, createGrpcWebTransport } from '@connectrpc/connect-node';
import { trustId } from '@orchion/domain';
import { createContentHub, type ContentHub } from '../../app/content-hub.ts';
import { createOrchestrator } from '../../app/create-orchestrator.ts';
import type { Orchestrator } from '../../app/orchestrator.ts';
import { socketAddress } from '../../http/listen-address.ts';
import { listen } from '../../http/listener.ts';
import { createRequestRouter } from '../../http/request-router.ts';
import { pipelineTools } from '../../platform/pipeline-tools.ts';
import { createRandomIds } from '../../platform/random-ids.ts';
import { createRealClock } from '../../platform/real-clock.ts';
import { digestOfToken, kindOfToken, newToken } from '../../platform/token.ts';
import type { Logger } from '../../ports/logger.ts';
import { noTelemetry, type EdgeTelemetry } from '../../ports/telemetry.ts';
import { createMemoryContentStore } from '../../store/content-memory/create-memory-content-store.ts';
import { createMemoryStore } from '../../store/memory/create-memory-store.ts';
import { createRpcEdge } from '../rpc-edge.ts';
import { createListLogHub, type ListLogHub } from './list-log-hub.ts';

export type Protocol = 'connect' | 'connect over http/2' | 'grpc' | 'grpc-web';
export const protocols: readonly Protocol[] = ['connect', 'connect over http/2', 'grpc', 'grpc-web'];

export interface RestReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly json: () => unknown;
}

interface RestCall {
  readonly token?: string | null;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

interface LogLine {
  readonly level: 'warn' | 'error';
  readonly fields: object;
  readonly message: string;
}

export interface ApiUnderTest {
  readonly socketPath: string;
  readonly admin: string;
  readonly agent: string;
  readonly orchestrator: Orchestrator;
  readonly logHub: ListLogHub;
  readonly contentHub: ContentHub;
  readonly lines: readonly LogLine[];
  readonly calls: readonly { readonly method: string; readonly code: string }[];
  /** `shutdown` was asked for. */
  readonly isShutDown: () => boolean;
  /** Token null: none. */
  transport(protocol: Protocol, token: string | null): Transport;
  /** The admin's token unless another one, or null, is given. */
  rest(method: string, path: string, call?: RestCall): Promise<RestReply>;
  stopStreams(): void;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function serveApi(
  options: { readonly wrap?: (orchestrator: Orchestrator) => Orchestrator } = {},
): Promise<ApiUnderTest> {
  const home = mkdtempSync(join(tmpdir(), 'orchion-api-'));
  const socketPath = join(home, 'run', 'orchestrator.sock');
  const [admin, agent] = [newToken('admin'), newToken('agent')];
  const digests = { admin: digestOfToken(admin), agent: digestOfToken(agent) };
  const lines: LogLine[] = [];
  const log: Logger = {
    debug: () => {},
    info: () => {},
    warn: (fields, message) => lines.push({ level: 'warn', fields, message }),
    error: (fields, message) => lines.push({ level: 'error', fields, message }),
  };
  const calls: { method: string; code: string }[] = [];
  const telemetry: EdgeTelemetry = { ...noTelemetry, called: ({ method, code }) => void calls.push({ method, code }) };
  const clock = createRealClock();
  const real = createOrchestrator({
    store: createMemoryStore({ clusterId: trustId('cluster', 'cluster-000000000001') }),
    logStore: { remove: () => Promise.resolve() },
    clock,
    pipelines: pipelineTools,
    ids: createRandomIds(),
    checkEvery: 1,
    onFatal: (error) => {
      throw error;
    },
  });
  const orchestrator = options.wrap?.(real) ?? real;
  const logHub = createListLogHub();
  let isShutDown = false;
  const contentHub = createContentHub({
    contentStore: createMemoryContentStore({ now: () => clock.now(), quotaBytes: 100_000 }),
    references: orchestrator.contentReferences,
    clock,
    telemetry: noTelemetry,
    logger: log,
  });
  const edge = createRpcEdge({
    orchestrator,
    logHub,
    contentHub,
    process: {
      pid: process.pid,
      version: '1.2.3',
      addresses: () => [`unix:${socketPath}`],
      startedAt: clock.now(),
      shutdown: () => {
        isShutDown = true;
      },
    },
    recognise: (token) => kindOfToken(token, digests),
    telemetry,
    log,
    clock,
  });
  const handle = createRequestRouter({
    edge,
    ready: () => orchestrator.ready(),
    metrics: () => Promise.resolve({ contentType: 'text/plain', text: 'orchion_revision 1\n' }),
    openApi: '{"openapi":"3.1.0"}',
  });
  const listener = await listen(socketAddress(socketPath), { handle, telemetry, log });

  return {
    socketPath,
    admin,
    agent,
    orchestrator,
    logHub,
    contentHub,
    lines,
    calls,
    isShutDown: () => isShutDown,
    transport: (protocol, token) => createClientTransport(protocol, socketPath, token),
    rest: (method, path, call = {}) => callRest(socketPath, method, path, { token: admin, ...call }),
    stopStreams: () => edge.stop(),
    async [Symbol.asyncDispose]() {
      await real.stop();
      edge.stop();
      await listener.close(500);
      clock.dispose();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function createClientTransport(protocol: Protocol, socketPath: string, token: string | null): Transport {
  const authorize: Interceptor = (next) => (call) => {
    if (token !== null) call.header.set('authorization', `Bearer ${token}`);
    return next(call);
  };
  const baseUrl = 'http://localhost';
  const interceptors = [authorize];
  const http2 = {
    httpVersion: '2',
    nodeOptions: { createConnection: () => connect(socketPath) },
    idleConnectionTimeoutMs: 200,
  } as const;
  const http1 = { httpVersion: '1.1', nodeOptions: { socketPath } } as const;
  switch (protocol) {
    case 'connect':
      return createConnectTransport({ baseUrl, interceptors, ...http1 });
    case 'connect over http/2':
      return createConnectTransport({ baseUrl, interceptors, ...http2 });
    case 'grpc':
      return createGrpcTransport({ baseUrl, interceptors, ...http2 });
    case 'grpc-web':
      return createGrpcWebTransport({ baseUrl, interceptors, ...http1 });
  }
}

function callRest(socketPath: string, method: string, path: string, call: RestCall): Promise<RestReply> {
  const headers: Record<string, string> = { host: 'localhost' };
  if (typeof call.token === 'string') headers['authorization'] = `Bearer ${call.token}`;
  if (call.body !== undefined) {
    headers['content-type'] = 'application/json';
    headers['content-length'] = String(Buffer.byteLength(call.body));
  }
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { socketPath, method, path, agent: false, headers: { ...headers, ...call.headers } },
      (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(pieces).toString();
          const json = (): unknown => JSON.parse(text);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(call.body);
  });
}
