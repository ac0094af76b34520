/**
 * The dry run: each step is decided as the engine would, with everything before it taken to go well, and placed by the same
 * explanation that waiting jobs have. What depends on what a step writes cannot be known, and says so.
 */
import {
  cellKey,
  initialStep,
  limits,
  trustId,
  type Explanation,
  type JobSpec,
  type JobTemplate,
  type JsonValue,
  type PipelinePlan,
  type PipelineSpec,
  type PlannedStep,
  type Run,
  type StepRun,
  type StepSpec,
} from '@orchion/domain';
import { canonical } from '../canonical.ts';
import { explainDemand } from '../schedule/explain.ts';
import { demandFor } from '../schedule/queue.ts';
import type { ClusterState } from '../state.ts';
import { resolveValues } from './child-run.ts';
import { jobSpecOf } from './job-of-step.ts';
import { createRunEntry, type RunEntry } from './run-entry.ts';
import type { ExpressionContext, PipelineTools } from './tools.ts';

type Planned = Pick<Run, 'pipeline' | 'inputs' | 'workspaces' | 'principal'>;

interface Planner {
  readonly state: ClusterState;
  readonly tools: PipelineTools;
  readonly now: number;
  readonly steps: PlannedStep[];
  readonly explanations: Explanation[];
  readonly placements: Map<string, number>;
}

export function planPipeline(state: ClusterState, tools: PipelineTools, run: Planned, now: number): PipelinePlan {
  const planner: Planner = { state, tools, now, steps: [], explanations: [], placements: new Map() };
  planInto(planner, run, '');
  return { steps: planner.steps, explanations: planner.explanations };
}

function planInto(planner: Planner, planned: Planned, prefix: string): void {
  const entry = createRunEntry(runFrom(planner.state, planned), []);
  for (const spec of planned.pipeline.steps) planStep(planner, entry, spec, prefix);
}

function planStep(planner: Planner, entry: RunEntry, spec: StepSpec, prefix: string): void {
  const context = contextFor(entry, spec);
  const put = (
    row: Pick<StepRun, 'key' | 'cell'>,
    found: Partial<PlannedStep> & Pick<PlannedStep, 'outlook' | 'message'>,
  ) =>
    planner.steps.push({
      stepId: spec.id,
      cell: row.cell,
      needs: spec.needs.map((need) => prefix + need),
      isFinally: spec.isFinally,
      cacheKey: null,
      resultOf: null,
      placement: null,
      ...found,
      key: prefix + row.key,
    });
  const whole = { key: spec.id, cell: null };
  if (spec.condition !== null) {
    if (readsOutputs(`\${{ ${spec.condition} }}`)) {
      put(whole, { outlook: 'unknown', message: 'whether it runs depends on what steps before it write' });
      return;
    }
    const answer = planner.tools.language.evaluateCondition(spec.condition, context);
    if ('problem' in answer) return void put(whole, { outlook: 'fails', message: `if: ${answer.problem}` });
    if (!answer.value)
      return void put(whole, { outlook: 'skipped', message: 'its condition does not hold if all goes well' });
  }
  const cells = cellsOf(planner, spec, context);
  if ('outlook' in cells) return void put(whole, cells);
  for (const cell of cells.cells) {
    const inCell = cell.cell === null ? context : { ...context, matrix: cell.cell };
    const { work } = spec;
    if (work.kind === 'job')
      put(cell, planJob(planner, entry, spec, { ...initialStep(entry.run.id, spec.id), ...cell }, work.job, inCell));
    else planChild(planner, entry.run, `${prefix}${cell.key}`, work, inCell, (found) => put(cell, found));
  }
}

type Found = Partial<PlannedStep> & Pick<PlannedStep, 'outlook' | 'message'>;

function cellsOf(
  { tools }: Planner,
  { id, matrix }: StepSpec,
  context: ExpressionContext,
): Found | { readonly cells: readonly Pick<StepRun, 'key' | 'cell'>[] } {
  if (matrix === null) return { cells: [{ key: id, cell: null }] };
  if (readsOutputs(matrix)) return { outlook: 'unknown', message: 'its matrix is made of what steps before it write' };
  const expansion = tools.language.expandMatrix(matrix, context);
  if ('problem' in expansion) return { outlook: 'fails', message: `matrix: ${expansion.problem}` };
  if (expansion.cells.length === 0) return { outlook: 'skipped', message: 'its matrix has no cells' };
  return { cells: expansion.cells.map((cell, place) => ({ key: cellKey(id, place), cell })) };
}

function planChild(
  planner: Planner,
  run: Run,
  key: string,
  work: Extract<StepSpec['work'], { readonly kind: 'pipeline' }>,
  context: ExpressionContext,
  put: (found: Found) => void,
): void {
  if (readsOutputs(work.inputs)) {
    return put({ outlook: 'unknown', message: `the inputs of ${work.file} are what steps before it write` });
  }
  const given = resolveValues(planner.tools.language, work.inputs, context);
  if ('problem' in given) return put({ outlook: 'fails', message: given.problem });
  const inputs = planner.tools.language.resolveInputs(work.pipeline, given.values);
  if ('problems' in inputs) {
    const message = inputs.problems.map(({ input, message: why }) => `${input}: ${why}`).join('; ');
    return put({ outlook: 'fails', message });
  }
  put({ outlook: 'runs', message: `runs ${work.file}` });
  planInto(planner, { ...run, pipeline: work.pipeline, inputs: inputs.values }, `${key}/`);
}

function planJob(
  planner: Planner,
  entry: RunEntry,
  spec: StepSpec,
  step: StepRun,
  job: JobTemplate,
  context: ExpressionContext,
): Found {
  const known = knownPart(job);
  if (known === null) return { outlook: 'unknown', message: 'what it asks for depends on what steps before it write' };
  const workspace = job.workspace !== null && Object.keys(entry.run.workspaces).length === 0 ? null : job.workspace;
  const isWhole = known.isWhole && job.fetch.length === 0 && workspace === job.workspace;
  const cache =
    spec.cache !== null && (isWhole || (spec.cache.key !== null && !readsOutputs(spec.cache))) ? spec.cache : null;
  const template = { ...known.job, workspace, fetch: [] };
  const made = jobSpecOf(planner, entry, step, { spec: { ...spec, cache }, job: template, context });
  if ('problem' in made) return { outlook: 'fails', message: made.problem };
  if (made.hit !== null) {
    const { runId, stepKey } = made.hit.madeBy;
    const message = `the result of ${stepKey} in ${runId} would be used again`;
    return { outlook: 'cached', message, cacheKey: made.cacheKey, resultOf: made.hit.madeBy };
  }
  const { placement, summary } = placementOf(planner, made.spec);
  return { outlook: 'runs', message: summary, cacheKey: made.cacheKey, placement };
}

function placementOf(
  { state, now, explanations, placements }: Planner,
  spec: JobSpec,
): { readonly placement: number | null; readonly summary: string } {
  const demand = demandFor(spec);
  const { resources, labels, node, executor } = demand;
  const name = canonical({ resources, labels, node, executor, exclusive: spec.exclusive });
  const before = placements.get(name);
  if (before !== undefined) return { placement: before, summary: explanations[before]?.summary ?? '' };
  const explained = explainDemand(state, demand, null, now);
  if (explanations.length >= limits.planExplanationsMax) return { placement: null, summary: explained.summary };
  const placement = explanations.push({ ...explained, queuePosition: null }) - 1;
  placements.set(name, placement);
  return { placement, summary: explained.summary };
}

/** The template without what cannot be known and does not decide where it goes; null: that itself cannot be known. */
function knownPart(job: JobTemplate): { readonly job: JobTemplate; readonly isWhole: boolean } | null {
  // That it runs in a container is known, and where; which image it has decides nothing.
  const { command, env, workingDirectory, leave, container, ...placing } = job;
  if (readsOutputs(placing)) return null;
  const isWhole = !readsOutputs([command, env, workingDirectory, container]);
  if (isWhole) return { job, isWhole };
  // What is asked for may be made of the environment.
  if (readsOutputs(env) && /\$\{\{[^}]*\benv\b/.test(JSON.stringify(placing))) return null;
  const stand: JobTemplate = {
    ...job,
    container: container === null ? null : { ...container, image: 'unknown', user: null },
    command: { kind: 'argv', argv: ['true'] },
    env: readsOutputs(env) ? [] : env,
    workingDirectory: null,
    leave,
  };
  return { job: stand, isWhole };
}

/** Whether an expression in it reads what a step wrote. That a step went well is taken for granted. */
function readsOutputs(value: unknown): boolean {
  const expressions = JSON.stringify(value).matchAll(/\$\{\{(.*?)\}\}/gs);
  const outputs = /\b(needs|steps)\b(?!\s*\.\s*[\w-]+\s*\.\s*result\b)/;
  return [...expressions].some(([, text = '']) => outputs.test(text));
}

function contextFor(entry: RunEntry, spec: StepSpec): ExpressionContext {
  const well = [...entry.stages.keys()].map((id): [string, JsonValue] => [id, { result: 'success', outputs: {} }]);
  const { run } = entry;
  return {
    inputs: run.inputs,
    env: {},
    needs: Object.fromEntries(well.filter(([id]) => spec.needs.includes(id))),
    steps: Object.fromEntries(well),
    matrix: {},
    run: { id: run.id, number: run.number, pipeline: run.pipeline.name, principal: run.principal },
    status: { success: true, failure: false, cancelled: false },
  };
}

/** The run that would be next. */
function runFrom(state: ClusterState, planned: Planned): Run {
  const pipeline: PipelineSpec = planned.pipeline;
  return {
    ...planned,
    pipeline,
    id: trustId('run', 'run-000000000000'),
    requestId: trustId('request', 'plan'),
    number: state.counters.nextRun,
    source: { file: '', text: '', used: {} },
    group: null,
    cancelInProgress: false,
    submittedAt: 0,
    rerunOf: null,
    parent: null,
    status: { state: 'running', startedAt: null, endedAt: null, cancelRequestedAt: null, message: '', outputs: {} },
  };
}
