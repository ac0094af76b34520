/**
 * A log as the body of a plain answer: as the bytes that one stream of a command wrote, and nothing else, for `Accept:
 * text/plain` or octet-stream; or as frames, which tell also which stream, gaps and the end. The bytes go from the log to the
 * connection as they were read: a message around each piece would cost two copies of it.
 */
import { Code, ConnectError } from '@connectrpc/connect';
import { LogService, logFrameOf, logFramesType, WireLogStream, type TailLogRequest } from '@orchion/proto';
import type { Logger } from '../../ports/logger.ts';
import type { EdgeTelemetry } from '../../ports/telemetry.ts';
import { codeName } from '../code-name.ts';
import { toldErrorOf } from '../interceptors/convert-errors.ts';
import { tailOf, type LogServiceParts } from '../log-service.ts';
import { methodName } from '../method-name.ts';
import { invalid } from '../refusal-error.ts';

/** The raw form that the caller asks for, or null. */
export function rawTypeOf(accept: string | undefined): string | null {
  for (const part of (accept ?? '').split(',')) {
    const type = part.split(';', 1)[0]?.trim().toLowerCase();
    if (type === 'application/x-ndjson' || type === 'application/json') return null;
    if (type === 'application/octet-stream' || type === 'text/plain' || type === logFramesType) return type;
  }
  return null;
}

/** What the answer is told to be. */
export function rawContentType(type: string): string {
  return type === 'text/plain' ? 'text/plain; charset=utf-8' : type;
}

/** Throws INVALID_ARGUMENT for a request of both streams: their bytes cannot be told apart without their frames. */
export function checkRawRequest(request: TailLogRequest, type: string): void {
  if (request.stream !== WireLogStream.UNSPECIFIED || type === logFramesType) return;
  throw invalid([{ field: 'stream', message: 'choose stdout or stderr: raw bytes are of one stream' }]);
}

export interface RawLogParts extends LogServiceParts {
  readonly telemetry: EdgeTelemetry;
  readonly log: Logger;
  readonly stopping: AbortSignal;
}

/** Counted and failing as the call of the service that it stands for. */
export function createRawLog(
  parts: RawLogParts,
): (request: TailLogRequest, type: string, signal: AbortSignal) => AsyncIterable<Uint8Array> {
  const { telemetry, log, stopping } = parts;
  const method = methodName(LogService.method.tailLog);
  return async function* (request, type, gone) {
    const startedAt = performance.now();
    const signal = AbortSignal.any([gone, stopping]);
    let problem: ConnectError | null = new ConnectError('the reader has gone', Code.Canceled);
    try {
      for await (const event of tailOf(parts, request, signal)) {
        if (type === logFramesType) yield* logFrameOf(event);
        else if (event.kind === 'chunk' && event.chunk.kind === 'data') yield event.chunk.bytes;
      }
      problem = null;
    } catch (thrown) {
      problem = toldErrorOf(thrown, { signal, log, where: { method } });
      throw problem;
    } finally {
      const code = problem === null ? 'ok' : codeName(problem.code);
      telemetry.called({ method, code, ms: performance.now() - startedAt });
    }
  };
}
