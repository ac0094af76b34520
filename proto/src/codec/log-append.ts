/** How logs are delivered: AppendLogsRequest with the pieces, AppendLogsResponse with how far they are durable. */
import { create } from '@bufbuild/protobuf';
import type { AttemptRef, LogChunk, LogCursor, NodeId } from '@orchion/domain';
import {
  AppendLogsRequestSchema,
  AppendLogsResponseSchema,
  type AppendLogsRequest,
  type AppendLogsResponse,
} from '../../gen/orchion/v1/agent_pb.js';
import { idFromWire } from './identity.ts';
import { logChunkFromWire, logChunkToWire, logCursorFromWire, logCursorToWire } from './log-chunk.ts';
import { attemptNumberFromWire } from './numbers.ts';
import { each, required, within } from './wire-error.ts';

/** Pieces of several attempts' logs, from one node. */
export interface LogDelivery {
  readonly nodeId: NodeId;
  readonly logs: readonly AttemptLog[];
}

export interface AttemptLog {
  readonly attempt: AttemptRef;
  /** In order; each begins where the one before it ended, per stream. */
  readonly chunks: readonly LogChunk[];
}

/** How far an attempt's log is durable. */
export interface AttemptLogAck {
  readonly attempt: AttemptRef;
  readonly durable: LogCursor;
  /** Nobody wants this log any more: drop it. */
  readonly unwanted: boolean;
}

export function logDeliveryToWire(delivery: LogDelivery): AppendLogsRequest {
  return create(AppendLogsRequestSchema, {
    nodeId: delivery.nodeId,
    logs: delivery.logs.map(({ attempt, chunks }) => ({
      jobId: attempt.jobId,
      attempt: attempt.number,
      chunks: chunks.map(logChunkToWire),
    })),
  });
}

/** Throws WireError. */
export function logDeliveryFromWire(message: AppendLogsRequest): LogDelivery {
  return {
    nodeId: idFromWire('node', message.nodeId, 'node_id'),
    logs: each('logs', message.logs, (log) => ({
      attempt: { jobId: idFromWire('job', log.jobId, 'job_id'), number: attemptNumberFromWire(log.attempt) },
      chunks: each('chunks', log.chunks, logChunkFromWire),
    })),
  };
}

export function logAcksToWire(acks: readonly AttemptLogAck[]): AppendLogsResponse {
  return create(AppendLogsResponseSchema, {
    acks: acks.map(({ attempt, durable, unwanted }) => ({
      jobId: attempt.jobId,
      attempt: attempt.number,
      durable: logCursorToWire(durable),
      unwanted,
    })),
  });
}

/** Throws WireError: a cursor that is missing must never be read as an acknowledgement. */
export function logAcksFromWire(message: AppendLogsResponse): AttemptLogAck[] {
  return each('acks', message.acks, (ack) => ({
    attempt: { jobId: idFromWire('job', ack.jobId, 'job_id'), number: attemptNumberFromWire(ack.attempt) },
    durable: within('durable', () => logCursorFromWire(required(ack.durable, ''))),
    unwanted: ack.unwanted,
  }));
}
