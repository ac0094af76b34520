/**
 * Content over plain HTTP, as content.proto says, by Node's own client: connections are kept and only so many are open. A
 * transfer is timed by its silence.
 */
import { limits, parseDigest, type Digest, type Endpoint } from '@orchion/domain';
import { Agent, request, type ClientRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { ContentClient, UploadPart } from './content-client.ts';
import { FileProblem, fileProblemOf } from './file-problem.ts';

export interface HttpContentOptions {
  readonly endpoint: Endpoint;
  /** Asked for each call. Throws a sentence where there is none. */
  readonly token: () => string;
}

export interface HttpContentClient extends ContentClient {
  close(): void;
}

const connectionsMax = 8;
const silenceMs = 60_000;
const answerBytesMax = 8 * 1024 * 1024;

interface Call {
  readonly verb: 'GET' | 'HEAD' | 'PUT' | 'POST';
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: AsyncIterable<Uint8Array> | Uint8Array;
  readonly signal: AbortSignal | undefined;
}

export function createHttpContent({ endpoint, token }: HttpContentOptions): HttpContentClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connectionsMax, keepAliveMsecs: 10_000 });

  /** Resolves with the head of the answer; whoever calls reads or discards the body. */
  const send = async ({ verb, path, headers, body, signal }: Call): Promise<IncomingMessage> => {
    signal?.throwIfAborted();
    const all = { ...headers, authorization: `Bearer ${bearer()}` };
    const outgoing = open(verb, path, all, signal);
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.once('response', resolve);
      outgoing.once('error', reject);
      outgoing.setTimeout(silenceMs, () => outgoing.destroy(new Error(`nothing moved for ${silenceMs / 1000} s`)));
    });
    // An answer may come before the body has gone: then the rest of it stays here.
    const sent = sendBody(outgoing, body, answered).then(
      () => null,
      // Kept for later: whoever waits for the answer first must not leave this failure to nobody.
      (failure: unknown) => fileProblemOf(failure, 'the file cannot be read'),
    );
    try {
      const answer = await answered;
      await sent;
      return answer;
    } catch (error) {
      // Also where it was stopped: what is being read must not be closed under its reader.
      const failure = await sent;
      if (signal?.aborted === true) throw new FileProblem('stopped', 'it was stopped', error);
      if (failure !== null) throw failure;
      throw new FileProblem('unavailable', `the orchestrator cannot be reached: ${messageOf(error)}`, error);
    }
  };

  const bearer = (): string => {
    try {
      return token();
    } catch (error) {
      throw new FileProblem('refused', messageOf(error), error);
    }
  };

  const open = (
    method: string,
    path: string,
    headers: OutgoingHttpHeaders,
    signal: AbortSignal | undefined,
  ): ClientRequest => {
    const own = signal === undefined ? {} : { signal };
    if (endpoint.kind === 'socket') {
      return request({
        socketPath: endpoint.path,
        method,
        path,
        headers: { host: 'localhost', ...headers },
        agent,
        ...own,
      });
    }
    const url = new URL(path, endpoint.baseUrl);
    if (url.protocol === 'https:') return secureRequest(url, { method, headers, ...own });
    return request(url, { method, headers, agent, ...own });
  };

  const missingPage = async (
    digests: readonly Digest[],
    signal: AbortSignal | undefined,
  ): Promise<readonly Digest[]> => {
    const body = Buffer.from(JSON.stringify({ digests }));
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const answer = await send({ verb: 'POST', path: '/api/v1/content:missing', headers, body, signal });
    const text = await textOf(answer);
    if (answer.statusCode !== 200) throw problemOf(answer, text);
    const parsed = JSON.parse(text) as { readonly digests?: readonly string[] };
    return (parsed.digests ?? []).map(parseDigest).filter((digest) => digest !== null);
  };

  return {
    async missing(digests, signal) {
      const missing: Digest[] = [];
      for (let at = 0; at < digests.length; at += limits.missingContentMax) {
        missing.push(...(await missingPage(digests.slice(at, at + limits.missingContentMax), signal)));
      }
      return missing;
    },
    async uploadOffset(digest, signal) {
      const answer = await send({ verb: 'HEAD', path: pathOf(digest), signal });
      answer.resume();
      if (answer.statusCode === 200) return null;
      if (answer.statusCode === 404) return offsetOf(answer) ?? 0;
      throw problemOf(answer, '');
    },
    async put(digest, part, signal) {
      const answer = await send({
        verb: 'PUT',
        path: pathOf(digest),
        headers: putHeaders(part),
        body: part.bytes,
        signal,
      });
      const text = await textOf(answer);
      if (answer.statusCode === 201) return { kind: 'stored' };
      const offset = offsetOf(answer);
      if ((answer.statusCode === 202 || answer.statusCode === 409) && offset !== null)
        return { kind: 'partial', offset };
      throw problemOf(answer, text);
    },
    async *get(digest, offset, signal) {
      const headers: OutgoingHttpHeaders = offset === 0 ? {} : { range: `bytes=${offset}-` };
      const answer = await send({ verb: 'GET', path: pathOf(digest), headers, signal });
      if (answer.statusCode !== (offset === 0 ? 200 : 206)) throw problemOf(answer, await textOf(answer));
      try {
        // Pieces of a stream of bytes are bytes.
        for await (const piece of answer) yield piece as Uint8Array;
      } catch (error) {
        if (signal?.aborted === true) throw new FileProblem('stopped', 'it was stopped', error);
        throw new FileProblem('unavailable', `the orchestrator broke off: ${messageOf(error)}`, error);
      }
    },
    close: () => agent.destroy(),
  };
}

const pathOf = (digest: Digest): string => `/api/v1/content/${digest}`;

function putHeaders({ offset, length, total }: UploadPart): OutgoingHttpHeaders {
  return {
    'content-type': 'application/octet-stream',
    'content-length': length,
    ...(length === total ? {} : { 'content-range': `bytes ${offset}-${offset + length - 1}/${total}` }),
  };
}

async function sendBody(
  outgoing: ClientRequest,
  body: Call['body'],
  answered: Promise<IncomingMessage>,
): Promise<void> {
  let isOver = false;
  const over = (): void => void (isOver = true);
  void answered.then(over, over);
  if (body === undefined || body instanceof Uint8Array) {
    outgoing.end(body);
    return;
  }
  try {
    for await (const piece of body) {
      if (isOver) break;
      if (!outgoing.write(piece)) await drained(outgoing);
    }
    outgoing.end();
  } catch (error) {
    outgoing.destroy();
    throw error;
  }
}

/** The other side has taken what was written, or has answered without, or is gone. */
function drained(outgoing: ClientRequest): Promise<void> {
  if (outgoing.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      outgoing.off('drain', done).off('response', done).off('close', done);
      resolve();
    };
    outgoing.on('drain', done).on('response', done).on('close', done);
  });
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const piece of answer) {
      // As above.
      pieces.push(piece as Uint8Array);
      bytes += (piece as Uint8Array).length;
      if (bytes > answerBytesMax) break;
    }
  } catch (error) {
    throw new FileProblem('unavailable', `the orchestrator broke off: ${messageOf(error)}`, error);
  }
  return Buffer.concat(pieces).toString();
}

function offsetOf({ headers }: IncomingMessage): number | null {
  const value = headers['upload-offset'];
  return typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : null;
}

/** What the orchestrator answered, in its own words where it has said any. */
function problemOf({ statusCode = 0 }: IncomingMessage, text: string): FileProblem {
  const said = /"message":"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? `it answered with status ${statusCode}`;
  switch (statusCode) {
    case 401:
    case 403:
      return new FileProblem('refused', `the orchestrator does not accept this token: ${said}`);
    case 404:
      return new FileProblem('missing', said);
    case 422:
      return new FileProblem('changed', said);
    case 507:
      return new FileProblem('full', said);
    case 400:
    case 411:
    case 413:
    case 416:
      return new FileProblem('wrong', said);
    default:
      return new FileProblem('unavailable', `the orchestrator: ${said}`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
