/** The log hub: agents' appends go to the log store, readers follow it. */
import { chunkLength, startOfLog, type AttemptRef, type LogChunk, type LogCursor, type NodeId } from '@orchion/domain';
import { LogStoreError, type LogStore } from '../ports/log-store.ts';
import { silentLogger, type Logger } from '../ports/logger.ts';
import { noTelemetry, type Telemetry } from '../ports/telemetry.ts';
import type { LogAck, LogHub } from './log-hub.ts';
import { tailLog, type TailParts } from './tail-log.ts';

export interface LogHubParts extends TailParts {
  readonly logStore: Pick<LogStore, 'append' | 'durable' | 'read' | 'onAppend'>;
  /** Without one nobody is told. */
  readonly telemetry?: Pick<Telemetry, 'logAppended'>;
  readonly logger?: Logger;
}

/**
 * `append` throws what the log store throws, except that a full disk is an answer: nothing new is durable, the agent keeps
 * its bytes and sends them again later.
 */
export function createLogHub(parts: LogHubParts): LogHub {
  const { logStore, attempts, clock, telemetry = noTelemetry, logger = silentLogger } = parts;
  let diskFull = false;

  const store = async (attempt: AttemptRef, chunks: readonly LogChunk[]): Promise<LogCursor> => {
    const startedAt = clock.now();
    try {
      const durable = await logStore.append(attempt, chunks);
      telemetry.logAppended({ bytes: bytesUpTo(durable, chunks), ms: clock.now() - startedAt });
      if (diskFull) logger.info({}, 'the disk of the logs has room again');
      diskFull = false;
      return durable;
    } catch (error) {
      if (!(error instanceof LogStoreError) || error.code !== 'full') throw error;
      // Said once: every agent tries again every few seconds.
      if (!diskFull) logger.error({}, 'the disk of the logs is full: agents keep their logs until there is room');
      diskFull = true;
      return logStore.durable(attempt);
    }
  };
  const appendOne = async (
    nodeId: NodeId,
    { attempt, chunks }: { readonly attempt: AttemptRef; readonly chunks: readonly LogChunk[] },
  ): Promise<LogAck> => {
    if (attempts.find(attempt)?.nodeId !== nodeId) return { attempt, durable: startOfLog, unwanted: true };
    return { attempt, durable: await store(attempt, chunks), unwanted: false };
  };

  return {
    append: (nodeId, logs) => Promise.all(logs.map((log) => appendOne(nodeId, log))),
    tail(request, signal) {
      const latest = attempts.latest(request.jobId);
      if (latest === null) return null;
      const first = request.attempt ?? latest.number;
      const named = request.attempt !== null;
      if (named && attempts.find({ jobId: request.jobId, number: first }) === null) return null;
      return tailLog(parts, request, first, signal);
    },
  };
}

/** Bytes of the chunks that are durable now. What was sent twice is counted twice. */
function bytesUpTo(durable: LogCursor, chunks: readonly LogChunk[]): number {
  let bytes = 0;
  for (const chunk of chunks) {
    if (chunk.kind === 'data' && chunk.offset + chunkLength(chunk) <= durable[chunk.stream])
      bytes += chunk.bytes.length;
  }
  return bytes;
}
