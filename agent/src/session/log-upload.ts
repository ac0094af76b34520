/**
 * Much of one attempt's log as the body of one request, in frames: what the orchestrator stores is what the spool was read
 * into, without a message around it that would have to be grown, copied and thrown away.
 */
import { Agent, request, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import {
  logStreams,
  type AttemptRef,
  type Endpoint,
  type LogChunk,
  type LogStream,
  type NodeId,
} from '@orchion/domain';
import { logFrameOf, logFramesType } from '@orchion/proto';
import { LinkError, type AttemptLog, type AttemptLogAck } from '../ports/link.ts';

export interface LogUpload {
  /** Null: the orchestrator does not know this way. Rejects with `LinkError`. */
  send(nodeId: NodeId, log: AttemptLog): Promise<AttemptLogAck | null>;
  close(): void;
}

/** An answer comes after an fsync over there; a longer silence than this, and it is lost. */
const silenceMs = 30_000;
const answerBytesMax = 64 * 1024;

export function createLogUpload({
  endpoint,
  token,
}: {
  readonly endpoint: Endpoint;
  readonly token: string;
}): LogUpload {
  const isSecure = endpoint.kind === 'url' && endpoint.baseUrl.startsWith('https:');
  const keepAlive = { keepAlive: true };
  const agent = isSecure ? new SecureAgent(keepAlive) : new Agent(keepAlive);

  function open(path: string, headers: RequestOptions['headers']): ClientRequest {
    const options = { method: 'POST', headers, agent };
    if (endpoint.kind === 'socket') return request({ ...options, socketPath: endpoint.path, host: 'localhost', path });
    const url = new URL(path, endpoint.baseUrl);
    return isSecure ? secureRequest(url, options) : request(url, options);
  }

  return {
    async send(nodeId, { attempt, chunks }) {
      const pieces = chunks.flatMap((chunk) => logFrameOf({ kind: 'chunk', attempt: attempt.number, chunk }));
      const outgoing = open(`/api/v1/agent/logs/${attempt.jobId}/${attempt.number}?node=${nodeId}`, {
        authorization: `Bearer ${token}`,
        'content-type': logFramesType,
        'content-length': pieces.reduce((sum, piece) => sum + piece.length, 0),
      });
      outgoing.setTimeout(silenceMs, () => outgoing.destroy(new Error(`nothing moved for ${silenceMs / 1000} s`)));
      try {
        const answered = answerOf(outgoing);
        outgoing.cork();
        for (const piece of pieces) outgoing.write(piece);
        outgoing.end();
        outgoing.uncork();
        const answer = await answered;
        const text = await textOf(answer);
        if (answer.statusCode === 404) return null;
        if (answer.statusCode === 200) return ackOf(attempt, text);
        throw refusalOf(answer.statusCode ?? 0, text);
      } catch (error) {
        if (error instanceof LinkError) throw error;
        const what = error instanceof Error ? error.message : String(error);
        throw new LinkError('unavailable', `The orchestrator cannot be reached: ${what}`, error);
      }
    },
    close: () => agent.destroy(),
  };
}

/** How much is to be sent before this way is worth its request. */
export const uploadBytesMin = 64 * 1024;

export function bytesOf(chunks: readonly LogChunk[]): number {
  return chunks.reduce((sum, chunk) => sum + (chunk.kind === 'data' ? chunk.bytes.length : 0), 0);
}

function answerOf(outgoing: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    outgoing.once('response', resolve);
    outgoing.once('error', reject);
  });
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of answer) {
    // Pieces of a stream without an encoding are bytes.
    pieces.push(piece as Uint8Array);
    bytes += (piece as Uint8Array).length;
    if (bytes > answerBytesMax) throw new Error('its answer is too long');
  }
  return Buffer.concat(pieces).toString();
}

/** A cursor that is missing must never be read as an acknowledgement. */
function ackOf(attempt: AttemptRef, text: string): AttemptLogAck {
  const answer = JSON.parse(text) as { readonly durable?: Record<LogStream, unknown>; readonly unwanted?: unknown };
  const [stdout, stderr] = logStreams.map((stream) => answer.durable?.[stream]);
  if (!isOffset(stdout) || !isOffset(stderr) || typeof answer.unwanted !== 'boolean') {
    throw new Error('its answer does not say how far the log is durable');
  }
  return { attempt, durable: { stdout, stderr }, unwanted: answer.unwanted };
}

function isOffset(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function refusalOf(status: number, text: string): LinkError {
  const said = /"message":"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? `it answered with status ${status}`;
  if (status === 429) return new LinkError('exhausted', `The orchestrator has no room now: ${said}`);
  if (status >= 500 || status === 499) return new LinkError('unavailable', `The orchestrator: ${said}`);
  return new LinkError('refused', `The orchestrator refuses this log: ${said}`);
}
