/** The Connect protocol of the real clients, over the simulated network. */
import type { Interceptor, Transport } from '@connectrpc/connect';
import { createTransport } from '@connectrpc/connect/protocol-connect';
import { createHttp, type HttpParts } from './http-over-wire.ts';
import { withUnknownFields } from './version-skew.ts';

export interface TransportParts extends HttpParts {
  readonly token: string;
  /** Either side is a release ahead. */
  readonly skew: { readonly inRequests: boolean; readonly inAnswers: boolean };
}

export function createWireTransport(parts: TransportParts): Transport {
  const authorize: Interceptor = (next) => (request) => {
    request.header.set('Authorization', `Bearer ${parts.token}`);
    return next(request);
  };
  return createTransport({
    httpClient: createHttp(parts),
    baseUrl: 'http://orchestrator',
    useBinaryFormat: true,
    interceptors: [authorize, withUnknownFields(parts.skew)],
    acceptCompression: [],
    sendCompression: null,
    compressMinBytes: Number.MAX_SAFE_INTEGER,
    readMaxBytes: 0xffff_ffff,
    writeMaxBytes: 0xffff_ffff,
  });
}
