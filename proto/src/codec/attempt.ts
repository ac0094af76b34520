/** One try at a job: Attempt as clients see it, its end, the lengths of its log. */
import { create } from '@bufbuild/protobuf';
import type { Allocation, Attempt, AttemptEnd, AttemptState, LogLengths, NodeId, Products } from '@orchion/domain';
import {
  AttemptEndSchema,
  AttemptSchema,
  LogLengthsSchema,
  type Attempt as WireAttempt,
  type AttemptEnd as WireAttemptEnd,
  type LogLengths as WireLogLengths,
} from '../../gen/orchion/v1/job_pb.js';
import { productsFromWire, productsToWire } from './content.ts';
import { attemptState, endReason } from './enums.ts';
import { idFromWire, textOrNull } from './identity.ts';
import { attemptNumberFromWire, uint64FromWire, uint64ToWire } from './numbers.ts';
import { allocationFromWire, allocationToWire } from './resources.ts';
import { optionalTimeFromWire, optionalTimeToWire, timeFromWire, timeToWire } from './time.ts';
import { required, within } from './wire-error.ts';

/** What a client sees of an attempt. Times in ms since the epoch. */
export interface AttemptSeen {
  readonly number: number;
  readonly nodeId: NodeId;
  /** Null where the node is gone. */
  readonly nodeName: string | null;
  readonly state: AttemptState;
  readonly placedAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly end: AttemptEnd | null;
  readonly allocation: Allocation;
  readonly logLengths: LogLengths | null;
  /** Its outputs are empty in lists and watches. */
  readonly products: Products | null;
}

export function attemptToWire(
  attempt: Attempt,
  { nodeName, withOutputs }: { readonly nodeName: string | null; readonly withOutputs: boolean },
): WireAttempt {
  return create(AttemptSchema, {
    number: attempt.number,
    nodeId: attempt.nodeId,
    nodeName: nodeName ?? '',
    state: attemptState.toWire(attempt.state),
    placedAt: timeToWire(attempt.placedAt),
    startedAt: optionalTimeToWire(attempt.startedAt),
    endedAt: optionalTimeToWire(attempt.endedAt),
    end: attempt.end === null ? undefined : attemptEndToWire(attempt.end),
    allocation: allocationToWire(attempt.allocation),
    logLengths: attempt.logLengths === null ? undefined : logLengthsToWire(attempt.logLengths),
    products: attempt.products === null ? undefined : productsToWire(attempt.products, { withOutputs }),
  });
}

/** Throws WireError. */
export function attemptFromWire(message: WireAttempt): AttemptSeen {
  const { end, logLengths, products } = message;
  return {
    number: attemptNumberFromWire(message.number, 'number'),
    nodeId: idFromWire('node', message.nodeId, 'node_id'),
    nodeName: textOrNull(message.nodeName),
    state: attemptState.fromWire(message.state, 'state'),
    placedAt: timeFromWire(message.placedAt, 'placed_at'),
    startedAt: optionalTimeFromWire(message.startedAt, 'started_at'),
    endedAt: optionalTimeFromWire(message.endedAt, 'ended_at'),
    end: end === undefined ? null : within('end', () => attemptEndFromWire(end)),
    allocation: within('allocation', () => allocationFromWire(required(message.allocation, ''))),
    logLengths: logLengths === undefined ? null : within('log_lengths', () => logLengthsFromWire(logLengths)),
    products: products === undefined ? null : within('products', () => productsFromWire(products)),
  };
}

export function attemptEndToWire(end: AttemptEnd): WireAttemptEnd {
  return create(AttemptEndSchema, {
    reason: endReason.toWire(end.reason),
    exitCode: end.exitCode ?? undefined,
    signal: end.signal ?? '',
    message: end.message,
  });
}

export function attemptEndFromWire(message: WireAttemptEnd): AttemptEnd {
  return {
    reason: endReason.fromWire(message.reason, 'reason'),
    exitCode: message.exitCode ?? null,
    signal: textOrNull(message.signal),
    message: message.message,
  };
}

export function logLengthsToWire(lengths: LogLengths): WireLogLengths {
  return create(LogLengthsSchema, { stdout: uint64ToWire(lengths.stdout), stderr: uint64ToWire(lengths.stderr) });
}

export function logLengthsFromWire(message: WireLogLengths): LogLengths {
  return { stdout: uint64FromWire(message.stdout, 'stdout'), stderr: uint64FromWire(message.stderr, 'stderr') };
}
