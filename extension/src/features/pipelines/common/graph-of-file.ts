/** A pipeline's graph as its panel draws it: each step with what is foreseen, or what its last run did. */
import { formatDuration } from '@orchion/schemas';
import type { ShownState } from '@orchion/domain';
import { fateOf, type GraphNode, type PipelineGraph } from '@orchion/schemas/language';
import type { Say } from '../../../cluster/say.ts';
import type { GraphTone } from './graph-messages.ts';
import type { GraphView, GraphViewStep } from './graph-view.ts';
import { stepStateWord } from './run-words.ts';

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
    return { ...base, detail, tone: tones[outcome.state], stateWord: stepStateWord(outcome.state, say) };
  }
  const [tone, word] = foreseenLook(node, say);
  return { ...base, detail: node.foreseen === '' ? node.work : node.foreseen, tone, stateWord: word };
}

/** Of a step with many cells, the fate of the one that is worst off. */
function foreseenLook({ forecast }: GraphNode, say: Say): readonly [GraphTone, string] {
  const fates = new Set(forecast?.parts.map(fateOf));
  const worst = (['never', 'fails', 'waits', 'placed', 'cached', 'skipped'] as const).find((fate) => fates.has(fate));
  switch (worst) {
    case 'never':
      return ['never', say('can never run here')];
    case 'fails':
      return ['never', say('would fail')];
    case 'waits':
      return ['waits', say('would wait')];
    case 'placed':
      return ['ready', say('would start')];
    case 'cached':
      return ['cached', say('would be cached')];
    case 'skipped':
      return ['skipped', say('would be skipped')];
    case undefined:
      return ['idle', ''];
  }
}

const tones: Readonly<Record<ShownState, GraphTone>> = {
  waiting: 'idle',
  ready: 'waits',
  queued: 'waits',
  running: 'running',
  unknown: 'unknown',
  skipped: 'skipped',
  cached: 'cached',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
};
