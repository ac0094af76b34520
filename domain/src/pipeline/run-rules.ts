/** What a run adds up to, and what a rerun of it does anew. */
import type { PipelineSpec, StepSpec } from './pipeline-spec.ts';
import type { EndedRunState, RerunScope, RunState, StepRun } from './pipeline-run.ts';
import { placeOfKey, resultOfStep, type StepResult } from './step-rules.ts';

export function isEndedRun(state: RunState): state is EndedRunState {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled';
}

/** How a run ended whose steps have all ended with these results. */
export function endOfRun(results: Iterable<StepResult>, wasCancelled: boolean): EndedRunState {
  if (wasCancelled) return 'cancelled';
  const seen = new Set(results);
  if (seen.has('failure')) return 'failed';
  return seen.has('cancelled') ? 'cancelled' : 'succeeded';
}

/** Everything that needs the step, directly or not, and the step itself. */
export function stepsFrom(pipeline: PipelineSpec, stepIds: Iterable<string>): ReadonlySet<string> {
  const found = new Set(stepIds);
  // Steps are in the order of the file, which need not be that of their needs: go round until nothing is new.
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const { id, needs } of pipeline.steps) if (needs.some((need) => found.has(need))) found.add(id);
  }
  return found;
}

/** The run that is repeated. */
export interface RepeatedRun {
  readonly pipeline: PipelineSpec;
  readonly steps: readonly StepRun[];
}

/**
 * The steps of a rerun that do not begin anew, as they are in it: those whose result is taken over, and the cells that run
 * again beside cells that do not. A step that is not named here waits as in any new run. Where the pipeline was edited since,
 * what is written differently begins anew, too: a result is taken over only by the step that made it.
 */
export function takenOver(
  pipeline: PipelineSpec,
  before: RepeatedRun,
  scope: RerunScope,
): { readonly steps: readonly StepRun[] } | { readonly problem: string } {
  const steps = before.steps.filter(({ stepId }) => has(pipeline.steps, stepId));
  const anew = scopeOf(pipeline, { steps, changed: changedSteps(pipeline, before.pipeline) }, scope);
  if ('problem' in anew) return anew;
  const kept: StepRun[] = [];
  for (const step of steps) {
    if (anew.whole.has(step.stepId)) continue;
    kept.push(anew.keys.has(step.key) ? begunAnew(step) : asResult(step));
  }
  return { steps: kept };
}

/** Whether, in a rerun of what failed, something runs anew before the step does. */
export function beginsWithWhatItNeeds(pipeline: PipelineSpec, before: RepeatedRun, stepId: string): boolean {
  const spec = pipeline.steps.find(({ id }) => id === stepId);
  if (spec === undefined || spec.isFinally) return true;
  const anew = [...unwell(before.steps).map((step) => step.stepId), ...changedSteps(pipeline, before.pipeline)];
  const after = stepsFrom(pipeline, new Set(anew));
  return spec.needs.some((need) => after.has(need));
}

function unwell(steps: readonly StepRun[]): readonly StepRun[] {
  return steps.filter((step) => ['failure', 'cancelled'].includes(resultOfStep(step) ?? ''));
}

interface Anew {
  /** Steps that begin anew with everything, their matrix expanded again. */
  readonly whole: ReadonlySet<string>;
  /** Single cells. */
  readonly keys: ReadonlySet<string>;
}

interface Repeated {
  readonly steps: readonly StepRun[];
  /** Ids of steps that are new, or written differently. */
  readonly changed: readonly string[];
}

function scopeOf(
  pipeline: PipelineSpec,
  { steps, changed }: Repeated,
  scope: RerunScope,
): Anew | { readonly problem: string } {
  const finallySteps = pipeline.steps.filter(({ isFinally }) => isFinally).map(({ id }) => id);
  switch (scope.kind) {
    case 'all':
      return { whole: new Set(pipeline.steps.map(({ id }) => id)), keys: new Set() };
    case 'from': {
      if (!has(pipeline.steps, scope.stepId)) return noStep(pipeline, scope.stepId);
      return { whole: new Set([...stepsFrom(pipeline, [scope.stepId, ...changed]), ...finallySteps]), keys: new Set() };
    }
    case 'failed': {
      const bad = unwell(steps);
      if (bad.length === 0 && changed.length === 0) return { problem: 'nothing in the run failed or was cancelled' };
      const ids = new Set([...bad.map(({ stepId }) => stepId), ...changed]);
      const after = stepsFrom(pipeline, ids);
      // Of a matrix whose inputs stay as they were, the cells that went well are kept.
      const isPartial = ({ id, needs }: StepSpec): boolean =>
        ids.has(id) &&
        !changed.includes(id) &&
        !needs.some((need) => after.has(need)) &&
        bad.every(({ stepId, key }) => stepId !== id || placeOfKey(key) !== null);
      const partial = new Set(pipeline.steps.filter(isPartial).map(({ id }) => id));
      const whole = [...after, ...finallySteps].filter((id) => !partial.has(id));
      return { whole: new Set(whole), keys: new Set(bad.filter((step) => partial.has(step.stepId)).map(keyOf)) };
    }
    case 'only': {
      const asked = steps.filter(({ key, stepId }) => key === scope.stepKey || stepId === scope.stepKey);
      const [first] = asked;
      if (first === undefined) return noCell(steps, scope.stepKey) ?? noStep(pipeline, scope.stepKey);
      const others = changed.filter((id) => id !== first.stepId);
      if (others.length > 0)
        return { problem: `${others.join(', ')} changed since that run: run from there, or everything` };
      if (first.stepId === scope.stepKey || changed.length > 0)
        return { whole: new Set([first.stepId]), keys: new Set() };
      return { whole: new Set(), keys: new Set([first.key]) };
    }
  }
}

/** Ids of steps that are new, or written differently. */
function changedSteps(pipeline: PipelineSpec, before: PipelineSpec): readonly string[] {
  if (pipeline === before) return [];
  const texts = new Map(before.steps.map((step) => [step.id, textOf(step)]));
  return pipeline.steps.filter((step) => texts.get(step.id) !== textOf(step)).map(({ id }) => id);
}

/** Without the order of its fields, which a store does not keep. */
function textOf(step: StepSpec): string {
  return JSON.stringify(step, (_field, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

function keyOf({ key }: StepRun): string {
  return key;
}

function has(steps: readonly StepSpec[], stepId: string): boolean {
  return steps.some(({ id }) => id === stepId);
}

function noStep(pipeline: PipelineSpec, named: string): { readonly problem: string } {
  const known = pipeline.steps.map(({ id }) => id);
  const shown = known.slice(0, 10).join(', ') + (known.length > 10 ? ', …' : '');
  return { problem: `the run has no step ${JSON.stringify(named.slice(0, 120))}; it has ${shown}` };
}

function noCell(steps: readonly StepRun[], named: string): { readonly problem: string } | null {
  const stepId = named.replace(/\[\d*\]$/, '');
  const cells = steps.filter((step) => step.stepId === stepId && placeOfKey(step.key) !== null);
  const [first, last] = [cells[0]?.key, cells.at(-1)?.key];
  if (first === undefined || last === undefined || stepId === named) return null;
  return { problem: `${stepId} has no cell ${JSON.stringify(named.slice(0, 120))}; it has ${first} to ${last}` };
}

function asResult(step: StepRun): StepRun {
  const { runId, key, state } = step;
  const resultOf = step.resultOf ?? (state === 'succeeded' || state === 'cached' ? { runId, stepKey: key } : null);
  return { ...step, resultOf, state: state === 'cached' ? 'succeeded' : state, jobId: null, childRunId: null };
}

function begunAnew(step: StepRun): StepRun {
  return { ...initialStep(step.runId, step.stepId), key: step.key, cell: step.cell };
}

/** A step before anything was decided about it. */
export function initialStep(runId: StepRun['runId'], stepId: string): StepRun {
  return {
    runId,
    key: stepId,
    stepId,
    cell: null,
    state: 'waiting',
    message: '',
    jobId: null,
    childRunId: null,
    isForgiven: false,
    outputs: {},
    artifacts: [],
    cacheKey: null,
    resultOf: null,
    readyAt: null,
    startedAt: null,
    endedAt: null,
  };
}
