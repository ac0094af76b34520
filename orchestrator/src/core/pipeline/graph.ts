/** A pipeline's steps as a graph: who waits for whom. Made once per run, since a spec never changes. */
import type { PipelineSpec, StepSpec } from '@orchion/domain';

export interface GraphNode {
  readonly spec: StepSpec;
  readonly needs: readonly GraphNode[];
  readonly dependents: readonly GraphNode[];
  /** Whether anything in it may read the results of steps further up than its needs. */
  readonly readsSteps: boolean;
}

export type PipelineGraph = ReadonlyMap<string, GraphNode>;

interface Open extends GraphNode {
  readonly needs: GraphNode[];
  readonly dependents: GraphNode[];
}

export function graphOf(pipeline: PipelineSpec): PipelineGraph {
  const graph = new Map<string, Open>();
  for (const spec of pipeline.steps) {
    graph.set(spec.id, { spec, needs: [], dependents: [], readsSteps: readsSteps(spec) });
  }
  for (const node of graph.values()) {
    for (const id of new Set(node.spec.needs)) {
      const needed = graph.get(id);
      // The language refuses needs that name no step; a spec that was stored before is not asked again.
      if (needed === undefined) continue;
      node.needs.push(needed);
      needed.dependents.push(node);
    }
  }
  return graph;
}

/** Everything before the step, nearest first. */
export function upstreamOf(node: GraphNode): readonly GraphNode[] {
  const found = new Set<GraphNode>(node.needs);
  for (const each of found) for (const need of each.needs) found.add(need);
  return [...found];
}

/** By the text of its fields: true too often costs time, false too often would be wrong. */
function readsSteps(spec: StepSpec): boolean {
  return /\bsteps\b/.test(JSON.stringify({ ...spec, id: '', needs: [] }));
}
