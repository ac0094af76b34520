/** Any error as a failure for the user: what the orchestrator refused, what the connection did, and what is a bug. */
import { ClientError, type ClientErrorCode } from '@orchion/client';
import { CliFailure } from './failure.ts';

export interface FailurePlace {
  /** The orchestrator's address. */
  readonly address: string;
  /** Whether it is the one of this home, which `orchion up` starts. */
  readonly isOwn: boolean;
  readonly hasToken: boolean;
}

/** `place`: null before the address is known. */
export function failureOf(error: unknown, place: FailurePlace | null): CliFailure {
  if (error instanceof CliFailure) return error;
  if (error instanceof ClientError) return fromClientError(error, place);
  return new CliFailure({
    code: 'bug',
    message: `This should not have happened: ${error instanceof Error ? error.message : String(error)}`,
    hint: 'Set ORCHION_DEBUG=1 for the details, and please report them.',
    cause: error,
  });
}

function fromClientError(error: ClientError, place: FailurePlace | null): CliFailure {
  const hint = place === null ? undefined : hintFor(error.code, place);
  return new CliFailure({
    code: error.code,
    message: error.message,
    violations: error.violations,
    cause: error,
    // Where helps where the address is the problem; a wrong field has its own place.
    ...(place !== null && aboutTheAddress.has(error.code) ? { where: place.address } : {}),
    ...(hint === undefined ? {} : { hint }),
  });
}

const aboutTheAddress: ReadonlySet<ClientErrorCode> = new Set([
  'unavailable',
  'deadline_exceeded',
  'unauthenticated',
  'permission_denied',
  'unimplemented',
  'internal',
]);

function hintFor(code: ClientErrorCode, place: FailurePlace): string | undefined {
  if (code === 'unavailable' || code === 'deadline_exceeded') {
    return place.isOwn
      ? 'Start it with `orchion up` (in the repository: `npm run up`).'
      : 'Check ORCHION_URL, and that the orchestrator runs there.';
  }
  if (code === 'unauthenticated') {
    return place.hasToken
      ? 'Check ORCHION_TOKEN or ORCHION_TOKEN_FILE: the orchestrator does not know this token.'
      : 'Set ORCHION_TOKEN, or ORCHION_TOKEN_FILE to a file with the token.';
  }
  if (code === 'permission_denied') return 'Use a token with the right to do this.';
  if (code === 'resource_exhausted') return 'Try again in a moment; `orchion status` says what is full.';
  return undefined;
}
