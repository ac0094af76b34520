/** What an attempt leaves behind, once its command has ended. */
import type { AttemptEnd, Products } from '@orchion/domain';
import type { AttemptTable, HeldAttempt } from './attempt-table.ts';
import type { AgentAction } from './event.ts';
import { forget, refOf } from './forget.ts';
import { endOfUngathered } from './stop.ts';

type Emit = (action: AgentAction) => void;

/** Ends with which the command's own way is known: only then is there something to gather. */
const gatheredReasons: ReadonlySet<AttemptEnd['reason']> = new Set([
  'exit_code',
  'signal',
  'timeout',
  'out_of_memory',
  'cancelled',
  'preempted',
] as const);

/** Whether there is anything to bring to the orchestrator before its end is told. */
export function wantsGathering({ rules, end, startedAt }: HeldAttempt): boolean {
  const { files } = rules;
  if (files === undefined || end === null || startedAt === null || !gatheredReasons.has(end.reason)) return false;
  return files.collectsOutputs || files.leave.some(({ when }) => isDue(when, end));
}

/** Whether an artifact of this rule is gathered after this end. */
export function isDue(when: 'success' | 'failure' | 'always', { reason, exitCode }: AttemptEnd): boolean {
  if (when === 'always') return true;
  const succeeded = reason === 'exit_code' && exitCode === 0;
  // Somebody ended it: that is no failure of the command.
  const failed = !succeeded && reason !== 'cancelled' && reason !== 'preempted';
  return when === 'success' ? succeeded : failed;
}

/** What is to be told: a command that succeeded has not, where what it should leave is not there. */
export function onGathered(
  table: AttemptTable,
  held: HeldAttempt,
  { products, problem }: { readonly products: Products; readonly problem: string | null },
  emit: Emit,
): void {
  if (held.phase !== 'gathering' || held.end === null) return;
  held.products = products;
  if (problem !== null) held.end = endWithProblem(held.end, problem);
  endGathering(table, held, emit);
}

export function onGatherStopped(table: AttemptTable, held: HeldAttempt, emit: Emit): void {
  if (held.phase !== 'gathering') return;
  held.end = endOfUngathered(held);
  endGathering(table, held, emit);
}

function endGathering(table: AttemptTable, held: HeldAttempt, emit: Emit): void {
  held.phase = 'ended';
  if (held.abandoned) forget(table, held, emit);
  else emit({ kind: 'journal-end', ref: refOf(held) });
}

function endWithProblem(end: AttemptEnd, problem: string): AttemptEnd {
  if (end.reason === 'exit_code' && end.exitCode === 0) return { ...end, reason: 'output_error', message: problem };
  return { ...end, message: `${end.message} Besides: ${problem}` };
}
