/** A plan as the rows of a table, for every place that shows one: what each step would do, where, or why not. */
import type { MatrixCell, PipelinePlan, PlannedStep, StepOutlook } from '@orchion/domain';

export interface PlanRow {
  readonly key: string;
  /** The values of its cell; null without a matrix. */
  readonly cell: MatrixCell | null;
  readonly isFinally: boolean;
  readonly needs: string;
  /** Its shape alone tells what the words tell. */
  readonly would: PlanWord;
  /** Where it would go, or why it would not. */
  readonly why: string;
  /** Place of its explanation in the plan; null: none. */
  readonly placement: number | null;
}

export interface PlanWord {
  readonly sign: string;
  /** After "would": 'run', 'be cached'. */
  readonly words: string;
  readonly tone: 'good' | 'warn' | 'bad' | 'dim';
}

const outlooks: Readonly<Record<StepOutlook, PlanWord>> = {
  runs: { sign: '▶', words: 'run', tone: 'good' },
  cached: { sign: '≡', words: 'be cached', tone: 'good' },
  skipped: { sign: '↷', words: 'be skipped', tone: 'dim' },
  fails: { sign: '✗', words: 'fail', tone: 'bad' },
  unknown: { sign: '?', words: 'not known yet', tone: 'dim' },
};
const waits: PlanWord = { sign: '◌', words: 'wait', tone: 'warn' };
const neverRuns: PlanWord = { sign: '✗', words: 'never run', tone: 'bad' };

export function planRows({ steps, explanations }: PipelinePlan): readonly PlanRow[] {
  return steps.map((step) => {
    const { key, cell, isFinally, needs, message, placement } = step;
    const verdict = placement === null ? null : (explanations[placement]?.verdict ?? null);
    const would = wouldOf(step, verdict);
    return { key, cell, isFinally, needs: needs.join(', '), would, why: message, placement };
  });
}

function wouldOf({ outlook }: PlannedStep, verdict: string | null): PlanWord {
  if (outlook !== 'runs') return outlooks[outlook];
  return verdict === 'never' ? neverRuns : verdict === 'waits' ? waits : outlooks.runs;
}
