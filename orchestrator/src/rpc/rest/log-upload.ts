/**
 * Much of one attempt's log, from its agent: `POST /api/v1/agent/logs/JOB/ATTEMPT?node=NODE` with frames (see the frames of a
 * log) as the body, which may be long: what has come is stored while the rest is on its way. The answer says how far the log
 * is durable, as that of AppendLogs does, whatever became of each piece.
 */
import { AgentService, createLogFrameReader, logFramesType } from '@orchion/proto';
import { Code, ConnectError } from '@connectrpc/connect';
import { parseId, startOfLog, type AttemptRef, type LogChunk, type NodeId } from '@orchion/domain';
import type { LogAck, LogHub } from '../../app/log-hub.ts';
import type { Logger } from '../../ports/logger.ts';
import type { EdgeTelemetry } from '../../ports/telemetry.ts';
import { codeName } from '../code-name.ts';
import { methodName } from '../method-name.ts';
import { bodyOf, discardLeftover, hangUpOn, type NodeRequest, type NodeResponse } from '../request-body.ts';
import type { RequestGate } from '../request-gate.ts';
import { requestIdFrom, requestIdHeader } from '../request-id.ts';
import { writeError, writeJsonAnswer } from './rest-answer.ts';
import { RestError } from './rest-error.ts';

export interface LogUploadParts {
  readonly logHub: Pick<LogHub, 'append'>;
  readonly gate: RequestGate;
  readonly telemetry: Pick<EdgeTelemetry, 'called'>;
  readonly log: Logger;
}

const pattern = /^\/api\/v1\/agent\/logs\/([^/]+)\/(\d{1,9})$/;
/** Stored together: enough that an fsync is worth it, little enough that the disk and the connection work at the same time. */
const batchBytes = 1024 * 1024;
const batchChunksMax = 4_096;
/** Batches that are being stored while more comes in. With the one that is gathered, what an upload holds in memory. */
const storingMax = 2;
/** Between two pieces. */
const silenceMs = 30_000;

/** Answers the path of uploads; false for others. */
export function createLogUpload(parts: LogUploadParts): (request: NodeRequest, response: NodeResponse) => boolean {
  const { gate, telemetry, log } = parts;
  const method = methodName(AgentService.method.appendLogs);
  return (request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    const match = pattern.exec(url.pathname);
    if (match === null) return false;
    const requestId = requestIdFrom(single(request.headers[requestIdHeader]));
    const startedAt = performance.now();
    discardLeftover(request, response);
    const told = (code: string): void => telemetry.called({ method, code, ms: performance.now() - startedAt });
    take(match, url.searchParams.get('node')).then(
      ({ durable, unwanted }) => {
        told('ok');
        writeJsonAnswer(response, 200, { durable, unwanted }, requestId);
      },
      (thrown: unknown) => {
        const error = toldError(thrown, log);
        told(error instanceof RestError ? error.code : codeName(error.code));
        if (request.destroyed && !request.complete) hangUpOn(response);
        else writeError(response, error, requestId);
      },
    );
    return true;

    async function take([, job = '', number = '']: readonly string[], node: string | null): Promise<LogAck> {
      gate.check(AgentService.method.appendLogs, single(request.headers.authorization));
      if (request.method !== 'POST') throw new RestError(405, 'unimplemented', 'this path is for POST only');
      if (request.headers['content-type'] !== logFramesType) {
        throw new RestError(415, 'invalid_argument', `the content type must be ${logFramesType}`);
      }
      const jobId = parseId('job', job);
      const nodeId = parseId('node', node ?? '');
      if (jobId === null || nodeId === null || Number(number) === 0) {
        throw new RestError(400, 'invalid_argument', 'the path names a job and an attempt, the query its node');
      }
      const attempt: AttemptRef = { jobId, number: Number(number) };
      return store({ attempt, nodeId, chunks: chunksOf(request, response) }, parts.logHub);
    }
  };
}

/** Stores batch by batch; the last answer counts, because appends of one attempt are served in order. */
async function store(
  upload: {
    readonly attempt: AttemptRef;
    readonly nodeId: NodeId;
    readonly chunks: AsyncIterable<readonly LogChunk[]>;
  },
  logHub: Pick<LogHub, 'append'>,
): Promise<LogAck> {
  const { attempt, nodeId } = upload;
  const storing: Promise<LogAck>[] = [];
  let latest: LogAck = { attempt, durable: startOfLog, unwanted: false };
  let batch: LogChunk[] = [];
  let bytes = 0;
  const append = (): void => {
    const appended = logHub.append(nodeId, [{ attempt, chunks: batch }]).then(([ack]) => ack ?? latest);
    // It is asked for below; until then its failure must not count as nobody's.
    appended.catch(() => undefined);
    storing.push(appended);
    batch = [];
    bytes = 0;
  };
  try {
    for await (const chunks of upload.chunks) {
      for (const chunk of chunks) {
        batch.push(chunk);
        bytes += chunk.kind === 'data' ? chunk.bytes.length : 0;
      }
      if (bytes < batchBytes && batch.length < batchChunksMax) continue;
      append();
      if (storing.length > storingMax) latest = (await storing.shift()) ?? latest;
      if (latest.unwanted) return latest;
    }
  } finally {
    // What has come counts, also where the sender broke off.
    if (batch.length > 0 || storing.length === 0) append();
  }
  for (const appended of storing) latest = await appended;
  return latest;
}

/** What each piece of the body completes. */
async function* chunksOf(request: NodeRequest, response: NodeResponse): AsyncGenerator<readonly LogChunk[]> {
  const reader = createLogFrameReader();
  let timer = setTimeout(() => hangUpOn(response), silenceMs);
  try {
    for await (const piece of bodyOf(request)) {
      clearTimeout(timer);
      yield reader.push(piece).map((event) => {
        if (event.kind !== 'chunk') throw new RestError(400, 'invalid_argument', 'an upload has data and gaps only');
        return event.chunk;
      });
      timer = setTimeout(() => hangUpOn(response), silenceMs);
    }
    if (!reader.isBetween) throw new RestError(400, 'invalid_argument', 'the body ends within a frame');
  } finally {
    clearTimeout(timer);
  }
}

function toldError(thrown: unknown, log: Logger): RestError | ConnectError {
  if (thrown instanceof RestError || thrown instanceof ConnectError) return thrown;
  if (thrown instanceof Error && 'code' in thrown) {
    if (thrown.code === 'ECONNRESET') return new RestError(499, 'canceled', 'the caller has gone');
    if (thrown.code === 'bad_message') return new RestError(400, 'invalid_argument', `the body: ${thrown.message}`);
  }
  log.error({ err: thrown }, 'a log could not be stored');
  return new ConnectError('internal error; the orchestrator’s log has it', Code.Internal);
}

function single(value: string | readonly string[] | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
