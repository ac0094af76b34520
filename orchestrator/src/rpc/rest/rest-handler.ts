/**
 * The REST surface: a route is found, the caller is checked before the body is read, the message is made, and the very
 * services of the other protocols are called with it.
 */
import type { DescMessage, DescMethodStreaming, DescMethodUnary, MessageShape } from '@bufbuild/protobuf';
import { toJson } from '@bufbuild/protobuf';
import { Code, ConnectError, type Transport } from '@connectrpc/connect';
import type { TailLogRequest } from '@orchion/proto';
import type { ServerResponse } from 'node:http';
import type { Logger } from '../../ports/logger.ts';
import { discardLeftover, endSlowBody, hangUpOn, type NodeRequest, type NodeResponse } from '../request-body.ts';
import { requestIdFrom, requestIdHeader } from '../request-id.ts';
import type { RequestGate } from '../request-gate.ts';
import { checkRawRequest, rawContentType, rawTypeOf } from './raw-log.ts';
import { beginStream, ndjson, writeError, writeJsonAnswer } from './rest-answer.ts';
import { errorBodyOf, RestError } from './rest-error.ts';
import { readRestRequest } from './rest-request.ts';
import { findRoute, type FoundRoute } from './route-table.ts';

export interface RestParts {
  /** To the services, in this process. */
  readonly transport: Transport;
  /** A log without the way through messages. */
  readonly rawLog: (request: TailLogRequest, type: string, signal: AbortSignal) => AsyncIterable<Uint8Array>;
  readonly gate: RequestGate;
  readonly log: Logger;
}

const prefix = '/api/';

/** Answers everything below /api/; false for other paths. */
export function createRestHandler(parts: RestParts): (request: NodeRequest, response: NodeResponse) => boolean {
  return (request, response) => {
    const url = request.url ?? '';
    const path = url.split('?', 1)[0] ?? '';
    if (!path.startsWith(prefix)) return false;
    const requestId = requestIdFrom(headerOf(request, requestIdHeader));
    endSlowBody(request, response);
    discardLeftover(request, response);
    const found = findRoute(request.method ?? '', path);
    switch (found.kind) {
      case 'unknown':
        writeError(
          response,
          new RestError(404, 'not_found', 'there is nothing at this path; see /api/v1/openapi.json'),
          requestId,
        );
        break;
      case 'wrong_verb': {
        const allow = found.allow.join(', ');
        const error = new RestError(405, 'unimplemented', `this path is for ${allow} only`);
        writeError(response, error, requestId, { allow });
        break;
      }
      case 'found':
        answer(
          found,
          { request, response, requestId, query: new URLSearchParams(url.slice(path.length)) },
          parts,
        ).catch((thrown: unknown) => {
          const error = thrown instanceof RestError ? thrown : connectErrorOf(thrown, parts.log);
          if (response.headersSent) hangUpOn(response);
          else writeError(response, error, requestId);
        });
    }
    return true;
  };
}

interface RestCall {
  readonly request: NodeRequest;
  readonly response: NodeResponse;
  readonly requestId: string;
  readonly query: URLSearchParams;
}

async function answer(found: FoundRoute, call: RestCall, { transport, gate, rawLog }: RestParts): Promise<void> {
  const { request, response, requestId } = call;
  const { descriptor } = found.route;
  const authorization = headerOf(request, 'authorization');
  gate.check(descriptor, authorization);
  const rawType = found.route.rawBytes ? rawTypeOf(request.headers.accept) : null;
  const message = await readRestRequest(found, request, call.query);

  const headers = new Headers({ [requestIdHeader]: requestId });
  for (const name of ['authorization', 'traceparent']) {
    const value = headerOf(request, name);
    if (value !== null) headers.set(name, value);
  }
  const gone = new AbortController();
  (response as ServerResponse).once('close', () => gone.abort());
  if (rawType !== null) {
    // Only TailLog's route has a raw form.
    const request = message as TailLogRequest;
    checkRawRequest(request, rawType);
    // An error that came too late for a status cuts the answer, so that nobody takes it for whole.
    return writePieces(rawLog(request, rawType, gone.signal), rawContentType(rawType), call);
  }

  if (descriptor.methodKind === 'unary') {
    const method = descriptor as DescMethodUnary;
    const { message: reply } = await transport.unary(method, gone.signal, undefined, headers, message);
    writeJsonAnswer(response, 200, toJson(descriptor.output, reply), requestId);
    return;
  }
  const method = descriptor as DescMethodStreaming;
  const { message: replies } = await transport.stream(method, gone.signal, undefined, headers, once(message));
  await writeStream(replies, descriptor.output, call);
}

async function writeStream(
  replies: AsyncIterable<MessageShape<DescMessage>>,
  desc: DescMessage,
  call: RestCall,
): Promise<void> {
  const lines = async function* (): AsyncIterable<string> {
    let begun = false;
    try {
      for await (const reply of replies) {
        begun = true;
        yield ndjson.encode(desc, reply);
      }
    } catch (error) {
      // An error before the first message still gets its status.
      if (!begun) throw error;
      yield ndjson.encodeError(errorBodyOf(ConnectError.from(error), call.requestId));
    }
  };
  await writePieces(lines(), ndjson.contentType, call);
}

async function writePieces(
  pieces: AsyncIterable<Uint8Array | string>,
  contentType: string,
  { response, requestId }: RestCall,
): Promise<void> {
  const iterator = pieces[Symbol.asyncIterator]();
  // An error before the first piece still gets its status.
  let next = await iterator.next();
  const write = beginStream(response, { contentType, status: 200 }, requestId);
  try {
    for (; next.done !== true; next = await iterator.next()) if (!(await write(next.value))) return;
  } finally {
    await iterator.return?.();
  }
  (response as ServerResponse).end();
}

async function* once<T>(message: T): AsyncIterable<T> {
  yield message;
}

/** Errors of the services come as they are told; any other is a bug of this layer. */
function connectErrorOf(thrown: unknown, log: Logger): ConnectError {
  if (thrown instanceof ConnectError) return thrown;
  log.error({ err: thrown }, 'a REST call failed with an unexpected error');
  return new ConnectError('internal error; the orchestrator’s log has it', Code.Internal);
}

function headerOf(request: NodeRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
}
