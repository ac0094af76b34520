/** Above a pipeline and each of its steps: what can be done with it, and how it went the last time. */
import { isEndedRun, type ShownState } from '@orchion/domain';
import { formatDuration } from '../../amounts/duration.ts';
import type { FileModel } from '../model.ts';
import { namesOf } from '../names/pipeline-names.ts';
import type { Range } from '../shapes.ts';
import { entryOf } from '../tree.ts';
import { anchorsOf } from './anchors.ts';
import { outcomeOf, type LastRun } from './forecast.ts';

export interface CodeLens {
  readonly range: Range;
  readonly title: string;
  readonly action:
    'submit' | 'run' | 'plan' | 'graph' | 'run-failed' | 'run-from' | 'run-only' | 'show-run' | 'show-log';
  /** Null: the pipeline as a whole. */
  readonly stepId: string | null;
}

const stateMarks: Readonly<Record<ShownState, string>> = {
  waiting: '…',
  ready: '…',
  queued: '◌',
  running: '▶',
  unknown: '?',
  skipped: '⊘',
  cached: '✓',
  succeeded: '✓',
  failed: '✗',
  cancelled: '⊘',
};

export function codeLenses(model: FileModel, last: LastRun | null, now: number): readonly CodeLens[] {
  const { document, lines } = model;
  const steps = entryOf(document, document?.contents ?? null, 'steps');
  if (model.language === 'job') {
    return anchorsOf(model).map((kind) => ({
      range: lines.rangeOf(kind),
      title: '▷ Submit',
      action: 'submit',
      stepId: null,
    }));
  }
  if (steps === null) return [];
  const lens =
    (range: Range, stepId: string | null) =>
    (action: CodeLens['action'], title: string): CodeLens => {
      return { range, stepId, action, title };
    };
  const whole = lens(lines.rangeOf(steps.key), null);
  const all: CodeLens[] = [whole('run', '▷ Run'), whole('plan', 'Plan'), whole('graph', 'Graph')];
  if (last !== null) {
    const took =
      last.startedAt === null ? '' : ` · ${formatDuration(Math.max(0, (last.endedAt ?? now) - last.startedAt))}`;
    if (last.state === 'failed') all.push(whole('run-failed', 'Run what failed'));
    all.push(whole('show-run', `run ${last.number}: ${last.state}${took}`));
  }
  for (const step of namesOf(model).steps) {
    const one = lens(lines.rangeOf(step), step.name);
    const outcome = last === null ? null : outcomeOf(last, step.name, now);
    // What is before it is taken from the last run: without one, or before its end, there is nothing to begin from.
    if (outcome === null) continue;
    if (last !== null && isEndedRun(last.state)) {
      const only = outcome.cells > 1 ? 'Only this step …' : 'Only this step';
      all.push(one('run-from', 'Run from here'), one('run-only', only));
    }
    const isOn = outcome.state !== 'queued' && outcome.state !== 'ready' && outcome.state !== 'waiting';
    const took = outcome.durationMs === null || !isOn ? '' : ` ${formatDuration(outcome.durationMs)}`;
    const cells = outcome.cells > 1 ? ` · ${outcome.cells} cells` : '';
    all.push(one('show-log', `${stateMarks[outcome.state]} ${outcome.state}${took}${cells}`));
  }
  return all;
}
