/**
 * HTTP/1.1 and HTTP/2 without TLS on one listener: the first bytes of an HTTP/2 connection are fixed, so they are looked
 * at, put back, and the connection goes to the server of its kind.
 */
import { createServer as createServer1, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  createServer as createServer2,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type ServerHttp2Session,
} from 'node:http2';
import type { Socket } from 'node:net';
import { serverLimits as limits } from './server-limits.ts';
import { writeJson } from './write-json.ts';

export type NodeRequest = IncomingMessage | Http2ServerRequest;
export type NodeResponse = ServerResponse | Http2ServerResponse;
export type RequestHandler = (request: NodeRequest, response: NodeResponse) => void;

export interface TwoProtocolServer {
  /** Listens and is closed as itself; it speaks both. */
  readonly server: Server;
  /** Lets running calls finish for `graceMs`, then cuts them. Resolves when every connection is closed. */
  drain(graceMs: number): Promise<void>;
}

export function createTwoProtocolServer(handle: RequestHandler): TwoProtocolServer {
  const sockets = new Set<Socket>();
  const sessions = new Set<ServerHttp2Session>();

  const http1 = createServer1(
    {
      maxHeaderSize: limits.headerBytesMax,
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.idleMs,
      connectionsCheckingInterval: 5_000,
      requireHostHeader: true,
    },
    handle,
  );
  http1.maxHeadersCount = limits.headerCountMax;
  http1.maxConnections = limits.connectionsMax;
  http1.on('clientError', answerBrokenRequest);

  const http2 = createServer2(
    {
      maxSessionMemory: limits.sessionMemoryMiB,
      maxHeaderListPairs: limits.headerCountMax,
      settings: {
        maxConcurrentStreams: limits.streamsMax,
        maxHeaderListSize: limits.headerBytesMax,
        enablePush: false,
      },
    },
    (request, response) => {
      // The setting above is advice to the peer: what comes all the same is counted here, as HTTP/1.1's parser does.
      const bytes = request.rawHeaders.reduce((sum, part) => sum + part.length, 0);
      if (bytes > limits.headerBytesMax) writeJson(response, 431, brokenRequest(headersTooLarge));
      else handle(request, response);
    },
  );
  http2.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
    closeWhenIdle(session);
  });
  // A broken connection ends by itself; its calls see it as their own end.
  http2.on('sessionError', () => {});

  // The HTTP/1.1 server listens, so that its checks of slow requests run; what it would do with a connection comes second.
  const serve1 = http1.listeners('connection') as ((this: Server, socket: Socket) => void)[];
  http1.removeAllListeners('connection');
  http1.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    peek(socket, (isHttp2) => {
      if (isHttp2) http2.emit('connection', socket);
      else for (const serve of serve1) serve.call(http1, socket);
    });
  });

  return {
    server: http1,
    async drain(graceMs) {
      const closed = new Promise<void>((resolve) => http1.close(() => resolve()));
      for (const session of sessions) session.close();
      http1.closeIdleConnections();
      const cut = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, graceMs);
      // A connection that becomes idle only now.
      const idle = setInterval(() => http1.closeIdleConnections(), 50);
      await closed;
      clearTimeout(cut);
      clearInterval(idle);
    },
  };
}

const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'latin1');

/** Reads until it is clear which protocol comes, puts all of it back, and hands over. */
function peek(socket: Socket, handOver: (isHttp2: boolean) => void): void {
  let seen = Buffer.alloc(0);
  const onData = (piece: Buffer): void => {
    seen = Buffer.concat([seen, piece]);
    const length = Math.min(seen.length, preface.length);
    const matches = seen.subarray(0, length).equals(preface.subarray(0, length));
    if (matches && length < preface.length) return;
    stop();
    socket.pause();
    socket.unshift(seen);
    handOver(matches);
    // The HTTP/2 session reads from the connection's handle itself.
    if (!matches) socket.resume();
  };
  const onEnd = (): void => void socket.destroy();
  const timer = setTimeout(onEnd, limits.headersMs);
  const stop = (): void => {
    clearTimeout(timer);
    socket.off('data', onData).off('end', onEnd).off('error', onEnd).off('close', stop);
  };
  socket.on('data', onData).on('end', onEnd).on('error', onEnd).on('close', stop);
}

/** Says goodbye to an HTTP/2 connection that has had no call for a while; one with an open stream stays, however silent. */
function closeWhenIdle(session: ServerHttp2Session): void {
  let open = 0;
  let timer: NodeJS.Timeout | null = null;
  const wait = (): void => {
    timer = setTimeout(() => session.close(), limits.idleMs);
    timer.unref();
  };
  const stop = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  wait();
  session.on('stream', (stream) => {
    open += 1;
    stop();
    stream.once('close', () => {
      open -= 1;
      if (open === 0 && !session.closed) wait();
    });
  });
  session.once('close', stop);
}

const headersTooLarge = `the headers are larger than ${limits.headerBytesMax} bytes`;

function brokenRequest(message: string): object {
  return { code: 'invalid_argument', message, details: [] };
}

/** A request that is no HTTP, has too large headers or took too long: an answer where one can still be given. */
function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const [status, message] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ['431 Request Header Fields Too Large', headersTooLarge]
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? ['408 Request Timeout', 'the request did not arrive in time']
        : ['400 Bad Request', 'this is no HTTP request'];
  const body = JSON.stringify(brokenRequest(message));
  socket.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
