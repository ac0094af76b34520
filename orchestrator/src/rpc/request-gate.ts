/**
 * Who may pass, decided on the method's descriptor before a byte of the body is read. A method without a declared right is
 * refused to everyone. Failed tries are counted, and told in the log at a bounded rate.
 */
import type { DescMethod } from '@bufbuild/protobuf';
import { Code, ConnectError, type HandlerContext } from '@connectrpc/connect';
import type { RightName } from '@orchion/proto';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { EdgeTelemetry, RefusedCallerReason } from '../ports/telemetry.ts';
import { callerKey, requestIdKey } from './call-values.ts';
import { methodName } from './method-name.ts';
import { rightNeededFor } from './method-right.ts';
import { requestIdFrom, requestIdHeader } from './request-id.ts';
import { mayCall, type Role } from './role.ts';

export interface GateParts {
  /** Whose token this is, or null. Must take equally long for every wrong one. */
  readonly recognise: (token: string) => Role | null;
  readonly telemetry: Pick<EdgeTelemetry, 'refusedCaller' | 'called'>;
  readonly log: Logger;
  readonly clock: Pick<Clock, 'now'>;
}

export interface RequestGate {
  /** The caller's role; null for a public method without a token. Throws UNAUTHENTICATED or PERMISSION_DENIED. */
  check(method: DescMethod, authorization: string | null): Role | null;
  /** As `check`, for routes that are no method. */
  checkRight(right: RightName | null, authorization: string | null, what: string): Role | null;
  /** For the router: notes caller and request id on the call. */
  readonly onCall: (context: HandlerContext) => void;
}

/** One line in this time, with the number of tries since the last one. */
const refusalLogEveryMs = 10_000;

export function createRequestGate({ recognise, telemetry, log, clock }: GateParts): RequestGate {
  let loggedAt = -Infinity;
  let unlogged = 0;

  const refuse = (reason: RefusedCallerReason, what: string, error: ConnectError): never => {
    telemetry.refusedCaller({ reason });
    unlogged += 1;
    if (clock.now() - loggedAt >= refusalLogEveryMs) {
      log.warn({ reason, what, tries: unlogged }, 'a caller was refused');
      loggedAt = clock.now();
      unlogged = 0;
    }
    throw error;
  };

  const checkRight = (right: RightName | null, authorization: string | null, what: string): Role | null => {
    if (right === 'public') return null;
    const token = /^Bearer ([\x21-\x7e]{1,512})$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) {
      return refuse('no_token', what, unauthenticated('this call needs a token: Authorization: Bearer TOKEN'));
    }
    const role = recognise(token);
    if (role === null) {
      return refuse('bad_token', what, unauthenticated('this token is not known here; read it again from its file'));
    }
    if (right === null || !mayCall(role, right)) {
      const message = `the ${role} token does not give the right ${right ?? 'of a method that declares none'}, which ${what} needs`;
      return refuse('no_right', what, new ConnectError(message, Code.PermissionDenied));
    }
    return role;
  };

  const check: RequestGate['check'] = (method, authorization) =>
    checkRight(rightNeededFor(method), authorization, methodName(method));

  return {
    check,
    checkRight,
    onCall(context) {
      const requestId = requestIdFrom(context.requestHeader.get(requestIdHeader));
      context.values.set(requestIdKey, requestId);
      context.responseHeader.set(requestIdHeader, requestId);
      try {
        context.values.set(callerKey, check(context.method, context.requestHeader.get('authorization')));
      } catch (error) {
        const code = ConnectError.from(error).code === Code.PermissionDenied ? 'permission_denied' : 'unauthenticated';
        telemetry.called({ method: methodName(context.method), code, ms: 0 });
        throw error;
      }
    },
  };
}

function unauthenticated(message: string): ConnectError {
  return new ConnectError(message, Code.Unauthenticated, { 'www-authenticate': 'Bearer' });
}
