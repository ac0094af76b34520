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

export function createLogService({ logHub, telemetry }: LogServiceParts): ServiceImpl<typeof LogService> {
  const open = (request: TailLogRequest, signal: AbortSignal): AsyncIterable<TailEvent> => {
    const decoded = logTailRequestFromWire(request);
    if ('violations' in decoded) throw invalid(decoded.violations);
    const events = logHub.tail(decoded.request, signal);
    if (events !== null) return events;
    const { jobId, attempt } = decoded.request;
    const what = attempt === null ? `there is no job ${jobId}` : `job ${jobId} has no attempt ${attempt}`;
    throw new ConnectError(what, Code.NotFound);
  };
  return {
    async *tailLog(request, { signal }) {
      const events = open(request, signal);
      telemetry.streams({ kind: 'tail', by: 1 });
      try {
        for await (const event of events) yield logTailEventToWire(event);
      } finally {
        telemetry.streams({ kind: 'tail', by: -1 });
      }
    },
  };
}
