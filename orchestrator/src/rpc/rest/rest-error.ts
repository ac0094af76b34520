/** Errors as REST tells them: a status and one JSON shape, `{ code, message, details: [{ field, message }], requestId }`. */
import { Code, type ConnectError } from '@connectrpc/connect';
import { FieldViolationsSchema } from '@orchion/proto';
import { codeName } from '../code-name.ts';

/** What HTTP has a status for and the API has no code for. */
export class RestError extends Error {
  override readonly name = 'RestError';
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly details: readonly { readonly field: string; readonly message: string }[];
  readonly requestId: string;
}

export function errorBodyOf(error: ConnectError | RestError, requestId: string): ErrorBody {
  if (error instanceof RestError) return { code: error.code, message: error.message, details: [], requestId };
  const details = error
    .findDetails(FieldViolationsSchema)
    .flatMap(({ violations }) => violations.map(({ field, message }) => ({ field, message })));
  return { code: codeName(error.code), message: error.rawMessage, details, requestId };
}

export function statusOf(error: ConnectError | RestError): number {
  return error instanceof RestError ? error.status : statuses[error.code];
}

const statuses: Readonly<Record<Code, number>> = {
  [Code.Canceled]: 499,
  [Code.Unknown]: 500,
  [Code.InvalidArgument]: 400,
  [Code.DeadlineExceeded]: 504,
  [Code.NotFound]: 404,
  [Code.AlreadyExists]: 409,
  [Code.PermissionDenied]: 403,
  [Code.ResourceExhausted]: 429,
  // The present state is in the way, not the request: 400 would tell the caller to change the wrong thing.
  [Code.FailedPrecondition]: 409,
  [Code.Aborted]: 409,
  [Code.OutOfRange]: 400,
  [Code.Unimplemented]: 501,
  [Code.Internal]: 500,
  [Code.Unavailable]: 503,
  [Code.DataLoss]: 500,
  [Code.Unauthenticated]: 401,
};
