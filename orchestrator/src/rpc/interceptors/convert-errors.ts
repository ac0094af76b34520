/**
 * What a call throws becomes an error of the API. Refusals are errors of the API already; operational failures get their
 * code; everything else is a bug: the caller gets an id under which the log has it, and nothing of its text.
 */
import { randomUUID } from 'node:crypto';
import { Code, ConnectError, type Interceptor } from '@connectrpc/connect';
import { WireError } from '@orchion/proto';
import { LogStoreError } from '../../ports/log-store.ts';
import type { Logger } from '../../ports/logger.ts';
import { StoreError } from '../../ports/store.ts';
import { requestIdKey } from '../call-values.ts';
import { methodName } from '../method-name.ts';
import { invalid } from '../refusal-error.ts';

export function convertErrors(log: Logger): Interceptor {
  return (next) => async (request) => {
    const where = { method: methodName(request.method), requestId: request.contextValues.get(requestIdKey) };
    const convert = (thrown: unknown): ConnectError => toldErrorOf(thrown, { signal: request.signal, log, where });
    try {
      const response = await next(request);
      if (!response.stream) return response;
      return { ...response, message: convertWithin(response.message, convert) };
    } catch (thrown) {
      throw convert(thrown);
    }
  };
}

/** `signal`: the call's own. `where`: for the log. */
export function toldErrorOf(
  thrown: unknown,
  { signal, log, where }: { readonly signal: AbortSignal; readonly log: Logger; readonly where: object },
): ConnectError {
  const known = knownError(thrown);
  if (known !== null) return known;
  // Its own signal aborted the call: the caller has gone, or the orchestrator stops.
  if (signal.aborted) return new ConnectError('the call was ended', Code.Canceled);
  const errorId = randomUUID().slice(0, 8);
  log.error({ err: thrown, errorId, ...where }, 'a call failed with an unexpected error');
  return new ConnectError(`internal error; the orchestrator’s log has it under error id ${errorId}`, Code.Internal);
}

async function* convertWithin<T>(
  messages: AsyncIterable<T>,
  convert: (thrown: unknown) => ConnectError,
): AsyncIterable<T> {
  try {
    yield* messages;
  } catch (thrown) {
    throw convert(thrown);
  }
}

/** Null: nobody expected it. */
function knownError(thrown: unknown): ConnectError | null {
  if (thrown instanceof ConnectError) return thrown;
  if (thrown instanceof WireError) return invalid([{ field: thrown.field, message: thrown.problem }]);
  if (thrown instanceof StoreError || thrown instanceof LogStoreError) {
    if (thrown.code === 'full') {
      const message =
        'the orchestrator’s disk is full: free some space there; running jobs go on, and agents keep their logs';
      return new ConnectError(message, Code.ResourceExhausted);
    }
    return new ConnectError('the orchestrator’s disk failed and it stops; try again once it runs', Code.Unavailable);
  }
  return null;
}
