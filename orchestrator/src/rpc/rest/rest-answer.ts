/** Writes answers of REST calls: one JSON object, or a stream at the pace of its reader. */
import { toJson, type DescMessage, type MessageShape } from '@bufbuild/protobuf';
import type { ConnectError } from '@connectrpc/connect';
import type { ServerResponse } from 'node:http';
import { requestIdHeader } from '../request-id.ts';
import type { NodeResponse } from '../request-body.ts';
import { errorBodyOf, statusOf, type RestError } from './rest-error.ts';

const always = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

export function writeJsonAnswer(response: NodeResponse, status: number, body: unknown, requestId: string): void {
  const text = JSON.stringify(body);
  asWritable(response).writeHead(status, {
    ...always,
    [requestIdHeader]: requestId,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  asWritable(response).end(text);
}

export function writeError(
  response: NodeResponse,
  error: ConnectError | RestError,
  requestId: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const status = statusOf(error);
  if (status === 401) response.setHeader('www-authenticate', 'Bearer');
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  writeJsonAnswer(response, status, errorBodyOf(error, requestId), requestId);
}

/** One JSON object a line; the last one may be an error that came too late for a status. */
export const ndjson = {
  contentType: 'application/x-ndjson',
  encode: (desc: DescMessage, message: MessageShape<DescMessage>): string =>
    `${JSON.stringify(toJson(desc, message))}\n`,
  encodeError: (body: object): string => `${JSON.stringify({ error: body })}\n`,
};

/** Begins a stream; the returned function writes one piece and resolves when the reader can take more, false when it has gone. */
export function beginStream(
  response: NodeResponse,
  { contentType, status }: { readonly contentType: string; readonly status: number },
  requestId: string,
): (piece: Uint8Array | string) => Promise<boolean> {
  const writable = asWritable(response);
  writable.writeHead(status, { ...always, [requestIdHeader]: requestId, 'content-type': contentType });
  return (piece) =>
    new Promise((resolve) => {
      if (writable.destroyed) return resolve(false);
      if (writable.write(piece)) return resolve(true);
      const settle = (open: boolean) => (): void => {
        writable.off('drain', onDrain).off('close', onClose);
        resolve(open);
      };
      const onDrain = settle(true);
      const onClose = settle(false);
      writable.once('drain', onDrain).once('close', onClose);
    });
}

/** HTTP/2's response is made to be used as HTTP/1.1's; their types have no common one. */
function asWritable(response: NodeResponse): ServerResponse {
  return response as ServerResponse;
}
