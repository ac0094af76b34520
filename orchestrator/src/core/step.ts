/**
 * The heart: a batch of events becomes facts, answers and effects. Pure but for the state it is given, which it moves
 * forward; whoever calls commits the facts, and on failure throws the state away.
 */
import type { Answer } from './answer.ts';
import { decide } from './decide/index.ts';
import { emitDirectives } from './directives.ts';
import { createDraft, type Draft } from './draft.ts';
import type { ClusterEvent } from './event.ts';
import { advancePipelines } from './pipeline/advance.ts';
import type { PipelineTools } from './pipeline/tools.ts';
import { place } from './place.ts';
import { schedule } from './schedule/schedule.ts';
import type { ClusterSettings } from './settings.ts';
import type { ClusterState } from './state.ts';

export interface Step {
  readonly draft: Draft;
  /** One per event, in order. */
  readonly answers: readonly Answer[];
}

export function step(
  state: ClusterState,
  given: { readonly settings: ClusterSettings; readonly tools: PipelineTools },
  events: readonly ClusterEvent[],
  now: number,
): Step {
  const draft = createDraft(state, { ...given, now });
  const before = state.counters;
  const answers = events.map((event) => {
    const answer = decide(draft, event);
    // Before the next event, which may be about what this one has made due.
    if (draft.pipelines.tasks.length > 0) advancePipelines(draft);
    return answer;
  });
  if (state.queue.classes.size > 0) schedule(state, now, (placement) => place(draft, placement));
  emitDirectives(draft);
  if (state.counters !== before) draft.changes.push({ kind: 'counters', counters: state.counters });
  return { draft, answers };
}
