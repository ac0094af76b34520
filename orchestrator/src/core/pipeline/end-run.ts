/** A run whose last step has ended: its result, its outputs, and what waited for it. */
import { endOfRun, type JsonValue, type RunStatus } from '@orchion/domain';
import { record, type Draft } from '../draft.ts';
import { runContextOf } from './context.ts';
import { endStepOfChild } from './end-step.ts';
import type { RunEntry } from './run-entry.ts';

export function endRunIfDone(draft: Draft, entry: RunEntry): void {
  const { run } = entry;
  if (entry.openAll > 0 || run.status.endedAt !== null) return;
  const results = [...entry.stages.values()].map(({ result }) => result ?? 'skipped');
  const state = endOfRun(results, run.status.cancelRequestedAt !== null);
  const outputs = outputsOf(draft, entry);
  const isGood = state === 'succeeded' && !('problem' in outputs);
  const status: RunStatus = {
    ...run.status,
    state: state === 'succeeded' && !isGood ? 'failed' : state,
    endedAt: draft.now,
    message: 'problem' in outputs ? outputs.problem : messageOf(entry, state),
    outputs: 'problem' in outputs ? {} : outputs.values,
  };
  record(draft, { kind: 'run-status', runId: run.id, status });
  if (run.group !== null) draft.pipelines.tasks.push({ kind: 'turn', group: run.group });
  if (run.parent !== null) endStepOfChild(draft, run.parent, status);
}

function messageOf({ stages, run }: RunEntry, state: string): string {
  if (state === 'succeeded') return 'every step ended well or was skipped';
  if (state === 'cancelled' && run.status.cancelRequestedAt !== null) return 'it was cancelled';
  const wanted = state === 'failed' ? 'failure' : 'cancelled';
  const ids = [...stages.values()].filter(({ result }) => result === wanted).map(({ node }) => node.spec.id);
  const shown = ids.slice(0, 3).join(', ') + (ids.length > 3 ? ` and ${ids.length - 3} more` : '');
  return `${shown} ${state === 'failed' ? 'failed' : ids.length === 1 ? 'was cancelled' : 'were cancelled'}`;
}

/** Of a run that did not go well what can be said of them is said, and the rest left out. */
function outputsOf(
  draft: Draft,
  entry: RunEntry,
): { readonly values: Readonly<Record<string, string>> } | { readonly problem: string } {
  const values: [string, string][] = [];
  const templates = Object.entries(entry.run.pipeline.outputs);
  if (templates.length === 0) return { values: {} };
  const context = runContextOf(draft.tools.language, entry);
  for (const [name, template] of templates) {
    const answer = draft.tools.language.resolveTemplate(template, context);
    if ('value' in answer) values.push([name, textOf(answer.value)]);
    else if (isWell(entry)) return { problem: `outputs.${name}: ${answer.problem}` };
  }
  return { values: Object.fromEntries(values) };
}

function isWell(entry: RunEntry): boolean {
  return [...entry.stages.values()].every(({ result }) => result === 'success');
}

/** What was never written is nothing, as in any text of an expression. */
function textOf(value: JsonValue): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
