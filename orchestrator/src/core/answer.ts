/** What a decision says to whoever asked; released after the commit. */
import type { JobId } from '@orchion/domain';

export type Answer =
  /** Nothing to add: the facts speak. */
  | { readonly kind: 'done' }
  /** The jobs that the submit made, or had made before under the same request ids; in its order. */
  | { readonly kind: 'submitted'; readonly jobIds: readonly JobId[] }
  | { readonly kind: 'refused'; readonly code: RefusalReason; readonly message: string };

export type RefusalReason = 'not_found' | 'failed_precondition' | 'resource_exhausted';

export const done: Answer = { kind: 'done' };

export function refused(code: RefusalReason, message: string): Answer {
  return { kind: 'refused', code, message };
}
