/** What a graph's page is sent: all of it where its shape is new, only the steps that look different where it is not. */
import { layoutGraph } from './graph-layout.ts';
import type { GraphAnswer, GraphStep } from './graph-messages.ts';

export interface GraphView {
  /** What is drawn: 'train.orchion.yaml', or 'train · run 7 · running'. */
  readonly title: string;
  readonly steps: readonly GraphViewStep[];
  /** Said where there are no steps. */
  readonly empty: string;
}

export interface GraphViewStep extends GraphStep {
  readonly needs: readonly string[];
}

/** Null: nothing is different. */
export function graphAnswer(shown: GraphView | null, next: GraphView): GraphAnswer | null {
  if (shown === null || shapeOf(shown) !== shapeOf(next)) {
    const { title, steps } = next;
    return { kind: 'show', title, layout: layoutOf(next), steps, empty: steps.length === 0 ? next.empty : '' };
  }
  const before = new Map(shown.steps.map((step) => [step.id, JSON.stringify(step)]));
  const steps = next.steps.filter((step) => before.get(step.id) !== JSON.stringify(step));
  return steps.length === 0 && shown.title === next.title ? null : { kind: 'update', title: next.title, steps };
}

function shapeOf({ steps, empty }: GraphView): string {
  return JSON.stringify([empty, steps.map(({ id, needs, isFinally }) => [id, needs, isFinally])]);
}

/** A finally step comes after everything else, though it names nothing that it needs. */
function layoutOf({ steps }: GraphView): ReturnType<typeof layoutGraph> {
  const needed = new Set(steps.flatMap(({ isFinally, needs }) => (isFinally ? [] : needs)));
  const last = steps.filter(({ id, isFinally }) => !isFinally && !needed.has(id)).map(({ id }) => id);
  return layoutGraph(
    steps.map(({ id, needs, isFinally }) => ({ id, needs: isFinally && needs.length === 0 ? last : needs })),
  );
}
