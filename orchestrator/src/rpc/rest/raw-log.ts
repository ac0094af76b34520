/** A log as the bytes that one stream of a command wrote, and nothing else: for `Accept: text/plain` or octet-stream. */
import type { DescMessage, MessageShape } from '@bufbuild/protobuf';
import type { TailLogRequest, TailLogResponse } from '@orchion/proto';
import { WireLogStream } from '@orchion/proto';
import { invalid } from '../refusal-error.ts';
import type { StreamForm } from './rest-answer.ts';

/** The raw form that the caller asks for, or null. */
export function rawTypeOf(accept: string | undefined): string | null {
  for (const part of (accept ?? '').split(',')) {
    const type = part.split(';', 1)[0]?.trim().toLowerCase();
    if (type === 'application/x-ndjson' || type === 'application/json') return null;
    if (type === 'application/octet-stream' || type === 'text/plain') return type;
  }
  return null;
}

/** Throws INVALID_ARGUMENT for a request of both streams: their bytes cannot be told apart without their frames. */
export function rawLogForm(contentType: string, request: MessageShape<DescMessage>): StreamForm {
  // Only TailLog's route has a raw form.
  if ((request as TailLogRequest).stream === WireLogStream.UNSPECIFIED) {
    throw invalid([{ field: 'stream', message: 'choose stdout or stderr: raw bytes are of one stream' }]);
  }
  return {
    contentType: contentType === 'text/plain' ? 'text/plain; charset=utf-8' : contentType,
    encode: (_desc, message) => {
      const { event } = message as TailLogResponse;
      return event.case === 'chunk' && event.value.data.length > 0 ? event.value.data : null;
    },
    encodeError: null,
  };
}
