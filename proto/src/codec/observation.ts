/** What an agent knows of one attempt: Observation. */
import { create } from '@bufbuild/protobuf';
import { isLiveAttempt, type AttemptState, type Observation } from '@orchion/domain';
import { ObservationSchema, type Observation as WireObservation } from '../../gen/orchion/v1/agent_pb.js';
import { attemptEndFromWire, attemptEndToWire, logLengthsFromWire, logLengthsToWire } from './attempt.ts';
import { productsFromWire, productsToWire } from './content.ts';
import { attemptState } from './enums.ts';
import { idFromWire } from './identity.ts';
import { attemptNumberFromWire, uint64FromWire, uint64ToWire } from './numbers.ts';
import { optionalTimeFromWire, optionalTimeToWire } from './time.ts';
import { within, WireError } from './wire-error.ts';

export function observationToWire(observation: Observation): WireObservation {
  const { end, logLengths, products } = observation;
  return create(ObservationSchema, {
    jobId: observation.jobId,
    attempt: observation.number,
    lease: uint64ToWire(observation.lease),
    state: attemptState.toWire(observation.state),
    startedAt: optionalTimeToWire(observation.startedAt),
    endedAt: optionalTimeToWire(observation.endedAt),
    end: end === null ? undefined : attemptEndToWire(end),
    logLengths: logLengths === null ? undefined : logLengthsToWire(logLengths),
    products: products === null ? undefined : productsToWire(products),
  });
}

/** Throws WireError, also where the state and the end do not go together. */
export function observationFromWire(message: WireObservation): Observation {
  const { end, logLengths, products } = message;
  const state = observedStateFromWire(message);
  return {
    jobId: idFromWire('job', message.jobId, 'job_id'),
    number: attemptNumberFromWire(message.attempt),
    lease: uint64FromWire(message.lease, 'lease'),
    state,
    startedAt: optionalTimeFromWire(message.startedAt, 'started_at'),
    endedAt: optionalTimeFromWire(message.endedAt, 'ended_at'),
    end: end === undefined ? null : within('end', () => attemptEndFromWire(end)),
    logLengths: logLengths === undefined ? null : within('log_lengths', () => logLengthsFromWire(logLengths)),
    products: products === undefined ? null : within('products', () => productsFromWire(products)),
  };
}

/** An agent sees commands start, run, stop and end; `placed` and `unknown` are the orchestrator's own words. */
function observedStateFromWire(message: WireObservation): AttemptState {
  const state = attemptState.fromWire(message.state, 'state');
  if (state === 'placed' || state === 'unknown') throw new WireError('state', `an agent cannot observe ${state}`);
  for (const [field, value] of [
    ['end', message.end],
    ['log_lengths', message.logLengths],
  ] as const) {
    if (isLiveAttempt(state) === (value === undefined)) continue;
    throw new WireError(field, isLiveAttempt(state) ? `is told of an attempt that is ${state}` : 'is missing');
  }
  if (message.products !== undefined && isLiveAttempt(state)) {
    throw new WireError('products', `is told of an attempt that is ${state}`);
  }
  return state;
}
