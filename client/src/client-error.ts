/**
 * What a call to the orchestrator throws: a stable code, a sentence for the user, and the wrong fields where there are some.
 * `clientErrorFrom` is the one place where errors of the wire become it.
 */
import { Code, ConnectError } from '@connectrpc/connect';
import type { Violation } from '@orchion/domain';
import { FieldViolationsSchema } from '@orchion/proto';

/** Documented in docs/cli.md, where users meet them. */
export type ClientErrorCode =
  /** The request is wrong: see `violations`. */
  | 'invalid'
  | 'not_found'
  | 'already_exists'
  /** Not possible in the present state. */
  | 'failed_precondition'
  /** The queue, the disk or another bound is full. */
  | 'resource_exhausted'
  /** No token, or an unknown one. */
  | 'unauthenticated'
  /** The token lacks the right. */
  | 'permission_denied'
  /** The orchestrator does not answer, or the connection broke. Trying again can help. */
  | 'unavailable'
  | 'deadline_exceeded'
  /** The caller ended the call. */
  | 'cancelled'
  /** The orchestrator is of another version and does not know the call. */
  | 'unimplemented'
  /** A fault of the orchestrator. */
  | 'internal';

export class ClientError extends Error {
  override readonly name = 'ClientError';
  readonly code: ClientErrorCode;
  readonly violations: readonly Violation[];
  constructor(code: ClientErrorCode, message: string, violations: readonly Violation[] = [], cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.violations = violations;
  }
}

/** Whether the very same call may succeed a moment later, without anybody changing anything. */
export function isTransient(error: ClientError): boolean {
  return error.code === 'unavailable' || error.code === 'deadline_exceeded' || error.code === 'internal';
}

/** Any thrown value as a ClientError. */
export function clientErrorFrom(thrown: unknown): ClientError {
  if (thrown instanceof ClientError) return thrown;
  const error = ConnectError.from(thrown);
  const code = codeOf(error);
  const violations = error
    .findDetails(FieldViolationsSchema)
    .flatMap((detail) => detail.violations.map(({ field, message }) => ({ field, message })));
  return new ClientError(code, messageOf(error, code), violations, thrown);
}

const codes: Readonly<Record<Code, ClientErrorCode>> = {
  [Code.Canceled]: 'cancelled',
  [Code.Unknown]: 'internal',
  [Code.InvalidArgument]: 'invalid',
  [Code.DeadlineExceeded]: 'deadline_exceeded',
  [Code.NotFound]: 'not_found',
  [Code.AlreadyExists]: 'already_exists',
  [Code.PermissionDenied]: 'permission_denied',
  [Code.ResourceExhausted]: 'resource_exhausted',
  [Code.FailedPrecondition]: 'failed_precondition',
  [Code.Aborted]: 'unavailable',
  [Code.OutOfRange]: 'invalid',
  [Code.Unimplemented]: 'unimplemented',
  [Code.Internal]: 'internal',
  [Code.Unavailable]: 'unavailable',
  [Code.DataLoss]: 'internal',
  [Code.Unauthenticated]: 'unauthenticated',
};

/** What operating systems and Node call a connection that could not be made or broke. */
const brokenConnection =
  /^(ENOENT|ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOTSOCK|EACCES|ERR_STREAM_PREMATURE_CLOSE|ERR_HTTP2_.*)$/;

function codeOf(error: ConnectError): ClientErrorCode {
  if (systemCodeOf(error) !== null) return 'unavailable';
  // A response that ends in the middle is reported as a protocol error of the caller's; it is a cut.
  if (error.code === Code.InvalidArgument && error.rawMessage.startsWith('protocol error: ')) return 'unavailable';
  return codes[error.code];
}

function messageOf(error: ConnectError, code: ClientErrorCode): string {
  const system = systemCodeOf(error);
  if (system === 'EACCES') return 'You have no right to open the orchestrator’s socket';
  if (system === 'ENOENT' || system === 'ECONNREFUSED') return 'No orchestrator answers at this address';
  if (code === 'unavailable' && (system !== null || error.rawMessage.startsWith('protocol error: '))) {
    return `The connection to the orchestrator broke${system === null ? '' : ` (${system})`}`;
  }
  return error.rawMessage === '' ? `The orchestrator answered: ${code}` : error.rawMessage;
}

/** The first broken connection in the chain of causes, by its system code. */
function systemCodeOf(error: unknown): string | null {
  let cause: unknown = error;
  for (let depth = 0; depth < 8 && typeof cause === 'object' && cause !== null; depth++) {
    if ('code' in cause && typeof cause.code === 'string' && brokenConnection.test(cause.code)) return cause.code;
    if (!('cause' in cause)) return null;
    cause = cause.cause;
  }
  return null;
}
