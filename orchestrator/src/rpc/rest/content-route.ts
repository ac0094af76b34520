/**
 * The bytes of files, by their digest, over plain HTTP: HEAD, GET (with Range) and PUT (with Content-Range, so that an upload
 * goes on where it stopped). What each answers is written in content.proto. An upload is timed by its silence, not as a
 * whole: a large file over a slow line may take as long as it moves.
 */
import { ConnectError } from '@connectrpc/connect';
import { limits, parseDigest, type Digest } from '@orchion/domain';
import type { ServerResponse } from 'node:http';
import type { AppendOutcome, ContentStore } from '../../ports/content-store.ts';
import type { Logger } from '../../ports/logger.ts';
import type { EdgeTelemetry } from '../../ports/telemetry.ts';
import { codeName } from '../code-name.ts';
import { bodyOf, discardLeftover, hangUpOn, type NodeRequest, type NodeResponse } from '../request-body.ts';
import type { RequestGate } from '../request-gate.ts';
import { requestIdFrom, requestIdHeader } from '../request-id.ts';
import { contentRangeOf, rangeOf, type PutRange } from './byte-range.ts';
import { beginStream, writeError, writeJsonAnswer } from './rest-answer.ts';
import { RestError } from './rest-error.ts';

export interface ContentRouteParts {
  readonly contentStore: ContentStore;
  readonly gate: RequestGate;
  readonly telemetry: Pick<EdgeTelemetry, 'called' | 'contentMoved'>;
  readonly log: Logger;
}

const prefix = '/api/v1/content/';
/** Between two pieces of an upload. */
const silenceMs = 60_000;

/** Answers everything below /api/v1/content/; false for other paths. */
export function createContentRoute(
  parts: ContentRouteParts,
): (request: NodeRequest, response: NodeResponse) => boolean {
  const { gate, telemetry, log } = parts;
  return (request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    if (!path.startsWith(prefix)) return false;
    const requestId = requestIdFrom(headerOf(request, requestIdHeader));
    discardLeftover(request, response);
    const startedAt = performance.now();
    const verb = request.method ?? '';
    const told = (code: string): void =>
      telemetry.called({ method: `${verb} ${prefix}`, code, ms: performance.now() - startedAt });
    answer(path, { request, response, requestId }, parts).then(
      () => told('ok'),
      (thrown: unknown) => {
        const error = toldError(thrown, log);
        told(error instanceof RestError ? error.code : codeName(error.code));
        if (response.headersSent) hangUpOn(response);
        else writeError(response, error, requestId, error instanceof OffsetError ? offsetHeader(error.offset) : {});
      },
    );
    return true;

    async function answer(place: string, call: ContentCall, { contentStore }: ContentRouteParts): Promise<void> {
      // The caller is checked before the path is looked at, so that a stranger learns nothing from it.
      gate.checkRight('content', headerOf(request, 'authorization'), 'content');
      const digest = parseDigest(place.slice(prefix.length));
      if (digest === null) {
        throw new RestError(404, 'not_found', 'content is named by its SHA-256: 64 lower-case hexadecimal digits');
      }
      if (verb === 'HEAD') return head(digest, call, contentStore);
      if (verb === 'GET') return get(digest, call, parts);
      if (verb === 'PUT') return put(digest, call, parts);
      response.setHeader('allow', 'GET, HEAD, PUT');
      throw new RestError(405, 'unimplemented', 'this path is for GET, HEAD, PUT only');
    }
  };
}

interface ContentCall {
  readonly request: NodeRequest;
  readonly response: NodeResponse;
  readonly requestId: string;
}

async function head(digest: Digest, { response, requestId }: ContentCall, store: ContentStore): Promise<void> {
  const size = await store.size(digest);
  const headers = { [requestIdHeader]: requestId, 'cache-control': 'no-store' };
  if (size === null) {
    asWritable(response).writeHead(404, { ...headers, ...offsetHeader(await store.uploaded(digest)) });
  } else {
    asWritable(response).writeHead(200, { ...headers, 'accept-ranges': 'bytes', 'content-length': size });
  }
  asWritable(response).end();
}

async function get(
  digest: Digest,
  { request, response, requestId }: ContentCall,
  { contentStore, telemetry }: ContentRouteParts,
): Promise<void> {
  const size = await contentStore.size(digest);
  if (size === null) throw notThere(digest);
  const range = rangeOf(headerOf(request, 'range'), size);
  if (range === 'unsatisfiable') {
    response.setHeader('content-range', `bytes */${size}`);
    throw new RestError(416, 'out_of_range', `it has ${size} bytes`);
  }
  const { offset, length } = range ?? { offset: 0, length: size };
  const pieces = await contentStore.read(digest, { offset, length });
  if (pieces === null) throw notThere(digest);
  response.setHeader('accept-ranges', 'bytes');
  response.setHeader('content-length', length);
  if (range !== null) response.setHeader('content-range', `bytes ${offset}-${offset + length - 1}/${size}`);
  const status = range === null ? 200 : 206;
  const write = beginStream(response, { contentType: 'application/octet-stream', status }, requestId);
  for await (const piece of pieces) {
    if (!(await write(piece))) return;
    telemetry.contentMoved({ direction: 'out', bytes: piece.length });
  }
  asWritable(response).end();
}

async function put(digest: Digest, call: ContentCall, { contentStore, telemetry }: ContentRouteParts): Promise<void> {
  const { request, response, requestId } = call;
  const range = contentRangeOf(headerOf(request, 'content-range'), headerOf(request, 'content-length'));
  if ('problem' in range) throw new RestError(range.status, 'invalid_argument', range.problem);
  if (range.total > limits.treeBytesMax) {
    throw new RestError(413, 'resource_exhausted', `one file has at most ${limits.treeBytesMax} bytes`);
  }
  const pieces = received(call, range, (bytes) => telemetry.contentMoved({ direction: 'in', bytes }));
  const outcome = await contentStore.append(digest, { offset: range.offset, total: range.total, pieces });
  if (outcome.kind === 'stored') return writeJsonAnswer(response, 201, { digest, bytes: range.total }, requestId);
  if (outcome.kind === 'partial') {
    response.setHeader('upload-offset', outcome.offset);
    return writeJsonAnswer(response, 202, { digest, offset: outcome.offset }, requestId);
  }
  throw errorOf(outcome);
}

/** The body, as long as it keeps coming and is no longer than it said. */
async function* received(
  { request, response }: ContentCall,
  { length }: PutRange,
  moved: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  let timer = setTimeout(() => hangUpOn(response), silenceMs);
  try {
    for await (const piece of bodyOf(request)) {
      clearTimeout(timer);
      bytes += piece.length;
      if (bytes > length) throw new RestError(400, 'invalid_argument', `the body has more than ${length} bytes`);
      moved(piece.length);
      yield piece;
      timer = setTimeout(() => hangUpOn(response), silenceMs);
    }
  } finally {
    clearTimeout(timer);
  }
}

function errorOf(outcome: Exclude<AppendOutcome, { kind: 'stored' | 'partial' }>): RestError {
  switch (outcome.kind) {
    case 'gap':
      return new OffsetError(outcome.offset);
    case 'wrong':
      return new RestError(422, 'invalid_argument', outcome.message);
    case 'full':
      return new RestError(507, 'resource_exhausted', outcome.message);
  }
}

/** The part begins beyond what is there. */
class OffsetError extends RestError {
  readonly offset: number;
  constructor(offset: number) {
    super(409, 'failed_precondition', `${offset} bytes are there: go on at byte ${offset}`);
    this.offset = offset;
  }
}

function notThere(digest: Digest): RestError {
  return new RestError(404, 'not_found', `there is no content ${digest}`);
}

function offsetHeader(offset: number): Readonly<Record<string, string>> {
  return { 'upload-offset': String(offset) };
}

function toldError(thrown: unknown, log: Logger): RestError | ConnectError {
  if (thrown instanceof RestError || thrown instanceof ConnectError) return thrown;
  if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ECONNRESET') {
    return new RestError(499, 'canceled', 'the caller has gone');
  }
  log.error({ err: thrown }, 'content could not be moved');
  return new RestError(500, 'internal', 'internal error; the orchestrator’s log has it');
}

function headerOf(request: NodeRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
}

/** HTTP/2's response is made to be used as HTTP/1.1's; their types have no common one. */
function asWritable(response: NodeResponse): ServerResponse {
  return response as ServerResponse;
}
