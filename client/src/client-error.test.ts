import { Code, ConnectError } from '@connectrpc/connect';
import { FieldViolationsSchema } from '@orchion/proto';
import { expect, test } from 'vitest';
import { ClientError, clientErrorFrom, isTransient } from './client-error.ts';

/** An error as Node's sockets make it. */
function systemError(code: string): Error {
  return Object.assign(new Error(`connect ${code} /run/x.sock`), { code });
}

function caused(code: Code, cause: unknown): ConnectError {
  const error = new ConnectError('wrapped', code);
  error.cause = cause;
  return error;
}

test.each<[string, unknown, string, boolean]>([
  ['a missing socket', caused(Code.Internal, systemError('ENOENT')), 'unavailable', true],
  ['a refused connection', caused(Code.Unavailable, systemError('ECONNREFUSED')), 'unavailable', true],
  ['a broken connection', caused(Code.Aborted, systemError('ECONNRESET')), 'unavailable', true],
  [
    'a stream that ends in its middle',
    new ConnectError('protocol error: missing EndStreamResponse', Code.InvalidArgument),
    'unavailable',
    true,
  ],
  ['a wrong request', new ConnectError('bad', Code.InvalidArgument), 'invalid', false],
  ['no token', new ConnectError('token?', Code.Unauthenticated), 'unauthenticated', false],
  ['a wrong state', new ConnectError('ended', Code.FailedPrecondition), 'failed_precondition', false],
  ['the caller’s own end', new ConnectError('', Code.Canceled), 'cancelled', false],
  ['an error of another kind', new TypeError('x is undefined'), 'internal', true],
])('%s', (_name, thrown, code, transient) => {
  const error = clientErrorFrom(thrown);
  expect({ code: error.code, transient: isTransient(error) }).toEqual({ code, transient });
  expect(error.message).not.toBe('');
  expect(error.message).not.toMatch(/^\[|ECONN.* \//);
});

test('the wrong fields come along', () => {
  const violations = [{ field: 'spec.command', message: 'must name a command' }];
  const error = new ConnectError('invalid', Code.InvalidArgument, undefined, [
    { desc: FieldViolationsSchema, value: { violations } },
  ]);
  expect(clientErrorFrom(error).violations).toEqual(violations);
});

test('a client error stays what it is', () => {
  const error = new ClientError('not_found', 'no such job');
  expect(clientErrorFrom(error)).toBe(error);
});
