/** The names that a step's expressions see, gathered when the step is decided: only then all of them are known. */
import type { JsonValue, Run } from '@orchion/domain';
import { upstreamOf, type GraphNode } from './graph.ts';
import { stageOf, type RunEntry, type Stage } from './run-entry.ts';
import type { ExpressionContext, PipelineLanguage } from './tools.ts';

/** Without a cell's values: all cells of a step share the rest. */
export function contextOf(language: PipelineLanguage, entry: RunEntry, stage: Stage): ExpressionContext {
  const { needs, readsSteps } = stage.node;
  const { run } = entry;
  return {
    inputs: run.inputs,
    env: {},
    needs: stepContexts(language, entry, needs),
    steps: readsSteps ? stepContexts(language, entry, readableFrom(entry, stage)) : {},
    matrix: {},
    run: runContext(run),
    status: statusOf(entry, stage),
  };
}

function readableFrom(entry: RunEntry, stage: Stage): readonly GraphNode[] {
  if (!stage.node.spec.isFinally) return upstreamOf(stage.node);
  return mainStages(entry).map(({ node }) => node);
}

/** For what belongs to the whole run: its outputs. */
export function runContextOf(language: PipelineLanguage, entry: RunEntry): ExpressionContext {
  const nodes = [...entry.stages.values()].map(({ node }) => node);
  const steps = stepContexts(language, entry, nodes);
  const status = { success: true, failure: false, cancelled: entry.run.status.cancelRequestedAt !== null };
  return { inputs: entry.run.inputs, env: {}, needs: steps, steps, matrix: {}, run: runContext(entry.run), status };
}

/** Before there are any steps: what a concurrency group may be made of. */
export function startContextOf(
  run: Pick<Run, 'id' | 'number' | 'inputs' | 'principal' | 'pipeline'>,
): ExpressionContext {
  const status = { success: true, failure: false, cancelled: false };
  return { inputs: run.inputs, env: {}, needs: {}, steps: {}, matrix: {}, run: runContext(run), status };
}

function runContext(run: Pick<Run, 'id' | 'number' | 'principal' | 'pipeline'>): Record<string, JsonValue> {
  return { id: run.id, number: run.number, pipeline: run.pipeline.name, principal: run.principal };
}

function stepContexts(
  language: PipelineLanguage,
  entry: RunEntry,
  nodes: readonly GraphNode[],
): Readonly<Record<string, JsonValue>> {
  const contexts = nodes.flatMap(({ spec }): [string, JsonValue][] => {
    const stage = stageOf(entry, spec.id);
    // A step that has not ended has no result to tell.
    return stage.result === null ? [] : [[spec.id, { result: stage.result, outputs: outputsOf(language, stage) }]];
  });
  return Object.fromEntries(contexts);
}

/** Of a matrix each output is the list of its cells' values, in their order; null where a cell has none. */
function outputsOf(language: PipelineLanguage, stage: Stage): Readonly<Record<string, JsonValue>> {
  const declared = stage.node.spec.outputs;
  const rows = [...stage.rows.values()].map(({ outputs }) => {
    const read = language.readOutputs(declared, outputs);
    return 'values' in read ? read.values : outputs;
  });
  const [first] = rows;
  if (first !== undefined && stage.node.spec.matrix === null) return first;
  const names = new Set(rows.flatMap((outputs) => Object.keys(outputs)));
  return Object.fromEntries([...names].map((name) => [name, rows.map((outputs) => outputs[name] ?? null)]));
}

function mainStages(entry: RunEntry): readonly Stage[] {
  return [...entry.stages.values()].filter(({ node }) => !node.spec.isFinally);
}

/**
 * What the status functions say. A failure anywhere before the step counts, as in GitHub Actions; a step that was skipped
 * counts for those that need it and not for those after them.
 */
function statusOf(entry: RunEntry, stage: Stage): ExpressionContext['status'] {
  const cancelled = entry.run.status.cancelRequestedAt !== null;
  const { spec, needs } = stage.node;
  const results = needs.map((need) => stageOf(entry, need.spec.id).result);
  const before = spec.isFinally ? wholeRun(entry) : upstreamStatus(entry, stage);
  return {
    success: !before.failed && !before.cancelled && !cancelled && results.every((result) => result === 'success'),
    failure: before.failed,
    cancelled,
  };
}

function wholeRun(entry: RunEntry): { readonly failed: boolean; readonly cancelled: boolean } {
  const main = mainStages(entry);
  return {
    failed: main.some(({ result }) => result === 'failure'),
    cancelled: main.some(({ result }) => result === 'cancelled'),
  };
}

function upstreamStatus(entry: RunEntry, stage: Stage): { readonly failed: boolean; readonly cancelled: boolean } {
  if (stage.upstream !== null) return stage.upstream;
  let failed = false;
  let cancelled = false;
  for (const { spec } of stage.node.needs) {
    const need = stageOf(entry, spec.id);
    // What it needs was decided before it, so this goes one step back, or, after a restart, through the steps once.
    const before = upstreamStatus(entry, need);
    failed ||= before.failed || need.result === 'failure';
    cancelled ||= before.cancelled || need.result === 'cancelled';
  }
  stage.upstream = { failed, cancelled };
  return stage.upstream;
}
