/** A plan, which lists every cell and every step of every pipeline that is used, as one forecast for each step of the file. */
import type { Explanation, GpuRequest, PipelinePlan, PlannedStep, StepRef } from '@orchion/domain';
import { wholeJob } from './anchors.ts';
import type { StandIns } from './before-a-run.ts';
import type { ForecastPart, StepForecast } from './forecast.ts';

export interface PlanReading {
  /** By key. */
  readonly gpus: ReadonlyMap<string, GpuRequest>;
  readonly standIns: StandIns;
  /** Whose result that is, for people: 'run 7'. */
  readonly titleOf: (result: StepRef) => string;
}

export function forecastsFrom(
  { steps, explanations }: PipelinePlan,
  { gpus, standIns, titleOf }: PlanReading,
): readonly StepForecast[] {
  // Of a step that uses a pipeline, the entry that only says so: its steps follow under its key.
  const users = new Set(steps.flatMap(({ key }) => ancestorsOf(key)));
  const told = Map.groupBy(
    steps.filter(({ key }) => !users.has(key)),
    ({ key }) => ownerOf(key),
  );
  const partOf = (step: PlannedStep): ForecastPart => ({
    key: step.key,
    cell: step.cell,
    outlook: step.outlook,
    message: step.message,
    explanation: step.placement === null ? null : (explanations[step.placement] ?? null),
    gpus: gpus.get(step.key) ?? null,
    resultOf: step.resultOf === null ? '' : titleOf(step.resultOf),
  });
  return [...told].map(([stepId, planned]) => {
    const inputs = standIns.decides.get(stepId);
    if (inputs !== undefined) return { stepId, of: 'step', parts: [undecided(stepId, inputs)] };
    const isUsed = planned.some(({ key }) => key.includes('/'));
    const of = isUsed ? 'steps' : planned.some(({ cell }) => cell !== null) ? 'cells' : 'step';
    return { stepId, of, parts: planned.map(partOf) };
  });
}

/** A job file, by the preview of its job. */
export function forecastOfJob(explanation: Explanation, gpus: GpuRequest | null): StepForecast {
  const { summary: message } = explanation;
  const part: ForecastPart = { key: wholeJob, cell: null, outlook: 'runs', message, explanation, gpus, resultOf: '' };
  return { stepId: wholeJob, of: 'step', parts: [part] };
}

/** 'train[3]' and 'train/fetch' belong to train: names hold neither a bracket nor a slash. */
function ownerOf(key: string): string {
  return /^[^[/]*/.exec(key)?.[0] ?? key;
}

function ancestorsOf(key: string): readonly string[] {
  const parts = key.split('/');
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('/'));
}

function undecided(stepId: string, inputs: readonly string[]): ForecastPart {
  const message = `hangs on ${inputs.map((name) => `inputs.${name}`).join(', ')}, which must be given`;
  return { key: stepId, cell: null, outlook: 'unknown', message, explanation: null, gpus: null, resultOf: '' };
}
