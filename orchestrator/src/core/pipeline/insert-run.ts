/** Puts a new run in: a user's, a rerun, or one that a step of another run uses. */
import type { Run, StepRun } from '@orchion/domain';
import { record, type Draft } from '../draft.ts';
import { startContextOf } from './context.ts';
import { joinGroup } from './groups.ts';

export type NewRun = Pick<
  Run,
  'id' | 'requestId' | 'pipeline' | 'source' | 'inputs' | 'workspaces' | 'principal' | 'rerunOf' | 'parent'
>;

/** `steps`: those of a rerun that do not begin as new ones do. Answers what cannot be, in words. */
export function insertRun(draft: Draft, made: NewRun, steps: readonly StepRun[]): { readonly problem: string } | null {
  const number = draft.state.counters.nextRun;
  const concurrency = concurrencyOf(draft, { ...made, number });
  if ('problem' in concurrency) return concurrency;
  const { counters } = draft.state;
  record(draft, { kind: 'counters', counters: { ...counters, nextRun: number + 1 } });
  const run: Run = {
    ...made,
    number,
    ...concurrency,
    submittedAt: draft.now,
    status: { state: 'pending', startedAt: null, endedAt: null, cancelRequestedAt: null, message: '', outputs: {} },
  };
  record(draft, { kind: 'run-insert', run, steps: steps.map((step) => ({ ...step, runId: run.id })) });
  const entry = draft.state.runs.get(run.id);
  if (entry !== undefined) joinGroup(draft, entry);
  return null;
}

type Concurrency = Pick<Run, 'group' | 'cancelInProgress'>;

function concurrencyOf(
  draft: Draft,
  made: NewRun & { readonly number: number },
): Concurrency | { readonly problem: string } {
  const { concurrency } = made.pipeline;
  if (concurrency === null) return { group: null, cancelInProgress: false };
  const context = startContextOf(made);
  const group = draft.tools.language.resolveTemplate(concurrency.group, context);
  if ('problem' in group) return { problem: `concurrency.group: ${group.problem}` };
  if (typeof group.value !== 'string' || group.value === '') {
    return { problem: 'concurrency.group: must be text that is not empty' };
  }
  // Inside a run that holds the group already there is nothing to wait for; it would wait for its own end.
  if (isHeldAbove(draft, made.parent, group.value)) return { group: null, cancelInProgress: false };
  const { cancelInProgress } = concurrency;
  if (typeof cancelInProgress === 'boolean') return { group: group.value, cancelInProgress };
  const answer = draft.tools.language.resolveTemplate(cancelInProgress, context);
  if ('problem' in answer) return { problem: `concurrency.cancel-in-progress: ${answer.problem}` };
  if (typeof answer.value !== 'boolean') return { problem: 'concurrency.cancel-in-progress: must be true or false' };
  return { group: group.value, cancelInProgress: answer.value };
}

function isHeldAbove(draft: Draft, parent: Run['parent'], group: string): boolean {
  for (let at = parent; at !== null;) {
    const above = draft.state.runs.get(at.runId)?.run;
    if (above === undefined) return false;
    if (above.group === group) return true;
    at = above.parent;
  }
  return false;
}
