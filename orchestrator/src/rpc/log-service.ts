/** LogService: a log as a stream, at the pace of its reader. */
import { Code, ConnectError, type ServiceImpl } from '@connectrpc/connect';
import { logTailEventToWire, logTailRequestFromWire, type LogService, type TailLogRequest } from '@orchion/proto';
import type { LogHub, TailEvent } from '../app/log-hub.ts';
import type { EdgeTelemetry } from '../ports/telemetry.ts';
import { invalid } from './refusal-error.ts';

export interface LogServiceParts {
  readonly logHub: Pick<LogHub, 'tail'>;
  readonly telemetry: Pick<EdgeTelemetry, 'streams'>;
}

/** Throws what is wrong with the request; counted as a stream while it is read. */
export async function* tailOf(
  { logHub, telemetry }: LogServiceParts,
  request: TailLogRequest,
  signal: AbortSignal,
): AsyncIterable<TailEvent> {
  const decoded = logTailRequestFromWire(request);
  if ('violations' in decoded) throw invalid(decoded.violations);
  const events = logHub.tail(decoded.request, signal);
  if (events === null) {
    const { jobId, attempt } = decoded.request;
    const what = attempt === null ? `there is no job ${jobId}` : `job ${jobId} has no attempt ${attempt}`;
    throw new ConnectError(what, Code.NotFound);
  }
  telemetry.streams({ kind: 'tail', by: 1 });
  try {
    yield* events;
  } finally {
    telemetry.streams({ kind: 'tail', by: -1 });
  }
}

export function createLogService(parts: LogServiceParts): ServiceImpl<typeof LogService> {
  return {
    async *tailLog(request, { signal }) {
      for await (const event of tailOf(parts, request, signal)) yield logTailEventToWire(event);
    },
  };
}
