/** Refusals become errors of the API here, and nowhere else. */
import { create } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import type { Violation } from '@orchion/domain';
import { FieldViolationsSchema } from '@orchion/proto';
import type { Outcome, Refusal, RefusalCode } from '../app/orchestrator.ts';

const codes: Readonly<Record<RefusalCode, Code>> = {
  not_found: Code.NotFound,
  invalid: Code.InvalidArgument,
  failed_precondition: Code.FailedPrecondition,
  already_exists: Code.AlreadyExists,
  resource_exhausted: Code.ResourceExhausted,
  unavailable: Code.Unavailable,
};

function errorOfRefusal({ code, message, violations }: Refusal): ConnectError {
  return errorWithViolations(codes[code], message, violations);
}

/** The value, or the refusal thrown as its error. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.kind === 'refused') throw errorOfRefusal(outcome);
  return outcome.value;
}

/** INVALID_ARGUMENT; the message names the first few fields, the detail all of them. */
export function invalid(violations: readonly Violation[]): ConnectError {
  const shown = violations.slice(0, 3).map(({ field, message }) => (field === '' ? message : `${field}: ${message}`));
  const more = violations.length > 3 ? `; and ${violations.length - 3} more` : '';
  return errorWithViolations(Code.InvalidArgument, shown.join('; ') + more, violations);
}

function errorWithViolations(code: Code, message: string, violations: readonly Violation[]): ConnectError {
  const detail = { desc: FieldViolationsSchema, value: create(FieldViolationsSchema, { violations: [...violations] }) };
  return new ConnectError(message, code, undefined, violations.length === 0 ? [] : [detail]);
}
