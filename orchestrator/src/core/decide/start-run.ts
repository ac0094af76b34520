/**
 * Starts a run, or repeats an ended one with what went well taken over. The same request id twice gives the same run,
 * whatever became of it.
 */
import { limits, takenOver, type Run, type StepRun } from '@orchion/domain';
import { refused, type Answer } from '../answer.ts';
import { canonical } from '../canonical.ts';
import { audit, type Draft } from '../draft.ts';
import type { StartRunEvent } from '../event.ts';
import { insertRun } from '../pipeline/insert-run.ts';

export function decideStartRun(draft: Draft, event: StartRunEvent): Answer {
  const { state } = draft;
  const known = event.known ?? liveRunOf(draft, event);
  if (known !== null) {
    if (isSameRun(known, event.run)) return { kind: 'run-started', runId: known.id };
    const used = `request id ${event.run.requestId} was used before for another run`;
    return refused('failed_precondition', `${used}; use a new request id`);
  }
  if (state.diskFull) {
    const where = 'the orchestrator’s disk is full';
    return refused('resource_exhausted', `${where}: free some space; what runs goes on meanwhile`);
  }
  if (state.runs.size >= limits.liveRunsMax) {
    return refused('resource_exhausted', `${state.runs.size} runs are alive, at most ${limits.liveRunsMax} may be`);
  }
  const steps = stepsTakenOver(event);
  if ('problem' in steps) return refused('failed_precondition', steps.problem);
  const problem = insertRun(draft, event.run, steps.steps);
  if (problem !== null) return refused('invalid', problem.problem);
  audit(draft, event.run.principal, event.run.rerunOf === null ? 'run.start' : 'run.rerun', event.run.id);
  return { kind: 'run-started', runId: event.run.id };
}

function liveRunOf({ state }: Draft, { run }: StartRunEvent): Run | null {
  const id = state.runIdByRequest.get(run.requestId);
  return (id === undefined ? undefined : state.runs.get(id)?.run) ?? null;
}

function stepsTakenOver({
  run,
  previous,
}: StartRunEvent): { readonly steps: readonly StepRun[] } | { problem: string } {
  if (run.rerunOf === null || previous === null) return { steps: [] };
  return takenOver(run.pipeline, { pipeline: previous.run.pipeline, steps: previous.steps }, run.rerunOf.scope);
}

function isSameRun(known: Run, asked: StartRunEvent['run']): boolean {
  const facts = ({ pipeline, source, inputs, workspaces, rerunOf }: StartRunEvent['run']): string =>
    canonical({ pipeline, source, inputs, workspaces, rerunOf });
  return facts(known) === facts(asked);
}
