/**
 * Which part answers a request: the API (all its protocols), or the few plain routes for operators: `/healthz` and `/readyz`
 * for whoever watches the process, `/metrics` and the API's description for callers that may read.
 */
import { ConnectError } from '@connectrpc/connect';
import type { RightName } from '@orchion/proto';
import { requestIdFrom } from '../rpc/request-id.ts';
import type { RpcEdge } from '../rpc/rpc-edge.ts';
import { writeError } from '../rpc/rest/rest-answer.ts';
import { RestError } from '../rpc/rest/rest-error.ts';
import type { NodeRequest, NodeResponse, RequestHandler } from './two-protocols.ts';
import { writeText } from './write-json.ts';

export interface RequestRouterParts {
  readonly edge: Pick<RpcEdge, 'handle' | 'gate'>;
  readonly ready: () => boolean;
  /** The text format of Prometheus. */
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
  /** The OpenAPI document, as JSON. */
  readonly openApi: string;
}

interface PlainRoute {
  readonly right: RightName;
  readonly answer: (response: NodeResponse) => void | Promise<void>;
}

export function createRequestRouter({ edge, ready, metrics, openApi }: RequestRouterParts): RequestHandler {
  const json = (response: NodeResponse, status: number, text: string): void =>
    writeText(response, status, 'application/json', text);
  const plainRoutes = new Map<string, PlainRoute>([
    ['/healthz', { right: 'public', answer: (response) => json(response, 200, '{"status":"ok"}') }],
    [
      '/readyz',
      {
        right: 'public',
        answer: (response) =>
          ready() ? json(response, 200, '{"status":"ready"}') : json(response, 503, '{"status":"not ready"}'),
      },
    ],
    [
      '/metrics',
      {
        right: 'read',
        answer: async (response) => {
          const { contentType, text } = await metrics();
          writeText(response, 200, contentType, text);
        },
      },
    ],
    ['/api/v1/openapi.json', { right: 'read', answer: (response) => json(response, 200, openApi) }],
  ]);

  return (request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '';
    const route = plainRoutes.get(path);
    if (route !== undefined) {
      answerPlain(path, route, request, response).catch((thrown: unknown) => {
        const error = thrown instanceof RestError ? thrown : ConnectError.from(thrown);
        writeError(response, error, requestIdOf(request), error instanceof RestError ? { allow: 'GET' } : {});
      });
    } else if (!edge.handle(request, response)) {
      writeError(response, new RestError(404, 'not_found', 'there is nothing at this path'), requestIdOf(request));
    }
  };

  async function answerPlain(
    path: string,
    { right, answer }: PlainRoute,
    request: NodeRequest,
    response: NodeResponse,
  ): Promise<void> {
    if (request.method !== 'GET') throw new RestError(405, 'unimplemented', 'this path is for GET only');
    edge.gate.checkRight(right, request.headers.authorization ?? null, path);
    await answer(response);
  }
}

function requestIdOf(request: NodeRequest): string {
  const header = request.headers['x-request-id'];
  return requestIdFrom(typeof header === 'string' ? header : null);
}
