/** The other side is of the next release: its messages carry a field that this one does not know. */
import type { Interceptor, StreamRequest, UnaryRequest } from '@connectrpc/connect';
import type { Message } from '@bufbuild/protobuf';

/** Field 15000, a varint. */
const unknownField = { no: 15_000, wireType: 0, data: Uint8Array.of(42) } as const;

export function withUnknownFields(which: { readonly inRequests: boolean; readonly inAnswers: boolean }): Interceptor {
  return (next) => async (request) => {
    const asked = which.inRequests ? withUnknownIn(request) : request;
    const answer = await next(asked);
    if (!which.inAnswers) return answer;
    if (answer.stream) return { ...answer, message: marked(answer.message) };
    mark(answer.message);
    return answer;
  };
}

function withUnknownIn(request: UnaryRequest | StreamRequest): UnaryRequest | StreamRequest {
  if (request.stream) return { ...request, message: marked(request.message) };
  mark(request.message);
  return request;
}

async function* marked<M extends Message>(messages: AsyncIterable<M>): AsyncIterable<M> {
  for await (const message of messages) {
    mark(message);
    yield message;
  }
}

function mark(message: Message): void {
  message.$unknown = [...(message.$unknown ?? []), unknownField];
}
