/** A run and its steps as clients see them: Run and Step. */
import { create } from '@bufbuild/protobuf';
import {
  headOfRun,
  type JsonValue,
  type Rerun,
  type RerunScope,
  type Run,
  type RunHead,
  type RunSource,
  type StepRun,
} from '@orchion/domain';
import {
  PipelineFileSchema,
  RerunScopeSchema,
  RunSchema,
  StepSchema,
  type Rerun as WireRerun,
  type RerunScope as WireRerunScope,
  type Run as WireRun,
  type Step as WireStep,
} from '../../gen/orchion/v1/run_pb.js';
import { artifactFromWire, artifactToWire } from './content.ts';
import { runState, stepState } from './enums.ts';
import { idFromWire, optionalIdFromWire, textOrNull } from './identity.ts';
import { jsonTextsFromWire, jsonTextsToWire } from './json-text.ts';
import { uint64FromWire, uint64ToWire } from './numbers.ts';
import { optionalStepRefFromWire, optionalStepRefToWire } from './step-ref.ts';
import { optionalTimeFromWire, optionalTimeToWire, timeFromWire, timeToWire } from './time.ts';
import { each, required, within, WireError } from './wire-error.ts';

/** What a client sees of a run. */
export interface RunSeen extends RunHead {
  /** Null in lists and watches. */
  readonly details: {
    readonly inputs: Readonly<Record<string, JsonValue>>;
    readonly source: RunSource;
  } | null;
}

export function runHeadToWire(head: RunHead): WireRun {
  const { status } = head;
  return create(RunSchema, {
    id: head.id,
    number: uint64ToWire(head.number),
    pipelineName: head.pipelineName,
    file: head.file,
    state: runState.toWire(status.state),
    message: status.message,
    submittedAt: timeToWire(head.submittedAt),
    startedAt: optionalTimeToWire(status.startedAt),
    endedAt: optionalTimeToWire(status.endedAt),
    cancelRequestedAt: optionalTimeToWire(status.cancelRequestedAt),
    principal: head.principal,
    group: head.group ?? '',
    cancelInProgress: head.cancelInProgress,
    rerunOf:
      head.rerunOf === null ? undefined : { runId: head.rerunOf.runId, scope: rerunScopeToWire(head.rerunOf.scope) },
    parent: optionalStepRefToWire(head.parent),
    outputs: { ...status.outputs },
  });
}

/** With its inputs and its file. */
export function runToWire(run: Run): WireRun {
  const { file, text, used } = run.source;
  const message = runHeadToWire(headOfRun(run));
  message.inputsJson = jsonTextsToWire(run.inputs);
  message.source = create(PipelineFileSchema, { file, text, used: { ...used } });
  return message;
}

/** Throws WireError. */
export function runFromWire(message: WireRun): RunSeen {
  return {
    id: idFromWire('run', message.id, 'id'),
    number: uint64FromWire(message.number, 'number'),
    pipelineName: message.pipelineName,
    file: message.file,
    group: textOrNull(message.group),
    cancelInProgress: message.cancelInProgress,
    principal: message.principal,
    submittedAt: timeFromWire(message.submittedAt, 'submitted_at'),
    rerunOf: message.rerunOf === undefined ? null : rerunFromWire(message.rerunOf),
    parent: optionalStepRefFromWire(message.parent, 'parent'),
    status: {
      state: runState.fromWire(message.state, 'state'),
      startedAt: optionalTimeFromWire(message.startedAt, 'started_at'),
      endedAt: optionalTimeFromWire(message.endedAt, 'ended_at'),
      cancelRequestedAt: optionalTimeFromWire(message.cancelRequestedAt, 'cancel_requested_at'),
      message: message.message,
      outputs: message.outputs,
    },
    details:
      message.source === undefined
        ? null
        : {
            inputs: jsonTextsFromWire(message.inputsJson, 'inputs_json'),
            source: { file: message.source.file, text: message.source.text, used: message.source.used },
          },
  };
}

function rerunFromWire({ runId, scope }: WireRerun): Rerun {
  return within('rerun_of', () => ({ runId: idFromWire('run', runId, 'run_id'), scope: rerunScopeFromWire(scope) }));
}

export function rerunScopeToWire(scope: RerunScope): WireRerunScope {
  switch (scope.kind) {
    case 'all':
      return create(RerunScopeSchema, { scope: { case: 'all', value: true } });
    case 'failed':
      return create(RerunScopeSchema, { scope: { case: 'failed', value: true } });
    case 'from':
      return create(RerunScopeSchema, { scope: { case: 'from', value: scope.stepId } });
    case 'only':
      return create(RerunScopeSchema, { scope: { case: 'only', value: scope.stepKey } });
  }
}

/** Absent is everything. Throws WireError. */
export function rerunScopeFromWire(message: WireRerunScope | undefined): RerunScope {
  const scope = message?.scope;
  switch (scope?.case) {
    case undefined:
      return { kind: 'all' };
    case 'all':
    case 'failed':
      if (!scope.value) throw new WireError(`scope.${scope.case}`, 'must be true, or left out');
      return { kind: scope.case };
    case 'from':
      return { kind: 'from', stepId: scope.value };
    case 'only':
      return { kind: 'only', stepKey: scope.value };
  }
}

/** Outputs are large, and may be secret: lists and watches leave them out. */
export function stepToWire(step: StepRun, { withOutputs }: { readonly withOutputs: boolean }): WireStep {
  return create(StepSchema, {
    runId: step.runId,
    key: step.key,
    stepId: step.stepId,
    cellJson: jsonTextsToWire(step.cell ?? {}),
    isCell: step.cell !== null,
    state: stepState.toWire(step.state),
    message: step.message,
    jobId: step.jobId ?? '',
    childRunId: step.childRunId ?? '',
    isForgiven: step.isForgiven,
    outputs: withOutputs ? { ...step.outputs } : {},
    artifacts: step.artifacts.map(artifactToWire),
    cacheKey: step.cacheKey ?? '',
    resultOf: optionalStepRefToWire(step.resultOf),
    readyAt: optionalTimeToWire(step.readyAt),
    startedAt: optionalTimeToWire(step.startedAt),
    endedAt: optionalTimeToWire(step.endedAt),
  });
}

/** Throws WireError. */
export function stepFromWire(message: WireStep): StepRun {
  return {
    runId: idFromWire('run', message.runId, 'run_id'),
    key: message.key,
    stepId: message.stepId,
    cell: message.isCell ? jsonTextsFromWire(message.cellJson, 'cell_json') : null,
    state: stepState.fromWire(message.state, 'state'),
    message: message.message,
    jobId: optionalIdFromWire('job', message.jobId, 'job_id'),
    childRunId: optionalIdFromWire('run', message.childRunId, 'child_run_id'),
    isForgiven: message.isForgiven,
    outputs: message.outputs,
    artifacts: each('artifacts', message.artifacts, artifactFromWire),
    cacheKey: textOrNull(message.cacheKey),
    resultOf: optionalStepRefFromWire(message.resultOf, 'result_of'),
    readyAt: optionalTimeFromWire(message.readyAt, 'ready_at'),
    startedAt: optionalTimeFromWire(message.startedAt, 'started_at'),
    endedAt: optionalTimeFromWire(message.endedAt, 'ended_at'),
  };
}

/** A run with its steps, as the calls answer it. */
export interface RunDetailSeen {
  readonly run: RunSeen;
  /** In the order of the file. */
  readonly steps: readonly StepRun[];
}

export function runDetailToWire({ run, steps }: { readonly run: Run; readonly steps: readonly StepRun[] }): {
  run: WireRun;
  steps: WireStep[];
} {
  return { run: runToWire(run), steps: steps.map((step) => stepToWire(step, { withOutputs: true })) };
}

/** Throws WireError. */
export function runDetailFromWire(message: {
  readonly run?: WireRun | undefined;
  readonly steps: readonly WireStep[];
}): RunDetailSeen {
  return {
    run: within('run', () => runFromWire(required(message.run, ''))),
    steps: each('steps', message.steps, stepFromWire),
  };
}
