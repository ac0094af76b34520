/**
 * The body of a Node request, read without tearing the connection down: whoever stops early still gets his answer to a
 * sender that is not done, and the rest is then read and thrown away, up to a bound.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { constants, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';

export type NodeRequest = IncomingMessage | Http2ServerRequest;
export type NodeResponse = ServerResponse | Http2ServerResponse;

/** A sender may have this much more on its way when it is refused; beyond it, or after this time, it is cut. */
const leftoverBytesMax = 64 * 1024 * 1024;
const leftoverMs = 10_000;

/** The pieces as they come. */
export function bodyOf(request: NodeRequest): AsyncIterable<Uint8Array> {
  // The option keeps an early end of the loop from destroying the request, which would cut the connection.
  return request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
}

/** Call once a request: keeps its connection usable after an answer that did not wait for the whole body. */
export function discardLeftover(request: NodeRequest, response: NodeResponse): void {
  (response as ServerResponse).once('finish', () => {
    if (request.readableEnded || request.destroyed) return;
    let bytes = 0;
    const cut = (): void => void request.destroy();
    const timer = setTimeout(cut, leftoverMs);
    const stop = (): void => clearTimeout(timer);
    request.once('end', stop).once('close', stop).on('error', stop);
    request.on('data', (piece: Uint8Array) => {
      bytes += piece.length;
      if (bytes > leftoverBytesMax) cut();
    });
    request.resume();
  });
}

/** From the headers to the end of a body that is one message. */
const bodyMs = 60_000;

/** For requests that are one message: a sender that dawdles is cut. HTTP/1.1's server has such a limit, HTTP/2's has none. */
export function endSlowBody(request: NodeRequest, response: NodeResponse): void {
  const timer = setTimeout(() => hangUpOn(response), bodyMs);
  const stop = (): void => clearTimeout(timer);
  request.once('end', stop).once('close', stop);
}

/** Ends the call from below: the stream in HTTP/2, the connection in HTTP/1.1. */
export function hangUpOn(response: NodeResponse): void {
  if ('stream' in response) response.stream.close(constants.NGHTTP2_CANCEL);
  else response.destroy();
}
