/** A pipeline's graph as its panel draws it: each step with what is foreseen, or what its last run did. */
import type { StepState } from '@orchion/domain';
import { formatDuration } from '@orchion/schemas';
import type { GraphNode, PipelineGraph } from '@orchion/schemas/language';
import type { Say } from '../../../cluster/say.ts';
import type { GraphTone } from './graph-messages.ts';
import type { GraphView, GraphViewStep } from './graph-view.ts';

export interface GraphOfFile {
  readonly title: string;
  readonly graph: PipelineGraph;
  /** The run is shown while it goes on and after it; before any, what is foreseen. */
  readonly showsRun: boolean;
}

export function graphViewOf({ title, graph, showsRun }: GraphOfFile, say: Say): GraphView {
  return {
    title,
    steps: graph.nodes.map((node) => stepOf(node, showsRun, say)),
    empty: say('This pipeline has no steps yet.'),
  };
}

function stepOf(node: GraphNode, showsRun: boolean, say: Say): GraphViewStep {
  const { id, label, isFinally, needs, outcome } = node;
  const base = { id, label, isFinally, needs };
  if (showsRun && outcome !== null) {
    const took = outcome.durationMs === null ? '' : formatDuration(outcome.durationMs);
    const cells = outcome.cells > 1 ? say('{0} cells', outcome.cells) : '';
    const said = outcome.state === 'succeeded' ? '' : outcome.message;
    const detail = [took, cells, said].filter((part) => part !== '').join(' · ');
    return { ...base, detail, tone: tones[outcome.state], stateWord: stateWord(outcome.state, say) };
  }
  const verdict = node.forecast?.explanation?.verdict;
  const [tone, word]: readonly [GraphTone, string] =
    verdict === 'waits'
      ? ['waits', say('would wait')]
      : verdict === 'never'
        ? ['never', say('can never run here')]
        : verdict === undefined
          ? ['idle', '']
          : ['ready', say('would start')];
  return { ...base, detail: node.foreseen === '' ? node.work : node.foreseen, tone, stateWord: word };
}

const tones: Readonly<Record<StepState, GraphTone>> = {
  waiting: 'idle',
  ready: 'waits',
  submitted: 'running',
  skipped: 'skipped',
  cached: 'cached',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
};

function stateWord(state: StepState, say: Say): string {
  switch (state) {
    case 'waiting':
      return say('waiting');
    case 'ready':
      return say('ready');
    case 'submitted':
      return say('running');
    case 'skipped':
      return say('skipped');
    case 'cached':
      return say('cached');
    case 'succeeded':
      return say('succeeded');
    case 'failed':
      return say('failed');
    case 'cancelled':
      return say('cancelled');
  }
}
