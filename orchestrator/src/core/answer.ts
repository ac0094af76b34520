/** What a decision says to whoever asked; released after the commit. */
import type { JobId, RunId } from '@orchion/domain';

export type Answer =
  /** Nothing to add: the facts speak. */
  | { readonly kind: 'done' }
  /** The jobs that the submit made, or had made before under the same request ids; in its order. */
  | { readonly kind: 'submitted'; readonly jobIds: readonly JobId[] }
  /** The run that was started, or had been started before under the same request id. */
  | { readonly kind: 'run-started'; readonly runId: RunId }
  | { readonly kind: 'refused'; readonly code: RefusalReason; readonly message: string };

export type RefusalReason = 'invalid' | 'not_found' | 'failed_precondition' | 'resource_exhausted';

export const done: Answer = { kind: 'done' };

export function refused(code: RefusalReason, message: string): Answer {
  return { kind: 'refused', code, message };
}
