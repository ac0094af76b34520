/** A step of a run, named: StepRef. */
import { create } from '@bufbuild/protobuf';
import type { StepRef } from '@orchion/domain';
import { StepRefSchema, type StepRef as WireStepRef } from '../../gen/orchion/v1/run_pb.js';
import { idFromWire } from './identity.ts';
import { within } from './wire-error.ts';

export function optionalStepRefToWire(ref: StepRef | null): WireStepRef | undefined {
  return ref === null ? undefined : create(StepRefSchema, ref);
}

/** Throws WireError. */
export function stepRefFromWire({ runId, stepKey }: WireStepRef): StepRef {
  return { runId: idFromWire('run', runId, 'run_id'), stepKey };
}

/** Throws WireError. */
export function optionalStepRefFromWire(message: WireStepRef | undefined, field: string): StepRef | null {
  return message === undefined ? null : within(field, () => stepRefFromWire(message));
}
