/**
 * Connect, gRPC and gRPC-Web over Node's servers. In place of the library's own adapter, because a body that is too large
 * must be answered rather than cut, a stuck stream must be ended from below, and a slow body must have an end.
 */
import { Code, ConnectError, createContextValues } from '@connectrpc/connect';
import type { UniversalHandler } from '@connectrpc/connect/protocol';
import { universalRequestFromNodeRequest, universalResponseToNodeResponse } from '@connectrpc/connect-node';
import type { Logger } from '../ports/logger.ts';
import { hangUpKey } from './call-values.ts';
import { methodName } from './method-name.ts';
import { bodyOf, discardLeftover, endSlowBody, hangUpOn, type NodeRequest, type NodeResponse } from './request-body.ts';

/** Handles the request where its path is a method's; false: it is not. */
export type ConnectHandler = (request: NodeRequest, response: NodeResponse) => boolean;

export function createConnectHandler(handlers: readonly UniversalHandler[], log: Logger): ConnectHandler {
  const byPath = new Map(handlers.map((handler) => [handler.requestPath, handler]));
  return (request, response) => {
    const handler = byPath.get(request.url?.split('?', 1)[0] ?? '');
    if (handler === undefined) return false;
    const hangUp = (): void => hangUpOn(response);
    const { methodKind } = handler.method;
    if (methodKind === 'unary' || methodKind === 'server_streaming') endSlowBody(request, response);
    discardLeftover(request, response);
    const values = createContextValues().set(hangUpKey, hangUp);
    const universal = universalRequestFromNodeRequest(request, response, undefined, values);
    handler({ ...universal, body: bodyOf(request) })
      .then((answer) => universalResponseToNodeResponse(answer, response))
      .catch((reason: unknown) => {
        // The caller has gone: there is nobody to tell.
        if (ConnectError.from(reason).code === Code.Aborted) return;
        log.debug({ err: reason, method: methodName(handler.method) }, 'an answer could not be written');
        hangUp();
      });
    return true;
  };
}
