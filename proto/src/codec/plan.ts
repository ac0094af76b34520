/** What a run would do: PlanRunResponse. */
import { create } from '@bufbuild/protobuf';
import type { NodeId, PipelinePlan, PlannedStep } from '@orchion/domain';
import {
  PlannedStepSchema,
  PlanRunResponseSchema,
  type PlannedStep as WirePlannedStep,
  type PlanRunResponse,
} from '../../gen/orchion/v1/run_pb.js';
import { stepOutlook } from './enums.ts';
import { explanationFromWire, explanationToWire, type ExplanationSeen } from './explanation.ts';
import { textOrNull } from './identity.ts';
import { jsonTextsFromWire, jsonTextsToWire } from './json-text.ts';
import { optionalStepRefFromWire, optionalStepRefToWire } from './step-ref.ts';
import { each } from './wire-error.ts';

export interface PlanSeen {
  readonly steps: readonly PlannedStep[];
  readonly explanations: readonly ExplanationSeen[];
}

export function planToWire(
  { steps, explanations }: PipelinePlan,
  { nodeName }: { readonly nodeName: (id: NodeId) => string | null },
): PlanRunResponse {
  return create(PlanRunResponseSchema, {
    steps: steps.map(stepToWire),
    explanations: explanations.map((explanation) => explanationToWire(explanation, { nodeName })),
  });
}

/** Throws WireError. */
export function planFromWire({ steps, explanations }: PlanRunResponse): PlanSeen {
  return {
    steps: each('steps', steps, stepFromWire),
    explanations: each('explanations', explanations, explanationFromWire),
  };
}

function stepToWire({ cell, outlook, cacheKey, resultOf, placement, ...step }: PlannedStep): WirePlannedStep {
  return create(PlannedStepSchema, {
    ...step,
    needs: [...step.needs],
    cellJson: jsonTextsToWire(cell ?? {}),
    isCell: cell !== null,
    outlook: stepOutlook.toWire(outlook),
    cacheKey: cacheKey ?? '',
    resultOf: optionalStepRefToWire(resultOf),
    ...(placement === null ? {} : { placement }),
  });
}

function stepFromWire(message: WirePlannedStep): PlannedStep {
  return {
    key: message.key,
    stepId: message.stepId,
    cell: message.isCell ? jsonTextsFromWire(message.cellJson, 'cell_json') : null,
    needs: message.needs,
    isFinally: message.isFinally,
    outlook: stepOutlook.fromWire(message.outlook, 'outlook'),
    message: message.message,
    cacheKey: textOrNull(message.cacheKey),
    resultOf: optionalStepRefFromWire(message.resultOf, 'result_of'),
    placement: message.placement ?? null,
  };
}
