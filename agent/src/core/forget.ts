/** The last step of an attempt's life on a node. */
import { attemptName, type AttemptRef } from '@orchion/domain';
import type { AttemptTable, HeldAttempt } from './attempt-table.ts';
import type { AgentAction } from './event.ts';

/** Takes it out of the table; its job's high-water mark stays. */
export function forget(table: AttemptTable, held: HeldAttempt, emit: (action: AgentAction) => void): void {
  table.held.delete(attemptName(held));
  emit({ kind: 'forget', ref: refOf(held), hasFiles: held.rules.files !== undefined });
}

/** The bare name, without the rest of a held attempt. */
export function refOf(held: AttemptRef): AttemptRef {
  return { jobId: held.jobId, number: held.number };
}
