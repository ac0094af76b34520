/** Makes outcomes. */
import type { Violation } from '@orchion/domain';
import type { Refusal } from './orchestrator.ts';

export function ok<T>(value: T): { readonly kind: 'ok'; readonly value: T } {
  return { kind: 'ok', value };
}

export function refusal(code: Refusal['code'], message: string, violations: readonly Violation[] = []): Refusal {
  return { kind: 'refused', code, message, violations };
}
