/** Counts every call by method and code with how long it took, streams until they end; runs it inside its caller's trace. */
import { Code, ConnectError, type Interceptor } from '@connectrpc/connect';
import type { Logger } from '../../ports/logger.ts';
import type { EdgeTelemetry } from '../../ports/telemetry.ts';
import { callerKey, requestIdKey } from '../call-values.ts';
import { codeName } from '../code-name.ts';
import { methodName } from '../method-name.ts';

export function measure(telemetry: EdgeTelemetry, log: Logger): Interceptor {
  return (next) => async (request) => {
    const method = methodName(request.method);
    const startedAt = performance.now();
    const end = (error: unknown): void => {
      const code = error === null ? 'ok' : codeName(ConnectError.from(error).code);
      const ms = performance.now() - startedAt;
      telemetry.called({ method, code, ms });
      const caller = request.contextValues.get(callerKey);
      log.debug({ method, code, ms, caller, requestId: request.contextValues.get(requestIdKey) }, 'called');
    };
    try {
      const response = await telemetry.inTrace(request.header.get('traceparent'), () => next(request));
      if (response.stream) return { ...response, message: untilEnd(response.message, end) };
      end(null);
      return response;
    } catch (error) {
      end(error);
      throw error;
    }
  };
}

async function* untilEnd<T>(messages: AsyncIterable<T>, end: (error: unknown) => void): AsyncIterable<T> {
  // A reader that goes away ends the loop from outside, without an error of ours.
  let problem: unknown = new ConnectError('the reader has gone', Code.Canceled);
  try {
    yield* messages;
    problem = null;
  } catch (error) {
    problem = error;
    throw error;
  } finally {
    end(problem);
  }
}
