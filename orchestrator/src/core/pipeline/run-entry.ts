/**
 * A live run in memory: its steps, and what follows from them. Everything but `run` and the steps is derived, and kept in
 * step by `putStep` alone, so that the end of one step costs what depends on it and not what the run has.
 */
import {
  assert,
  combinedResult,
  initialStep,
  isEndedStep,
  placeOfKey,
  type Run,
  type StepResult,
  type StepRun,
} from '@orchion/domain';
import { graphOf, type GraphNode } from './graph.ts';
import type { MatrixExpansion } from './tools.ts';

export interface RunEntry {
  run: Run;
  /** By step id, in the order of the file. */
  readonly stages: ReadonlyMap<string, Stage>;
  /** Stages that have not ended, finally steps apart and with them. */
  openMain: number;
  openAll: number;
  /** Steps, each cell counted. */
  rows: number;
}

/** One step of the file with its cells. */
export interface Stage {
  readonly node: GraphNode;
  /** By key: the step itself, or the cells of its matrix once that is expanded. */
  readonly rows: Map<string, StepRun>;
  /** Rows that have not ended. */
  open: number;
  /** Rows whose job or child run is alive. */
  busy: number;
  /** Needed stages that have not ended. */
  needsLeft: number;
  /** What it came to; null while a row is open. */
  result: StepResult | null;
  /** Whether anything before it failed, or was cancelled; null: not asked yet. */
  upstream: { readonly failed: boolean; readonly cancelled: boolean } | null;
  /** Keys in order, those before the cursor no longer ready; made when rows are first looked for. */
  order: readonly string[];
  cursor: number;
  /** The settings of its matrix; null: not asked yet since the start. */
  matrix: Pick<MatrixExpansion, 'maxParallel' | 'failFast'> | null;
}

/** `stored`: the rows that are no longer as a new run's are. */
export function createRunEntry(run: Run, stored: readonly StepRun[]): RunEntry {
  const stages = new Map<string, Stage>();
  const entry: RunEntry = { run, stages, openMain: 0, openAll: 0, rows: 0 };
  for (const [id, node] of graphOf(run.pipeline)) stages.set(id, emptyStage(node));
  for (const step of [...stored].sort(byPlace)) stages.get(step.stepId)?.rows.set(step.key, step);
  for (const [id, stage] of stages) {
    if (stage.rows.size === 0) stage.rows.set(id, initialStep(run.id, id));
    entry.rows += stage.rows.size;
    for (const row of stage.rows.values()) {
      if (!isEndedStep(row.state)) stage.open++;
      if (row.state === 'submitted') stage.busy++;
    }
    if (stage.open === 0) stage.result = combinedResult(stage.rows.values());
    else countOpen(entry, stage, 1);
  }
  for (const stage of stages.values()) {
    stage.needsLeft = stage.node.needs.filter(({ spec }) => (stages.get(spec.id)?.open ?? 0) > 0).length;
  }
  return entry;
}

function emptyStage(node: GraphNode): Stage {
  return {
    node,
    rows: new Map(),
    open: 0,
    busy: 0,
    needsLeft: 0,
    result: null,
    upstream: null,
    order: [],
    cursor: 0,
    matrix: null,
  };
}

/** Takes a step's new state in. A first cell takes the place of the step that was not expanded yet. */
export function putStep(entry: RunEntry, step: StepRun): { readonly replaced: string | null } {
  const stage = stageOf(entry, step.stepId);
  const before = stage.rows.get(step.key);
  let replaced: string | null = null;
  const wasOpen = stage.open;
  if (before === undefined) {
    assert(placeOfKey(step.key) !== null, `${step.key}: only cells are made after the start`);
    assert(!isEndedStep(step.state), `${step.key}: a new cell has not ended yet`);
    if (stage.rows.delete(step.stepId)) replaced = step.stepId;
    else entry.rows++;
  } else {
    assert(!isEndedStep(before.state), `${step.key}: an ended step never changes`);
    stage.open -= 1;
    if (before.state === 'submitted') stage.busy--;
  }
  if (replaced !== null) stage.open--;
  stage.rows.set(step.key, step);
  if (!isEndedStep(step.state)) stage.open++;
  if (step.state === 'submitted') stage.busy++;
  if (wasOpen > 0 && stage.open === 0) {
    stage.result = combinedResult(stage.rows.values());
    countOpen(entry, stage, -1);
    for (const { spec } of stage.node.dependents) stageOf(entry, spec.id).needsLeft--;
  }
  return { replaced };
}

export function stageOf(entry: RunEntry, stepId: string): Stage {
  const stage = entry.stages.get(stepId);
  assert(stage !== undefined, `run ${entry.run.id} has a step ${stepId}`);
  return stage;
}

/** Whether the stage may be decided: what it needs has ended, and for a finally step everything else. */
export function isDue(entry: RunEntry, stage: Stage): boolean {
  return stage.needsLeft === 0 && stage.open > 0 && (!stage.node.spec.isFinally || entry.openMain === 0);
}

/** All rows, in the order of the file. */
export function stepsOf(entry: RunEntry): readonly StepRun[] {
  return [...entry.stages.values()].flatMap(({ rows }) => [...rows.values()]);
}

function countOpen(entry: RunEntry, stage: Stage, by: 1 | -1): void {
  entry.openAll += by;
  if (!stage.node.spec.isFinally) entry.openMain += by;
}

function byPlace(a: StepRun, b: StepRun): number {
  return (placeOfKey(a.key) ?? -1) - (placeOfKey(b.key) ?? -1);
}
